"""Tables: one body each, dimensions that agree with `at`, codes that are all there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from yanxing.engine.grammar.base import Code
from yanxing.engine.grammar.document import Line, Table
from yanxing.engine.grammar.terms import TableAt, Term
from yanxing.policy.checking.inspection import Inspection, Scope
from yanxing.policy.checking.registry import expect
from yanxing.policy.checking.types import ANY, Type, joined, of_literal
from yanxing.policy.nearest import nearest

BODIES = ("codes", "at_least", "above", "at_most", "below")


@dataclass(slots=True)
class Layout:
    """What a table says at each depth: its bodies there, and whether they go by codes or by steps."""

    bodies: list[list[Table]] = field(default_factory=list)
    leaves: list[Fraction | Code] = field(default_factory=list)

    @property
    def kinds(self) -> list[str]:
        return ["codes" if bodies[0].codes is not None else "steps" for bodies in self.bodies]


def written(table: Table) -> list[str]:
    """The bodies a table has; a sound one has exactly one."""
    return [word for word in BODIES if getattr(table, word) is not None]


def lines(table: Table) -> Mapping[str, Line] | Mapping[Fraction, Line]:
    """The lines of the first body written."""
    body: Mapping[str, Line] | Mapping[Fraction, Line] = getattr(table, next(iter(written(table)), ""), {})
    return body


def layout(table: Table) -> Layout:
    """Bodies by depth and what stands at the ends."""
    found = Layout()
    _lay(table, 0, found)
    return found


def _lay(table: Table, depth: int, found: Layout) -> None:
    if depth == len(found.bodies):
        found.bodies.append([])
    found.bodies[depth].append(table)
    for line in _all_lines(table):
        if isinstance(line, Table):
            _lay(line, depth + 1, found)
        else:
            found.leaves.append(line)


def _all_lines(table: Table) -> Iterator[Line]:
    yield from lines(table).values()
    if table.else_ is not None:
        yield table.else_


def check_table(name: str, table: Table, see: Inspection) -> None:
    """Checks the form of a table, whoever looks things up in it."""
    found = layout(table)
    for bodies in found.bodies:
        for each in bodies:
            _body(name, each, see)
        kinds = {"codes" if each.codes is not None else "steps" for each in bodies if written(each)}
        if len(kinds) > 1:
            see.say("table_uneven", bodies[0], name=name)
    if len({of_literal(leaf).word for leaf in found.leaves}) > 1:
        see.say("table_mixed", table, name=name)


def _body(name: str, table: Table, see: Inspection) -> None:
    bodies = written(table)
    if len(bodies) != 1:
        see.say("table_bodies" if bodies else "table_no_body", table, name=name, bodies=bodies)
    nested = {isinstance(line, Table) for line in lines(table).values()}
    if len(nested) > 1:
        see.say("table_uneven", table, name=name)


def check_lookup(term: TableAt, at: tuple[Term, ...], found: list[Type], scope: Scope) -> Type:
    """The type a look-up gives; its keys must fit the table."""
    tables = scope.see.tables
    if term.table not in tables:
        scope.see.unknown("no_table", term, term.table, tables)
        return ANY
    scope.see.used.tables.add(term.table)
    plan = layout(tables[term.table])
    if len(at) != len(plan.bodies):
        scope.see.say("table_dimensions", term, name=term.table, has=len(plan.bodies), given=len(at))
        return ANY
    asked = []
    for kind, key, term_at in zip(plan.kinds, found, at, strict=True):
        asked.append(_key(kind, key, term_at, term, scope))
    scope.see.used.lookups.setdefault(term.table, []).append(tuple(asked))
    return _result(plan)


def _key(kind: str, key: Type, at: Term, term: TableAt, scope: Scope) -> frozenset[str] | None:
    """The codes this dimension may be asked for, None when they are not a closed set."""
    if kind == "steps":
        expect("number", key, at, scope, "at")
    elif key.family not in ("code", "any"):
        scope.see.say("table_wants_code", at, name=term.table, type=key.word)
    return key.codes if kind == "codes" and key.word == "code" else None


def _result(plan: Layout) -> Type:
    common: Type | None = None
    for leaf in plan.leaves:
        found = of_literal(leaf)
        common = found if common is None else joined(common, found)
    return common or ANY


def check_codes(see: Inspection) -> None:
    """After all rules were seen: lines for codes nobody can ask for, and codes without a line."""
    for name, lookups in see.used.lookups.items():
        plan = layout(see.tables[name])
        for depth, bodies in enumerate(plan.bodies):
            asked = [lookup[depth] for lookup in lookups]
            for body in bodies:
                _asked(name, body, asked, see)


def _asked(name: str, body: Table, asked: list[frozenset[str] | None], see: Inspection) -> None:
    if body.codes is None:
        return
    known = [codes for codes in asked if codes is not None]
    everything = frozenset().union(*known)
    extra = [code for code in body.codes if code not in everything] if len(known) == len(asked) else []
    for code in extra:
        see.unknown("table_key", body, code, everything, table=name)
    misspelt = {nearest(code, everything) for code in extra}
    left_out = sorted(everything - set(body.codes) - misspelt)
    if left_out and body.else_ is None and not body.reading:
        see.say("table_gap", body, name=name, codes=left_out)
