"""A settlement as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from yanxing.engine.explanation import STATUSES, Language, Names, audience_counts, status_words
from yanxing.engine.explanation.speech import Speech
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import OPEN, RunResult, Settlement
from yanxing.report.listings import result_listings
from yanxing.report.page import in_order
from yanxing.report.runs import asks_only_who, desk_of
from yanxing.report.view import Listing
from yanxing.report.words import word

_FIRST = 12


def settlement_tables(
    policy: Policy, settlement: Settlement, *, names: Names | None = None, language: Language = "zh"
) -> RenderableType:
    """For whom everything is, what came out of each run, and the first places of those that rank."""
    named = names or (lambda _, key: key)
    speech = Speech(policy, language, named)
    results = [settlement.runs[name] for name in in_order(policy, settlement.runs)]
    asking = [result for result in results if asks_only_who(policy, result)]
    others = [result for result in results if result not in asking]
    tables = [_audience_table(speech, asking)] if asking else []
    tables += [_summary_table(speech, others)] if others else []
    return Group(*tables, *_rankings(speech, others, named))


def _audience_table(speech: Speech, results: list[RunResult]) -> Table:
    table = Table(title=word("audience", speech.language), title_justify="left")
    table.add_column(word("name", speech.language))
    for status in STATUSES:
        table.add_column(status_words(status, speech.language), justify="right")
    for result in results:
        counts = audience_counts(speech.policy, result)
        table.add_row(speech.label(result.run), *(str(counts[status]) for status in STATUSES))
    return table


def _summary_table(speech: Speech, results: list[RunResult]) -> Table:
    table = Table(title=word("result", speech.language), title_justify="left")
    table.add_column(word("name", speech.language))
    for head in ("rows", "through_head", "left_head", "open_head"):
        table.add_column(word(head, speech.language), justify="right")
    for result in results:
        states = [row.state for row in result.rows.values()]
        still = sum(state in OPEN for state in states)
        through = states.count("in")
        left = len(states) - through - still
        table.add_row(
            speech.label(result.run), *(str(count) for count in (len(states), through, left, still))
        )
    return table


def _rankings(speech: Speech, results: list[RunResult], names: Names) -> Iterator[Table]:
    for result in results:
        desk = desk_of(speech, result, names)
        if desk is None or not desk.ranks():
            continue
        listing = next(result_listings(desk), None)
        if listing is not None and listing.tone == "":
            yield _listing_table(speech.label(result.run), listing, speech.language)


def _listing_table(title: str, listing: Listing, language: Language) -> Table:
    table = Table(title=Text(title), title_justify="left")
    for head in listing.heads:
        table.add_column(Text(head.text), justify="right" if head.numeric else "left", overflow="fold")
    for line in listing.lines[:_FIRST]:
        table.add_row(*(Text(cell.text) for cell in line.cells))
    if listing.count > _FIRST:
        table.caption = word("more_rows", language, count=listing.count - _FIRST)
        table.caption_justify = "left"
    return table
