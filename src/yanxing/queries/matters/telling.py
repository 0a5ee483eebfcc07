"""A matter told for its page: where it stands, who is asked, until when, who did what and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.engine import flow
from yanxing.engine.calendar import OfficeCalendar
from yanxing.engine.flow.stored import load_matter
from yanxing.engine.grammar.base import Text
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.unknown import Unknown
from yanxing.queries.calendars import office_calendar_of
from yanxing.queries.facts import subject_id
from yanxing.queries.matters.parties import local, me, people_for
from yanxing.queries.policies.resolved import resolved_policy
from yanxing.records.models import Account, Matter, Person


@dataclass(frozen=True, slots=True)
class Due:
    """In words: `day` (9月23日), `left` (剩 1 个工作日), `counted` (how the clock runs)."""

    day: str
    left: str
    counted: str
    late: bool


@dataclass(frozen=True, slots=True)
class Done:
    """One act of the trace."""

    at: datetime
    who: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    """`steps` as the part of that name draws them; `answers` those this actor may give now."""

    steps: Sequence[Mapping[str, str]]
    place: int
    waits_for: str
    due: Due | None
    answers: Sequence[flow.AnswerPlan]
    trace: Sequence[Done]
    result: str


class Teller:
    """What is needed to tell one matter: its policy, calendar and people. A handful of queries."""

    def __init__(self, matter: Matter, actor: Actor, now: datetime) -> None:
        self.matter, self.actor, self.now = matter, actor, now
        self.policy: Policy = resolved_policy(matter.document, now.date())
        self.calendar: OfficeCalendar = office_calendar_of(matter.document.unit_id)
        self.people = people_for(matter.unit, now.date())
        self.stands: flow.Matter = load_matter(matter.stored)
        self.plan = flow.describe(self.policy, matter.flow)
        open_ = matter.state == Matter.State.OPEN
        self.asked = flow.asked(self.policy, self.stands, self.stands, self.people) if open_ else ()
        self.trace = list(matter.steps.select_related("done_by").order_by("ordinal"))
        self.names = _names([person for each in self.asked for person in each.persons])

    def told(self) -> Told:
        steps = self._steps()
        place = next((n for n, each in enumerate(steps, 1) if each["state"] == "now"), len(steps))
        return Told(
            steps, place, self._waits(), self._due(), self._answers(), self._trace(),
            self._label(self.matter.result or self.matter.state),
        )  # fmt: skip

    def _label(self, code: str) -> str:
        own = {"open": _("进行中"), "done": _("已办结"), "withdrawn": _("已撤回")}
        return (self.policy.labels or {}).get(Text(code)) or own.get(code, code)

    def _path(self) -> list[str]:
        """The steps on the straight way from the start, with those that were or are visited besides."""
        by_name = {step.name: step for step in self.plan.steps}
        path: list[str] = []
        at: str | None = self.plan.start
        while at is not None and at not in path:
            path.append(at)
            at = next((answer.go for answer in by_name[at].answers if answer.go not in {None, *path}), None)
            if at is not None and any(answer.end for answer in by_name[path[-1]].answers[:1]):
                at = None
        for name in [*(each.step for each in self.trace), self.stands.step or ""]:
            if name in by_name and name not in path:
                path.append(name)
        return path

    def _steps(self) -> list[dict[str, str]]:
        last = {each.step: each for each in self.trace}
        open_ = self.matter.state == Matter.State.OPEN
        drawn: list[dict[str, str]] = []
        path = self._path()
        here = path.index(self.stands.step) if open_ and self.stands.step in path else len(path)
        for n, name in enumerate(path):
            state = "now" if n == here and open_ else "done" if n < here and name in last else "next"
            note, due = "", ""
            if state == "now":
                note, due = self._waits(), self._until()
            elif state == "done":
                note = f"{self._who(last[name])} {_short(last[name].done_at)}"
            drawn.append({"name": self._label(name), "state": state, "note": note, "due": due})
        ended = self._label(self.matter.result or "withdrawn") if not open_ else ""
        drawn.append({"name": _("办结"), "state": "next" if open_ else "done", "note": ended, "due": ""})
        return drawn

    def _waits(self) -> str:
        """待王敏（居民区书记）."""
        words = []
        for each in self.asked:
            party = self._label(each.by)
            called = "、".join(self.names.get(person, person) for person in each.persons)
            words.append(f"{called}（{party}）" if called else party)
        return "、".join(words)

    def _until(self) -> str:
        due = self.matter.due_at
        return _("%(day)s前") % {"day": _short(due)} if due is not None else ""

    def _due(self) -> Due | None:
        clock = flow.clock_of(self.policy, self.stands, self.calendar) if self.asked else None
        state = self.stands.clock
        if clock is None or isinstance(clock, Unknown) or state is None or self.matter.due_at is None:
            return None
        at = local(self.now)
        left = flow.time_left(clock, state, at, self.calendar)
        late = self.matter.due_at < self.now
        number = clock.workdays if clock.workdays is not None else clock.days
        counted = (
            _("%(day)s收到，次日起算 %(n)d 个工作日")
            if clock.workdays is not None
            else _("%(day)s收到，%(n)d 日")
        )
        return Due(
            _short(self.matter.due_at),
            _("已过期") if late else _left(left, workdays=clock.workdays is not None),
            counted % {"day": _day(state.since.date()), "n": number or 0},
            late,
        )

    def _answers(self) -> list[flow.AnswerPlan]:
        mine = any(me(self.actor) in each.persons for each in self.asked)
        step = next((each for each in self.plan.steps if each.name == self.stands.step), None)
        return list(step.answers) if mine and step is not None else []

    def _trace(self) -> list[Done]:
        return [
            Done(each.done_at, self._who(each), self._label(each.answer), each.reason)
            for each in reversed(self.trace)
        ]

    def _who(self, step: object) -> str:
        done_by = getattr(step, "done_by", None)
        return done_by.display_name if done_by is not None else _("期限到，自动转办")


def _names(persons: Collection[str]) -> dict[str, str]:
    """Engine person → name. At most two queries."""
    own = {pk: person for person in persons if (pk := subject_id(person)) is not None}
    found = {own[pk]: name for pk, name in Person.objects.filter(pk__in=own).values_list("pk", "name")}
    accounts = {int(person[1:]): person for person in persons if person.startswith("a")}
    if accounts:
        rows = Account.objects.filter(pk__in=accounts).values_list("pk", "display_name")
        found |= {accounts[pk]: name for pk, name in rows}
    return found


def _left(left: object, *, workdays: bool) -> str:
    if not isinstance(left, int):
        return ""
    if left <= 0:
        return _("今天到期")
    return _("剩 %(n)d 个工作日") % {"n": left} if workdays else _("剩 %(n)d 日") % {"n": left}


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _short(moment: datetime) -> str:
    """9月23日, with the time where it is not the end of the day."""
    at = local(moment)
    whole = at.time() in {time(), time.max, time.max.replace(microsecond=0)}
    return _day(at.date()) if whole else f"{_day(at.date())} {at:%H:%M}"
