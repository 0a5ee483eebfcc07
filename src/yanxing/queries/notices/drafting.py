"""A notice as it is first proposed, from the document it is about; and the annexes it will carry."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from yanxing.engine.grammar.policy import Policy
from yanxing.queries.policies.clauses import lines_of
from yanxing.queries.policies.resolved import pinned
from yanxing.records.models import Notice, PolicyDocument, Session


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is typed: issuers in the order of their seals, addressees in words, both dates, the number."""

    kind: str
    title: str
    body: str
    issuers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    signed_on: date | None = None
    printed_on: date | None = None
    printed_by: str = ""
    contact: str = ""
    number: str = ""


@dataclass(frozen=True)
class Proposed:
    """An annex: text, or a table of heads and rows."""

    title: str
    body: str = ""
    table: dict[str, Any] | None = field(default=None)


def proposed_draft(kind: str, document: PolicyDocument | None, street: str) -> Draft:
    """The template of a kind, filled from the document."""
    if document is None:
        return Draft(kind=kind, title="", body="", addressees=("各居民区",), printed_by=f"{street}办事处")
    policy = pinned(document).usable
    paper = policy.document
    basis = f"根据{'、'.join(map(str, paper.basis))}，" if paper and paper.basis else ""
    common: dict[str, Any] = {
        "kind": kind,
        "issuers": tuple(map(str, paper.issuers)) if paper else (),
        "addressees": tuple(map(str, paper.to)) if paper and paper.to else ("各居民区",),
        "printed_by": f"{document.unit.name}党政办公室",
    }
    if kind == Notice.Kind.TRANSMITTAL:
        return Draft(
            title=f"关于印发《{document.title}》的通知",
            body=f"{basis}现将《{document.title}》印发给你们，请认真贯彻执行。",
            signed_on=paper.signed if paper else None,
            printed_on=paper.printed if paper else None,
            number=str(paper.number or "") if paper else "",
            **common,
        )
    return Draft(
        title=f"关于开展{document.title.removesuffix('实施方案')}培训的通知",
        body=f"根据《{document.title}》，现将培训安排通知如下。请各居民区组织人员准时参加，"
        "开始前15分钟到场完成签到，不迟到、不早退。",
        **common,
    )


def annexes_of(notice: Notice) -> list[Proposed]:
    """Those of the template, as things stand now: the plan's text, the course table. At most one query."""
    document = notice.document
    if document is None:
        return []
    annexes = []
    if notice.kind == Notice.Kind.TRANSMITTAL:
        annexes.append(Proposed(document.title, body=plan_text(pinned(document).usable)))
    if notice.kind in (Notice.Kind.TRANSMITTAL, Notice.Kind.TRAINING):
        courses = course_table(document)
        if courses["rows"]:
            annexes.append(Proposed("课程安排", table=courses))
    return annexes


def plan_text(policy: Policy) -> str:
    """The adopted text, a line a paragraph, each clause with its printed number."""
    lines: list[str] = []
    for number, text in (policy.text or {}).items():
        head, rest = lines_of(str(text))
        lines += [f"{number}　{head}", *rest] if head else [f"{number}　{rest[0]}", *rest[1:]]
    return "\n".join(lines)


def course_table(document: PolicyDocument) -> dict[str, Any]:
    """Sessions of the document's activities in the order of their days; 待定 for what is not known yet."""
    sessions = (
        Session.objects.filter(activity__document=document)
        .exclude(state=Session.State.CANCELLED)
        .select_related("activity", "teacher")
        .order_by("starts_at", "activity_id", "ordinal")
    )
    heads = ["序号", "培训", "主题", "授课人", "时间", "地点"]
    return {"heads": heads, "rows": [_course(n, each) for n, each in enumerate(sessions, 1)]}


def _course(number: int, session: Session) -> list[str]:
    later = "待定"
    return [
        str(number),
        session.activity.title,
        session.topic or later,
        session.teacher.name if session.teacher else later,
        _time(session) or later,
        session.venue or later,
    ]


def _time(session: Session) -> str:
    if session.starts_at is None or session.ends_at is None:
        return ""
    begins, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return f"{begins.month}月{begins.day}日 {begins:%H:%M}—{ends:%H:%M}"
