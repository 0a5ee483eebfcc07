"""From the engine's result to rows: the matter as it stands, its steps, what follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.refusal import NotYours, Refused, Stale
from yanxing.engine import flow
from yanxing.engine.calendar import OfficeCalendar
from yanxing.engine.flow.stored import dump_matter, load_matter
from yanxing.engine.grammar.base import Text
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.unknown import Unknown
from yanxing.queries.matters.asking import waits_for
from yanxing.queries.matters.parties import aware
from yanxing.records.models import Matter, MatterStep

STRANGERS = frozenset({"not_the_party", "not_asked"})


def locked_matter(matter_id: int, *, revision: int | None = None) -> Matter:
    """The matter's row, locked: of two who answer at once one wins, the other is told."""
    matter = (
        Matter.objects.select_for_update(of=("self",))
        .select_related("document", "unit")
        .filter(pk=matter_id)
        .first()
    )
    if matter is None:
        raise NotYours
    if revision is not None and matter.revision != revision:
        raise Stale(_("这件事刚刚有人办过，请看一下现在的情况再办。"), code="stale")
    return matter


def refusal_of(policy: Policy, refused: flow.Refused) -> Refused:
    """Why the engine said no: in the policy's words where a requirement of it was not met."""
    said = (policy.labels or {}).get(Text(refused.code)) or _own_words().get(refused.code)
    return Refused(said or _("现在不能这样办，请刷新页面看一下进度。"), code=refused.code)


def _own_words() -> dict[str, str]:
    return {
        "own_case": _("这是您自己的事，不能自己批，会由自治办来办。"),
        "reason_required": _("请写明理由，再提交。"),
        "too_late": _("答复的期限已过，这件事已按规定转出。"),
        "already_answered": _("您已经答复过了。"),
        "ended": _("这件事已经办结。"),
        "missing_facts": _("信息不全，请补充后再提交。"),
    }


def save_state(matter: Matter, policy: Policy, calendar: OfficeCalendar, now: flow.Matter) -> None:
    """Where it stands, whom it waits for, until when."""
    asked = flow.asked(policy, now, now, flow.People())
    last = flow.deadline(policy, now, calendar)
    matter.stored = dump_matter(now)
    matter.step = now.step or ""
    matter.waits_for = waits_for(policy, matter.flow, asked[0].party) if asked else ""
    matter.due_at = None if last is None or isinstance(last, Unknown) else aware(_whole_day(last))
    if now.step is None:
        matter.state = Matter.State.DONE
        matter.result = now.outcome or ""
    matter.revision += 1


def _whole_day(last: datetime) -> datetime:
    return last.replace(microsecond=0) if last.time() == time.max else last


def save_steps(matter: Matter, acts: Sequence[flow.Act], actor: Actor | None) -> None:
    """The trace, one row an act; acts of the house have nobody's name."""
    first = matter.steps.count() + 1
    MatterStep.objects.bulk_create(
        MatterStep(
            matter=matter,
            ordinal=first + n,
            step=act.step,
            party=act.party or act.actor,
            answer=act.answer or act.kind,
            reason=act.reason or "",
            done_by_id=None if act.actor == flow.HOUSE or actor is None else actor.account_id,
            done_at=aware(act.at),
        )
        for n, act in enumerate(acts)
    )


def stands(matter: Matter) -> flow.Matter:
    return load_matter(matter.stored)


def grants(effects: Iterable[flow.Proposal], effect: str) -> bool:
    """Whether what was decided brings this effect about."""
    return any(each.effect == effect for each in effects)
