"""The outcomes of the year as tables: who must come, who passed, who won, who leads, what is still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from yanxing.engine.exact import shown
from yanxing.engine.explanation import STATUSES, audience_counts, status_words
from yanxing.engine.explanation.naming import owner_facts
from yanxing.engine.explanation.speech import Speech
from yanxing.engine.outcome import Row, RunResult, Settlement
from yanxing.report import plain_table, titled, to_do
from yanxing.report.view import Head

AUDIENCES = (
    "roll", "exam_candidates", "speakers", "note_writers", "design_makers", "photographers",
    "visit_candidates",
)  # fmt: skip
ITEMS = ("talks", "notes", "designs", "photos", "halls")
PRIZES = ("first", "second", "third")
_NOMINATED = 6


@dataclass(frozen=True)
class Outcome:
    """A settled year, and how it is spoken of."""

    speech: Speech
    settlement: Settlement

    def say(self, chinese: str, english: str) -> str:
        return chinese if self.speech.language == "zh" else english

    def label(self, name: str) -> str:
        return self.speech.label(name)

    def run(self, name: str) -> RunResult:
        return self.settlement.runs[name]

    def taken(self, run: str, take: str) -> list[Row]:
        """Rows that got something other than nothing, best first."""
        rank = "place" if run in ITEMS else f"{run}_place"
        rows = [row for row in self.run(run).rows.values() if _code(row, take) not in ("", "none")]
        return sorted(rows, key=lambda row: (_number(row, rank), row.id))

    def tables(self) -> Iterator[RenderableType]:
        yield _audiences(self)
        yield _training(self)
        yield _exam(self)
        yield from (_item(self, name) for name in ITEMS)
        yield _team(self)
        yield _organisation(self)
        yield _visits(self)
        yield _open(self)


def _table(heads: Sequence[str], right: int = 0) -> Table:
    """`right`: so many columns from the end hold numbers."""
    return plain_table(Head(head, at >= len(heads) - right) for at, head in enumerate(heads))


def _audiences(year: Outcome) -> Group:
    heads = [year.say("对象", "audience"), *(status_words(each, year.speech.language) for each in STATUSES)]
    title = year.say("谁该参加什么", "Who must come to what")
    table = _table([*heads, year.say("合计", "all")], len(STATUSES) + 1)
    for name in AUDIENCES:
        counts = audience_counts(year.speech.policy, year.run(name))
        table.add_row(
            year.label(name), *(str(counts[each]) for each in STATUSES), str(len(year.run(name).rows))
        )
    return titled(title, table)


def _training(year: Outcome) -> Group:
    """A line a session: due, there, and how; rate = there ÷ due."""
    kinds = ("on_time", "lateish", "late", "left_early", "leave", "absent")
    heads = [year.say("场次", "session"), year.say("应到", "due"), year.say("实到", "there")]
    table = _table([*heads, *map(year.label, kinds), year.say("到课率", "rate")], len(kinds) + 3)
    lines = [row for row in year.run("attendance_kept").rows.values() if row.state == "in"]
    sessions = sorted({str(row.facts["session"]) for row in lines})
    for session in (*sessions, ""):
        here = [row for row in lines if not session or row.facts["session"] == session]
        counts = Counter(_code(row, "attendance") for row in here)
        there = len(here) - counts["leave"] - counts["absent"]
        name = year.speech.who("sessions", session) if session else year.say("合计", "all")
        rate = shown(Fraction(100 * there, len(here)), Fraction(1, 10)) + "%" if here else ""
        table.add_row(name, str(len(here)), str(there), *(str(counts[each]) for each in kinds), rate)
    people = year.run("training_record").rows.values()
    whole = sum("not_full" not in row.notes for row in people)
    title = year.say(
        f"培训签到  {whole} 人场场全程，{len(people) - whole} 人有缺",
        f"Training: {whole} there every time in full, {len(people) - whole} not",
    )
    return titled(title, table)


def _exam(year: Outcome) -> Group:
    """How many passed, and the first five."""
    result = year.run("exam")
    states = Counter(row.reason or row.state for row in result.rows.values())
    passed = states.pop("in", 0)
    others = "、".join(f"{year.label(reason)} {count}" for reason, count in states.most_common())
    title = year.say("“全岗通”考核", "The exam")
    head = year.say(
        f"应考 {len(result.rows)} 人：合格 {passed}，{others}",
        f"{len(result.rows)} candidates: {passed} passed, {others}",
    )
    columns = ["place", "name", "unit", "written", "interview", "composite"]
    table = _table([year.label(each) for each in columns], 3)
    rows = [row for row in result.rows.values() if row.state == "in"]
    for row in sorted(rows, key=lambda row: (_number(row, "place"), row.id))[:5]:
        written = row.facts.get("written")
        mark = shown(written) if isinstance(written, Fraction) else ""
        figures = (mark, *_shown(row, "interview", "composite"))
        table.add_row(*_shown(row, "place"), str(row.facts["name"]), _unit(year, row), *figures)
    more = year.say(f"……其余合格 {passed - 5} 人见网页报告", f"… {passed - 5} more in the report")
    return titled(f"{title}  {head}", table, Text(more, style="dim"))


def _item(year: Outcome, name: str) -> Group:
    """The prizes of an item; a hall is won by its committee, not by a person."""
    rows = year.taken(name, "prize")
    judged = sum("score" in row.cells for row in year.run(name).rows.values())
    title = year.say(
        f"{year.label(name)}  进入评审 {judged} 件，获奖 {len(rows)} 名",
        f"{name}: {judged} judged, {len(rows)} prizes",
    )
    by_person = name != "halls"
    heads = [year.say("名次", "place"), year.say("居委会", "committee"), year.say("奖项", "prize")]
    heads[1:1] = [year.say("获奖者", "winner")] if by_person else []
    table = _table([*heads, year.say("得分", "score")], 1)
    for row in rows:
        who = [_person(year, row)] if by_person else []
        prize = year.label(_code(row, "prize"))
        table.add_row(*_shown(row, "place"), *who, _unit(year, row), prize, *_shown(row, "score"))
    return titled(title, table)


def _team(year: Outcome) -> Group:
    counts = ("firsts", "seconds", "thirds", "team_points")
    title = year.say("团体积分  一等 10、二等 6、三等 3", "Team points: first 10, second 6, third 3")
    heads = [year.say("名次", "place"), year.say("居委会", "committee"), year.say("团体奖", "prize")]
    table = _table([*heads, *map(year.label, counts)], len(counts))
    rows = list(year.run("team").rows.values())
    for row in sorted(rows, key=lambda row: (_number(row, "team_place"), row.id)):
        prize = _code(row, "team_prize")
        words = year.label(prize) if prize not in ("", "none") else "—"
        table.add_row(*_shown(row, "team_place"), _unit(year, row), words, *_shown(row, *counts))
    sums = [sum((_number(row, each) for row in rows if each in row.cells), Fraction(0)) for each in counts]
    table.add_section()
    table.add_row("", year.say("合计", "all"), "", *(str(each) for each in sums), style="bold")
    return titled(title, table)


def _organisation(year: Outcome) -> Group:
    columns = ("items_entered", "participation", "attendance_rate")
    title = year.say(
        f"优秀组织奖提名  前 {_NOMINATED} 名，由街道自治办选定并写明理由",
        f"Organisation award: the first {_NOMINATED} proposed; the street chooses and says why",
    )
    heads = [year.say("次序", "order"), year.say("居委会", "committee")]
    table = _table([*heads, *map(year.label, columns)], len(columns))
    rows = sorted(
        year.run("organisation").rows.values(), key=lambda row: (_number(row, "organisation_place"), row.id)
    )
    for row in rows[:_NOMINATED]:
        table.add_row(*_shown(row, "organisation_place"), _unit(year, row), *_shown(row, *columns))
    return titled(title, table)


def _visits(year: Outcome) -> Group:
    """Seats filled of those there are: a deputy and a newcomer a committee, for each kind of visit."""
    rows = list(year.run("visits").rows.values())
    seats = Counter((row.facts["visit"], row.facts["as_who"]) for row in rows if _code(row, "seat") == "goes")
    committees = len(year.run("area_check").rows)
    heads = (("参访", "visit"), ("身份", "as"), ("已定", "filled"), ("名额", "seats"))
    table = _table([year.say(*each) for each in heads], 2)
    for visit in ("outside_visit", "area_visit"):
        for who in ("deputy_director", "new_worker"):
            table.add_row(year.label(visit), year.label(who), str(seats[visit, who]), str(committees))
    return titled(year.say("参访名额", "Seats for the visits"), table)


def _open(year: Outcome) -> Group:
    """What still waits for someone, and why."""
    heads = (("环节", "run"), ("对象", "who"), ("待办事由", "what waits"))
    table = _table([year.say(*each) for each in heads])
    for each in to_do(year.speech, year.settlement):
        table.add_row(each.run, each.who, each.what)
    return titled(year.say("还要办的事", "Still open"), table)


def _person(year: Outcome, row: Row) -> str:
    """Whose entry it is; the committee itself where it was the one judged."""
    owner = next(iter(owner_facts(year.speech.policy, row.kind)), "")
    speech = year.speech.about(row.kind)
    return speech.value(row.facts[owner], owner) if owner in row.facts else _unit(year, row)


def _unit(year: Outcome, row: Row) -> str:
    unit = row.facts.get("unit")
    return year.speech.who("committees", unit if isinstance(unit, str) else row.id)


def _code(row: Row, column: str) -> str:
    value = row.cells[column].value if column in row.cells else ""
    return value if isinstance(value, str) else ""


def _number(row: Row, column: str) -> Fraction:
    """The figure of a column; a row without one comes last."""
    value = row.cells[column].value if column in row.cells else None
    return value if isinstance(value, Fraction) else Fraction(10**6)


def _shown(row: Row, *columns: str) -> list[str]:
    return [row.cells[each].shown if each in row.cells else "" for each in columns]
