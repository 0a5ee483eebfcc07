"""Nodes, rows and scopes built directly, as the reader of policies would build them."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from yanxing.engine.calendar import OfficeCalendar
from yanxing.engine.evaluation import Scope, Shape, compile_condition, compile_term, reads_of, shape_of_kind
from yanxing.engine.grammar.base import Node
from yanxing.engine.grammar.conditions import Compare, Test
from yanxing.engine.grammar.facts import Records
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.terms import Literally, Ref
from yanxing.engine.outcome import Cell, Row, RunResult, Value
from yanxing.engine.unknown import Gap, Unknown

KINDS: Mapping[str, Any] = {
    "workers": {
        "entered": "date",
        "post": "key",
        "written": "number",
        "interview": "number",
        "unit": "key",
        "passed": "yes_no",
        "handed_in": "moment",
        "words": "text",
        "tags": "text",
        "sheets": Records(
            records={"judge": "key", "mark": "number", "recused": "yes_no", "kind": "text", "on": "date"}
        ),
    },
    "committees": {"area": "text", "households": "number"},
}
CALENDAR = OfficeCalendar(
    {date(2024, 10, day): "国庆节" for day in range(1, 8)}, frozenset({date(2024, 9, 29)}), frozenset({2024})
)


def n(text: str | int) -> Fraction:
    return Fraction(text)


def term(written: Any) -> Any:
    """Numbers, dates and truths as literals, words as names, nodes as they are."""
    if isinstance(written, str):
        return Ref(name=written)
    if isinstance(written, bool) or not isinstance(written, int):
        return written if isinstance(written, Node) else Literally(value=written)
    return Literally(value=Fraction(written))


def terms(*written: Any) -> tuple[Any, ...]:
    return tuple(term(each) for each in written)


def compare(name: str, on: Any = None, /, **tests: Any) -> Compare:
    """`compare("age", at_least=18)`; a trailing underscore is dropped (`is_`, `from_`, `in_`)."""
    made = tuple(Test(word=word.rstrip("_"), operand=operand) for word, operand in tests.items())  # type: ignore[arg-type]
    return Compare(name=name, tests=made, on=on)


def policy(**parts: Any) -> Policy:
    return Policy(policy="p", title="样例", **{"facts": KINDS, **parts})


def row(key: str = "w1", cells: Mapping[str, Value | tuple[Value, Value]] | None = None, **facts: Any) -> Row:
    """A row in; a cell given as a pair has (rounded, exact)."""
    made = Row(key, "workers", facts)
    for name, value in (cells or {}).items():
        pair = value if isinstance(value, tuple) else (value, value)
        made.cells[name] = Cell(pair[0], pair[1], "")
    return made


def sheets(*marks: Any, **same: Any) -> tuple[Mapping[str, Any], ...]:
    """Score sheets of judges j1, j2 …; None leaves the mark out."""
    return tuple(
        {"judge": f"j{place}", **same} | ({} if mark is None else {"mark": Fraction(mark)})
        for place, mark in enumerate(marks, 1)
    )


def scope(
    of: Policy | None = None,
    *,
    columns: Sequence[str] = (),
    as_of: date = date(2024, 6, 10),
    facts: Mapping[str, Sequence[Mapping[str, Value]]] | None = None,
    results: Mapping[str, RunResult] | None = None,
    **rest: Any,
) -> Scope:
    """The scope of a run `exam` over workers, with these columns."""
    of = of or policy()
    kind = shape_of_kind(of, "workers")
    shape = Shape("exam", kind.facts, kind.lists, frozenset(columns), run="exam")
    return Scope(
        policy=of,
        shape=shape,
        as_of=as_of,
        calendar=CALENDAR,
        facts=facts or {},
        results=results or {},
        **rest,
    )


def value(node: Any, of: Row | None = None, within: Scope | None = None, exact: bool = False) -> Value:
    return compile_term(term(node), within or scope(), exact)(of or row())


def met(node: Any, of: Row | None = None, within: Scope | None = None) -> bool | Unknown:
    return compile_condition(node, within or scope())(of or row())


def read(node: Any, of: Row | None = None, within: Scope | None = None) -> tuple[Any, ...]:
    return reads_of(term(node), within or scope())(of or row())


def gaps(found: Any) -> list[tuple[str, str, str]]:
    """(name, why, where) of an unknown; fails on anything known."""
    assert isinstance(found, Unknown), found
    return [(gap.name, gap.why, gap.where) for gap in found.gaps]


def gap(name: str, why: Any = "missing", where: str = "") -> Unknown:
    return Unknown((Gap(name, why, where),))
