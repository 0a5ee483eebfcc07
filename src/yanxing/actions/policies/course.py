"""The course of a document: draft, before the leader, decided on paper, in force, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.refusal import Refused, Stale
from yanxing.actions import trail
from yanxing.actions.policies.audience import settle_all
from yanxing.actions.policies.locking import locked
from yanxing.actions.policies.starting import start
from yanxing.queries.policies.readiness import Missing, missing_before_force, missing_before_review
from yanxing.records.models import PaperDecision, PolicyDocument, StoredFile

_STATES = PolicyDocument.State


def submit_document(
    *, document: PolicyDocument, actor: Actor, now: datetime, seen: str | None = None
) -> None:
    """拟稿 → 送审. From here on nothing is changed until the leader has answered."""
    document = locked(document, actor, _STATES.DRAFT, seen=seen)
    _refuse_missing(missing_before_review(document, now.date()))
    _move(document, _STATES.SUBMITTED)
    _note("policy.submit", document, actor, now)


@dataclass(frozen=True, kw_only=True)
class PaperAnswer:
    """What stands on the signed 呈批表: `answer` approved or returned; `title` is the signer's 职务."""

    answer: str
    decided_by: str
    title: str
    decided_on: date
    opinion: str = ""
    scan: StoredFile | None = None


def record_paper_decision(
    *, document: PolicyDocument, given: PaperAnswer, actor: Actor, now: datetime, seen: str | None = None
) -> PaperDecision:
    """线下审定: who signed, when, with what words, and the scan. 退回 makes it a draft again."""
    document = locked(document, actor, _STATES.SUBMITTED, seen=seen)
    _check_answer(given, actor, now)
    before = PaperDecision.objects.filter(document=document).order_by("-id").first()
    if before is not None and before.answer == PaperDecision.Answer.APPROVED:
        raise Stale(_("%(who)s已经同意，登记过了。") % {"who": before.decided_by})
    decision = PaperDecision.objects.create(
        document=document,
        answer=given.answer,
        decided_by=given.decided_by.strip(),
        title=given.title.strip(),
        decided_on=given.decided_on,
        opinion=given.opinion.strip(),
        scan=given.scan,
        recorded_by_id=actor.account_id or 0,
        recorded_at=now,
    )
    if given.answer == PaperDecision.Answer.RETURNED:
        _move(document, _STATES.DRAFT)
    _note("policy.decision", document, actor, now, answer=given.answer, decision=decision.pk)
    return decision


def _check_answer(given: PaperAnswer, actor: Actor, now: datetime) -> None:
    if given.answer not in PaperDecision.Answer:
        raise Refused(_("请选择同意或退回。"), field="answer")
    if not given.decided_by.strip():
        raise Refused(_("请填写审定人姓名。"), field="decided_by")
    if given.decided_by.strip() == actor.name:
        raise Refused(_("审定人不能是登记的人。请由另一位经办人登记。"), field="decided_by")
    if not given.title.strip():
        raise Refused(_("请填写审定人的职务。"), field="title")
    if given.decided_on > now.date():
        raise Refused(_("审定日期不能晚于今天。"), field="decided_on")
    if given.answer == PaperDecision.Answer.RETURNED and not given.opinion.strip():
        raise Refused(_("退回的，请写明意见。"), field="opinion")


def put_in_force(
    *, document: PolicyDocument, actor: Actor, now: datetime, seen: str | None = None
) -> PolicyDocument:
    """送审 → 实施中: the version before it ends, the audiences are settled, the activities begin."""
    _lock_versions(document)
    document = locked(document, actor, _STATES.SUBMITTED, seen=seen)
    _refuse_missing(missing_before_force(document, now.date()))
    replaced = _end_earlier(document, actor, now)
    document.state, document.in_force_on = _STATES.IN_FORCE, now.date()
    document.save(update_fields=["state", "in_force_on"])
    _note("policy.in_force", document, actor, now, replaces=replaced)
    settle_all(document=document, as_of=now.date(), actor=actor, now=now)
    start(document=document, actor=actor, now=now)
    return document


def _lock_versions(document: PolicyDocument) -> None:
    """All versions of the plan, in one order: of two that come into force at once one waits."""
    versions = PolicyDocument.objects.filter(unit=document.unit_id, code=document.code).order_by("pk")
    list(versions.select_for_update().values_list("pk"))


def _end_earlier(document: PolicyDocument, actor: Actor, now: datetime) -> list[int]:
    """Of a plan one version is in force: the same code, or the one that this amends."""
    earlier = PolicyDocument.objects.select_for_update().filter(
        Q(code=document.code) | Q(pk=document.amends_id or 0),
        unit=document.unit_id,
        state=_STATES.IN_FORCE,
    )
    ended = []
    for each in earlier.exclude(pk=document.pk):
        _move(each, _STATES.CLOSED, closed_on=now.date())
        _note("policy.close", each, actor, now, replaced_by=document.pk)
        ended.append(each.pk)
    return ended


def close_document(
    *, document: PolicyDocument, reason: str, actor: Actor, now: datetime, seen: str | None = None
) -> None:
    """实施中 → 已结束, with a reason."""
    document = locked(document, actor, _STATES.IN_FORCE, seen=seen)
    if not reason.strip():
        raise Refused(_("请写明为什么结束。"), field="reason")
    _move(document, _STATES.CLOSED, closed_on=now.date())
    _note("policy.close", document, actor, now, reason=reason.strip()[:200])


def _move(document: PolicyDocument, state: str, closed_on: date | None = None) -> None:
    document.state, document.closed_on = state, closed_on
    document.save(update_fields=["state", "closed_on"])


def _refuse_missing(missing: list[Missing]) -> None:
    if missing:
        raise Refused("".join(each.text for each in missing), code="not_ready")


def _note(
    act: str, document: PolicyDocument, actor: Actor, now: datetime, reason: str = "", **detail: object
) -> None:
    trail.record(
        act, actor=actor, now=now, about=("document", document.pk), unit_id=document.unit_id,
        reason=reason, **detail,
    )  # fmt: skip
