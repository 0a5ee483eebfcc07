"""What still stands between a document and its coming into force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

from django.utils import timezone

from yanxing.policy.findings import Finding
from yanxing.queries.policies.resolved import findings_of, latest, pinned, sayings_of
from yanxing.queries.policies.shapes import label
from yanxing.records.models import PaperDecision, PolicyDocument, WarningConfirmation

_ABOUT_VALUES = frozenset({"value_blocks_adoption", "value_blocks_use", "value_unset"})


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning of the checker; `by` is empty until a named person has confirmed it."""

    digest: str
    finding: Finding
    by: str = ""
    on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: what, in words, and where it is put right."""

    kind: Literal["errors", "value", "warning", "decision", "state"]
    text: str
    name: str = ""


def finding_digest(finding: Finding) -> str:
    """By which a finding is known: its code, place and words."""
    place = finding.place or str(finding.line)
    return sha256(f"{finding.code}\n{place}\n{finding.text()}".encode()).hexdigest()


def warnings_of(document: PolicyDocument) -> list[Warned]:
    """The warnings a person has to confirm, confirmed or not. Two queries."""
    rows = WarningConfirmation.objects.filter(document=document).select_related("confirmed_by")
    by = {row.finding: row for row in rows}
    return [
        Warned(
            digest,
            found,
            row.confirmed_by.display_name,
            timezone.localtime(row.confirmed_at).date(),
            row.note,
        )
        if (row := by.get(digest))
        else Warned(digest, found)
        for found in findings_of(document)
        if not found.is_error and found.code not in _ABOUT_VALUES
        for digest in (finding_digest(found),)
    ]


def _warned(digest: str, found: Finding, row: WarningConfirmation | None) -> Warned:
    if row is None:
        return Warned(digest, found)
    day = timezone.localtime(row.confirmed_at).date()
    return Warned(digest, found, row.confirmed_by.display_name, day, row.note)


def approval_of(document: PolicyDocument) -> PaperDecision | None:
    """The last decision on paper, while the document is before the leader or past it."""
    if document.state == PolicyDocument.State.DRAFT:
        return None
    last = PaperDecision.objects.filter(document=document).order_by("-id").first()
    return last if last is not None and last.answer == PaperDecision.Answer.APPROVED else None


def unset_values(document: PolicyDocument, on: date) -> tuple[list[str], list[str]]:
    """Names of values nobody has set: those that block adoption, and those that block the step using them."""
    values = pinned(document).usable.values or {}
    entries = sayings_of(document).values
    unset = [
        (str(name), value.needed)
        for name, value in values.items()
        if value.needed and value.is_ is None and not value.since
        and latest(entries, "value", str(name), on) is None
    ]  # fmt: skip
    return [n for n, needed in unset if needed == "adoption"], [n for n, needed in unset if needed == "use"]


def missing_before_review(document: PolicyDocument, on: date) -> list[Missing]:
    """What has to be done before the document goes to the leader."""
    loaded = pinned(document)
    if not loaded.ok:
        return [Missing("errors", "方案文件里有错误，请改好文件后重新载入。")]
    policy = loaded.usable
    blocking, _ = unset_values(document, on)
    waiting = sum(not each.by for each in warnings_of(document))
    missing = [Missing("value", f"“{label(policy, name)}”还没有定。", name) for name in blocking]
    if waiting:
        missing.append(Missing("warning", f"还有 {waiting} 条提醒没有人确认。"))
    return missing


def missing_before_force(document: PolicyDocument, on: date) -> list[Missing]:
    """The same, and the leader's approval."""
    missing = missing_before_review(document, on)
    if document.state == PolicyDocument.State.DRAFT:
        missing.append(Missing("state", "还没有送审。"))
    elif approval_of(document) is None:
        missing.append(Missing("decision", "还没有登记线下审定。"))
    return missing
