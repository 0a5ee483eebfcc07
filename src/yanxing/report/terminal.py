"""The tables of a run for a terminal: counts, who came out how, the figures people look for, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from yanxing.engine.explanation import STATUSES, audience_status, status_words
from yanxing.engine.explanation.phrases import Common
from yanxing.engine.explanation.speech import Speech
from yanxing.engine.outcome import OPEN, Row, RunResult
from yanxing.report.columns import by_place, figures, rank_of_run, read_facts, take_of_run
from yanxing.report.listings import Desk
from yanxing.report.runs import desk_of
from yanxing.report.view import Head
from yanxing.report.words import STATES, state_word, word

MOST_COLUMNS = 6
"""Facts, figures, place and prize of a row; more have no room on a line."""
FEW_COLUMNS = 4
NARROW = 110
"""Cells of a terminal below which only so few columns are shown."""


def plain_table(heads: Iterable[Head]) -> Table:
    """An empty table as every command draws it; numbers stand right."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for head in heads:
        table.add_column(Text(head.text), justify="right" if head.numeric else "left", overflow="fold")
    return table


def titled(title: str, *parts: RenderableType) -> Group:
    return Group(Text(title, style="bold"), *parts)


def run_table(
    speech: Speech,
    result: RunResult,
    ids: frozenset[str] | None = None,
    *,
    most: int | None = None,
    width: int = NARROW,
) -> RenderableType | None:
    """The table of one run; of the rows with these ids (or whose parent has one) alone. `most`: so many
    lines, the open ones always among them. None for a run the policy does not know."""
    desk = desk_of(speech, result)
    if desk is None:
        return None
    rows = [row for row in result.rows.values() if ids is None or ids & {row.id, row.parent}]
    label = speech.label(result.run)
    title = label if label == result.run else f"{label} {result.run}"
    colon = "：" if speech.language == "zh" else ": "
    head = f"{title}{colon}{counts(desk, rows)}"
    if not rows:
        return titled(head)
    shown, left = _chosen(desk, rows, most)
    more = [Text(word("more_all", speech.language, count=left), style="dim")] if left else []
    return titled(head, _table(desk, shown, MOST_COLUMNS if width >= NARROW else FEW_COLUMNS), *more)


def counts(desk: Desk, rows: Sequence[Row]) -> str:
    """`共 350 行，符合 87，仅差一项 12 …` for an audience, by state for results."""
    counted = Counter(_verdict(desk, row) for row in rows)
    order = (
        [status_words(each, desk.language) for each in STATUSES]
        if desk.asks()
        else [state_word(each, desk.language) for each in STATES]
    )
    parts = [f"{each} {counted[each]}" for each in order if counted[each]]
    return desk.speech.join([desk.word("rows_in_all", count=len(rows)), *parts], Common.CLAUSE_JOIN)


def _verdict(desk: Desk, row: Row) -> str:
    """The state in words; of an audience whether it fits."""
    if desk.asks():
        return status_words(audience_status(desk.speech.policy, desk.result.run, row), desk.language)
    return state_word(row.state, desk.language)


def _bracketed(desk: Desk, what: str, inside: str) -> str:
    return desk.speech.say(Common.BRACKETS, what=what, inside=inside)


def _chosen(desk: Desk, rows: list[Row], most: int | None) -> tuple[list[Row], int]:
    """Ranked rows by place, others by what asks for work; and how many are left out."""
    if desk.ranks():
        ordered = by_place(rows, rank_of_run(desk.run))
    elif desk.asks():
        statuses = ("waiting", "almost", "fits", "unfit")
        of = {row.id: audience_status(desk.speech.policy, desk.result.run, row) for row in rows}
        ordered = sorted(rows, key=lambda row: statuses.index(of[row.id]))
    else:
        ordered = sorted(rows, key=lambda row: (row.state not in OPEN, STATES.index(row.state)))
    if most is None or len(ordered) <= most:
        return ordered, 0
    shown = ordered[:most] + [row for row in ordered[most:] if row.state in OPEN]
    return shown, len(ordered) - len(shown)


def _table(desk: Desk, rows: Sequence[Row], most: int) -> Table:
    rank, take = rank_of_run(desk.run), take_of_run(desk.run)
    facts = read_facts(desk.speech.policy, desk.result) if desk.asks() else ()
    room = most - bool(rank) - bool(take) - len(facts)
    before, after = figures(desk.speech.policy, desk.run, room)
    remarks = [desk.explainer.remark(row.id) for row in rows]
    heads = [*desk.who_heads(), Head(desk.word("state")), *desk.figure_heads((*facts, *before), rows)]
    heads += [Head(desk.label(rank.rank), True)] if rank else []
    heads += [Head(desk.label(take.take))] if take else []
    heads += desk.figure_heads(after, rows)
    table = plain_table([*heads, *([Head(desk.word("remark"))] if any(remarks) else [])])
    names = Counter(tuple(cell.text for cell in desk.who(row)) for row in rows)
    for row, remark in zip(rows, remarks, strict=True):
        texts = [cell.text for cell in desk.who(row)]
        if names[tuple(texts)] > 1:
            texts[0] = _bracketed(desk, texts[0], row.id)
        state = _verdict(desk, row)
        texts.append(_bracketed(desk, state, desk.word("provisional")) if row.provisional else state)
        texts += [desk.fact(row, name).text for name in facts]
        texts += [desk.fact(row, name).text if _known(row, name) else "" for name in before]
        texts += [desk.place_cell(row, rank).text] if rank else []
        texts += [desk.taken(row, take.take).text] if take else []
        texts += [desk.fact(row, name).text if _known(row, name) else "" for name in after]
        texts += [remark] if any(remarks) else []
        table.add_row(*map(Text, texts), style="yellow" if row.state in OPEN else "")
    return table


def _known(row: Row, name: str) -> bool:
    return name in row.cells or name in row.facts
