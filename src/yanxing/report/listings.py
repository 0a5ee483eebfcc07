"""The tables of a run: who belongs, who came out where, who is not among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from yanxing.engine.explanation import AudienceStatus, Explainer, Language, audience_status, status_words
from yanxing.engine.explanation.naming import owner_facts, row_name, row_title, title_facts
from yanxing.engine.explanation.phrases import Common
from yanxing.engine.explanation.speech import Speech, shown_short
from yanxing.engine.grammar.runs import Run
from yanxing.engine.grammar.stages import Gate, Rank
from yanxing.engine.outcome import OPEN, Row, RunResult
from yanxing.report.columns import (
    Figures,
    by_place,
    figures,
    group_of,
    only_asks,
    place,
    rank_of_run,
    read_facts,
    take_of_run,
)
from yanxing.report.view import Bar, Cell, Chart, Head, Line, Listing, Tone, share_of
from yanxing.report.words import state_word, word

_BARS = 8
_MOST_FIGURES = 8
_MOST_OPEN = 60
"""A longer list of people is folded: the counts stand above it."""
_DASH = "—"


@dataclass(frozen=True)
class Desk:
    """All that the tables of one run are made from. `anchors` maps a row to the id of its reasons."""

    speech: Speech
    run: Run
    result: RunResult
    explainer: Explainer
    anchors: dict[str, str]

    @property
    def language(self) -> Language:
        return self.speech.language

    def word(self, key: str, **fields: object) -> str:
        return word(key, self.language, **fields)

    def wholly_provisional(self) -> bool:
        """Then the head of the table says so once."""
        return all(row.provisional for row in self.result.rows.values() if row.state == "in")

    def ranks(self) -> bool:
        return rank_of_run(self.run) is not None

    def kind(self) -> str:
        return next((row.kind for row in self.result.rows.values()), "")

    def label(self, name: str) -> str:
        return self.speech.label(name)

    def asks(self) -> bool:
        """Whether the run is a list of whom something is for rather than of results."""
        policy = self.speech.policy
        parts = policy.programme.parts if policy.programme else ()
        audience = any(self.result.run == act.audience for part in parts for act in part.activities)
        return only_asks(self.run) and (audience or not any(row.cells for row in self.result.rows.values()))

    def who(self, row: Row) -> list[Cell]:
        """The row's name or title, then whose it is."""
        titled, owners = self._naming
        speech = self.speech.about(row.kind)
        named = [speech.value(row.facts[fact], fact) if fact in row.facts else _DASH for fact in owners]
        return [*([Cell(row_title(speech, row))] if titled else []), *map(Cell, named)]

    def who_heads(self) -> list[Head]:
        titled, owners = self._naming
        codes = title_facts(self.speech.policy, self.kind())
        name = self.speech.join(map(self.label, codes)) or self.word("name")
        return [*([Head(name)] if titled else []), *(Head(self.label(fact)) for fact in owners)]

    def name(self, row: Row) -> str:
        return row_name(self.speech, row)

    @cached_property
    def _naming(self) -> tuple[bool, tuple[str, ...]]:
        """Whether the rows have titles of their own, and the facts that say whose they are."""
        rows = self.result.rows.values()
        titled = any(row_title(self.speech, row) for row in rows) or not rows
        owners = owner_facts(self.speech.policy, self.kind())
        return titled or not owners, tuple(fact for fact in owners if any(fact in row.facts for row in rows))

    def fact(self, row: Row, name: str) -> Cell:
        """A fact or column as the table shows it, without its unit."""
        cell = row.cells.get(name)
        if cell is not None:
            numeric = isinstance(cell.value, Fraction)
            return Cell(
                shown_short(cell) if numeric else self.speech.about(row.kind).value(cell.value, name), numeric
            )
        value = row.facts.get(name)
        if value is None:
            return Cell(self.speech.say(Common.BLANK))
        return Cell(self.speech.about(row.kind).value(value, name), isinstance(value, Fraction))

    def figure_heads(self, names: Sequence[str], rows: Sequence[Row]) -> list[Head]:
        return [
            Head(self.label(name), any(self.fact(row, name).numeric for row in rows[:20])) for name in names
        ]

    def place_cell(self, row: Row, rank: Rank) -> Cell:
        number = place(row, rank)
        return Cell(str(number) if number is not None else _DASH, True)

    def taken(self, row: Row, take: str) -> Cell:
        """The prize, or that it is still open."""
        cell = row.cells.get(take)
        if row.state == "undecided":
            return Cell(state_word("undecided", self.language), tone="waiting", why=True)
        return Cell(self.speech.value(cell.value, take) if cell else _DASH)


def audience_listings(desk: Desk) -> Iterator[Listing]:
    """One table a status; what asks for work stands first and open, the rest is folded."""
    policy = desk.speech.policy
    facts = read_facts(policy, desk.result)
    heads = [*desk.who_heads(), *(Head(desk.label(fact)) for fact in facts)]
    heads += [Head(desk.word("verdict")), Head(desk.word("why"))]
    by_status: dict[AudienceStatus, list[Line]] = {
        status: [] for status in ("waiting", "almost", "fits", "unfit")
    }
    for row in desk.result.rows.values():
        status = audience_status(policy, desk.result.run, row)
        cells = [*desk.who(row), *(desk.fact(row, fact) for fact in facts)]
        cells.append(Cell(status_words(status, desk.language), tone=status, why=True))
        cells.append(Cell(desk.explainer.remark(row.id)))
        by_status[status].append(Line(desk.anchors[row.id], tuple(cells)))
    for status, lines in by_status.items():
        if lines:
            words = status_words(status, desk.language)
            folded = status in ("fits", "unfit") or len(lines) > _MOST_OPEN
            yield Listing(words, tuple(heads), tuple(lines), folded, status)


def result_listings(desk: Desk) -> Iterator[Listing]:
    """Who came out where; below it, folded, who left before the last figure."""
    columns = figures(desk.speech.policy, desk.run, _MOST_FIGURES)
    made = [name for name in columns.before if any(name in row.cells for row in desk.result.rows.values())]
    through: list[Row] = []
    left: list[Row] = []
    for row in desk.result.rows.values():
        (through if _through(row, made) else left).append(row)
    if through:
        yield _through_listing(desk, through, columns)
    if left:
        yield _left_listing(desk, left, bool(through))


def _through(row: Row, made: Sequence[str]) -> bool:
    settled_early = row.state in ("held", "redo") or not all(name in row.cells for name in made)
    return not settled_early and (bool(made) or row.state == "in")


def _through_listing(desk: Desk, rows: list[Row], columns: Figures) -> Listing:
    rank, take = rank_of_run(desk.run), take_of_run(desk.run)
    heads = [Head(desk.label(rank.rank), True)] if rank else []
    heads += [*desk.who_heads(), *desk.figure_heads(columns.before, rows)]
    heads += [Head(desk.label(take.take))] if take else []
    heads += desk.figure_heads(columns.after, rows)
    remarks = {row.id: _remark(desk, row) for row in rows}
    remarked = any(remarks.values())
    heads += [Head(desk.word("remark"))] if remarked else []
    lines = []
    for row in by_place(rows, rank):
        cells = [desk.place_cell(row, rank)] if rank else []
        cells += [*desk.who(row), *_figure_cells(desk, row, columns.before)]
        cells += [desk.taken(row, take.take)] if take else []
        cells += _figure_cells(desk, row, columns.after)
        cells += [Cell(remarks[row.id])] if remarked else []
        lines.append(Line(desk.anchors[row.id], tuple(cells), row.state != "in"))
    return Listing(desk.word("result"), tuple(heads), tuple(lines), rank is None and len(lines) > _MOST_OPEN)


def _figure_cells(desk: Desk, row: Row, columns: tuple[str, ...]) -> list[Cell]:
    """Every figure opens the row's reasons."""
    cells = [desk.fact(row, name) for name in columns]
    return [
        Cell(cell.text, cell.numeric, cell.tone, why=name in row.cells)
        for cell, name in zip(cells, columns, strict=True)
    ]


def _remark(desk: Desk, row: Row) -> str:
    remark = desk.explainer.remark(row.id)
    if not row.provisional or desk.wholly_provisional():
        return remark
    provisional = desk.word("provisional")
    return desk.speech.say(Common.BRACKETS, what=remark, inside=provisional) if remark else provisional


def _left_listing(desk: Desk, rows: list[Row], folded: bool) -> Listing:
    heads = (*desk.who_heads(), Head(desk.word("state")), Head(desk.word("why")))
    lines = []
    for row in sorted(rows, key=lambda row: (row.state not in OPEN, row.id)):
        tone: Tone = "waiting" if row.state in OPEN else "unfit"
        chip = Cell(state_word(row.state, desk.language), tone=tone, why=True)
        lines.append(Line(desk.anchors[row.id], (*desk.who(row), chip, Cell(desk.explainer.remark(row.id)))))
    return Listing(desk.word("not_reached"), heads, tuple(lines), folded, "unfit")


def tallies(desk: Desk) -> Iterator[Listing]:
    """For runs with too many rows to list: how often each code and state occurred."""
    counts: dict[str, Counter[str]] = {}
    for row in desk.result.rows.values():
        for name, cell in row.cells.items():
            if isinstance(cell.value, str) and cell.value not in desk.result.rows:
                counts.setdefault(name, Counter())[cell.value] += 1
        counts.setdefault("state", Counter())[row.reason or row.state] += 1
    heads = (Head(""), Head(desk.word("count"), True))
    for name, counter in counts.items():
        known = [code for code in counter if desk.label(code) != code or code in ("in", "out")]
        if not known or len(counter) > 12 or (name == "state" and len(counter) == 1):
            continue
        lines = tuple(
            Line("", (Cell(_code(desk, code)), Cell(str(count), True)))
            for code, count in counter.most_common()
        )
        yield Listing(desk.label(name), heads, lines)


def _code(desk: Desk, code: str) -> str:
    return state_word("in", desk.language) if code == "in" else desk.label(code)


def chart(desk: Desk) -> Chart | None:
    """Bars for a standing: a rank over worked-out figures, without a panel of its own."""
    rank = rank_of_run(desk.run)
    if rank is None or not rank.order or any(hasattr(stage, "panel") for stage in desk.run.stages):
        return None
    key = next(iter(rank.order[0]))
    ranked = [row for row in desk.result.rows.values() if place(row, rank) is not None]
    if len({group_of(row, rank) for row in ranked}) > 1:
        return None  # bars beside one another would compare groups
    rows = by_place(ranked, rank)[:_BARS]
    values = [row.cells[key].value if key in row.cells else None for row in rows]
    numbers = [value for value in values if isinstance(value, Fraction)]
    if len(numbers) < 2 or len(numbers) != len(rows) or max(numbers) <= 0:
        return None
    bars = tuple(
        Bar(desk.name(row), shown_short(row.cells[key]), share_of(number, max(numbers)), at == 0)
        for at, (row, number) in enumerate(zip(rows, numbers, strict=True))
    )
    return Chart(desk.word("chart", count=len(bars), what=desk.label(key)), bars)


def taken_summary(desk: Desk) -> str:
    """`一等奖 1、二等奖 3、三等奖 6`, or how many came through."""
    take = take_of_run(desk.run)
    states: Counter[str] = Counter(row.state for row in desk.result.rows.values())
    texts = []
    if take is not None:
        given = Counter(
            str(row.cells[take.take].value) for row in desk.result.rows.values() if take.take in row.cells
        )
        texts = [f"{desk.label(rule.give)} {given[rule.give]}" for rule in take.places]
    elif any(isinstance(stage, Gate) for stage in desk.run.stages):
        texts = [desk.word("through", count=states["in"])]
    else:
        texts = [desk.word("people", count=len(desk.result.rows))]
    still = sum(states[state] for state in OPEN)
    if still:
        texts.append(desk.word("open_rows", count=still))
    return desk.speech.join(texts)
