"""A policy file comes in: read, checked, its collections bound to what the house has."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer_who_acts, demand, demand_unit
from yanxing.access.refusal import Refused
from yanxing.actions import trail
from yanxing.actions.policies.locking import locked
from yanxing.engine.grammar.policy import Policy
from yanxing.policy.findings import Finding
from yanxing.policy.load import loaded
from yanxing.policy.reading.decoding import decode
from yanxing.queries.calendars import office_calendar_of
from yanxing.queries.policies.bindings import guessed
from yanxing.queries.policies.reach import units_below
from yanxing.records.models import CollectionBinding, DocumentBasis, PolicyDocument, Subject, Unit

LONGEST_TITLE = 120


class TextHasErrors(Refused):
    """The file cannot be used; `findings` say where, what and how to mend it."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(_("文件里有错误，改好以后再载入。"), field="text", code="has_errors")
        self.findings = findings


def load_document(*, text: str | bytes, street: Unit, actor: Actor, now: datetime) -> PolicyDocument:
    """Keeps the text as it is, as a draft of the street. Raises `TextHasErrors`, and `Refused` for a text the
    street has already."""
    demand(an_officer_who_acts(actor))
    demand_unit(actor, street.pk)
    data = text.encode() if isinstance(text, str) else text
    result = loaded(data, "policy.yaml", office_calendar_of(street.pk))
    if not result.ok:
        raise TextHasErrors(result.findings)
    _refuse_twice(street, result.digest)
    policy = result.usable
    try:
        with transaction.atomic():
            document = _document(policy, str(decode(data)[0]), result.digest, street, actor, now)
    except IntegrityError:  # somebody loads the same text at this moment
        _refuse_twice(street, result.digest)
        raise
    CollectionBinding.objects.bulk_create(
        CollectionBinding(document=document, collection=kind, noun=noun)
        for kind, noun in guessed(policy).items()
    )
    _keep_bases(document, policy)
    trail.record(
        "policy.load", actor=actor, now=now, about=("document", document.pk), unit_id=street.pk,
        digest=result.digest, code=document.code,
    )  # fmt: skip
    return document


def _refuse_twice(street: Unit, digest: str) -> None:
    known = PolicyDocument.objects.filter(unit=street, digest=digest).first()
    if known is not None:
        raise Refused(
            _("这份文件已经载入过，是“%(title)s”（%(state)s）。要改，请先改文件内容。")
            % {"title": known.title, "state": known.get_state_display()},
            field="text",
        )


def _document(
    policy: Policy, source: str, digest: str, street: Unit, actor: Actor, now: datetime
) -> PolicyDocument:
    subject = Subject.objects.create(kind=Subject.Kind.DOCUMENT, home_unit=street)
    signed = policy.document.signed if policy.document else None
    year = policy.programme.year if policy.programme else signed.year if signed else None
    return PolicyDocument.objects.create(
        subject=subject,
        unit=street,
        code=str(policy.policy)[:80],
        title=str(policy.title)[:LONGEST_TITLE],
        year=year,
        source=source,
        digest=digest,
        schema_version=policy.schema,
        organiser=_organiser(policy, street, now),
        amends=_amended(policy, street),
        loaded_by_id=actor.account_id or 0,
        loaded_at=now,
    )


def _organiser(policy: Policy, street: Unit, now: datetime) -> Unit | None:
    """The office the document names, by its name or short name."""
    name = str(policy.document.organiser) if policy.document and policy.document.organiser else ""
    offices = Unit.objects.filter(pk__in=units_below(street.pk, now.date()), kind=Unit.Kind.OFFICE)
    return next((each for each in offices if name and name in (each.name, each.short_name)), None)


def _amended(policy: Policy, street: Unit) -> PolicyDocument | None:
    if not policy.amends:
        return None
    code = str(policy.amends)
    return PolicyDocument.objects.filter(unit=street, code=code).order_by("-pk").first()


def _keep_bases(document: PolicyDocument, policy: Policy) -> None:
    """依据: to a document of the same street where one has that title (DOC-05)."""
    bases = policy.document.basis if policy.document else ()
    known = {each.title: each for each in PolicyDocument.objects.filter(unit=document.unit).order_by("pk")}
    DocumentBasis.objects.bulk_create(
        DocumentBasis(
            document=document,
            title=str(title)[:200],
            basis=next((each for name, each in known.items() if name in str(title)), None),
        )
        for title in bases
    )


def bind_collection(
    *, document: PolicyDocument, collection: str, noun: str, actor: Actor, now: datetime
) -> None:
    """Says what a collection of the policy is in the house; before it is submitted, never in force."""
    document = locked(document, actor, PolicyDocument.State.DRAFT)
    if noun not in CollectionBinding.Noun:
        raise Refused(_("请从列出的几种里选一种。"), field=collection)
    changed = CollectionBinding.objects.filter(document=document, collection=collection).update(noun=noun)
    if not changed:
        raise Refused(_("方案里没有这一类信息。"), field=collection)
    trail.record(
        "policy.bind", actor=actor, now=now, about=("document", document.pk), unit_id=document.unit_id,
        collection=collection, noun=noun,
    )  # fmt: skip
