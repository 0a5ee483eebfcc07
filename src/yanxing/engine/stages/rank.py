"""rank: order along the whole tie-break chain, each group apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from fractions import Fraction

from yanxing.engine.course import Course, hold, mark_provisional
from yanxing.engine.evaluation import compile_term
from yanxing.engine.grammar.stages import Rank
from yanxing.engine.grammar.terms import Ref
from yanxing.engine.levels import Group, Key, Ranked, Ranking, blocks, chain_of, listed, names_of, ranked
from yanxing.engine.outcome import Cell, RankReason, Row, Value
from yanxing.engine.unknown import Unknown


def run(stage: Rank, index: int, course: Course) -> None:
    """Writes the number and a `RankReason`. A row with an unknown key or group is held; the others are
    provisional then.
    """
    live = course.begin()
    chain, per = chain_of(stage.order), names_of(stage.per)
    keys_of = _reader([name for name, _ in chain], course)
    group_of = _reader(per, course)
    gathered: defaultdict[Group, tuple[list[Row], list[tuple[Value, ...]]]] = defaultdict(lambda: ([], []))
    for row in live:
        group, keys = group_of(row), keys_of(row)
        if any(isinstance(value, Unknown) for value in group + keys):
            hold(row, "missing_key", *group, *keys)
            continue
        rows, values = gathered[group]
        rows.append(row)
        values.append(keys)
    lines = {group: ranked(rows, values, chain) for group, (rows, values) in gathered.items()}
    course.rankings[stage.rank] = ranking = Ranking(stage.rank, chain, per, lines, group_of)
    for group, line in lines.items():
        _write(stage, index, ranking, group, line)
    mark_provisional(course.open_rows(), ranking, lines)


def _reader(names: Sequence[str], course: Course) -> Callable[[Row], tuple[Value, ...]]:
    reads = [compile_term(Ref(name=name), course.scope) for name in names]  # type: ignore[arg-type]
    return lambda row: tuple([read(row) for read in reads])


def _write(stage: Rank, index: int, ranking: Ranking, group: Group, line: Sequence[Ranked]) -> None:
    names = [name for name, _ in ranking.chain]
    group_named = tuple(zip(ranking.per, group, strict=True))
    for place, start, end in _numbers(stage, ranking, line):
        level = tuple([one.row.id for one in line[start:end]]) if end - start > 1 else ()
        for at in range(start, end):
            one = line[at]
            parted, above = _parted(names, line, at)
            named, more = listed(level, one.row.id)
            number = at + 1 if stage.numbering == "positions" else place
            one.row.cells[stage.rank] = Cell(Fraction(number), Fraction(number), str(number))
            keys = tuple(zip(names, one.values, strict=True))
            standing = (number, len(line), keys, named, parted, above, group_named, more)
            one.row.reasons.append(RankReason(index, stage.rank, *standing))


def _numbers(stage: Rank, ranking: Ranking, line: Sequence[Ranked]) -> list[tuple[int, int, int]]:
    """(number, first, behind the last) of every stretch of rows equal on `share`."""
    shared = [at for at, (name, _) in enumerate(ranking.chain) if stage.share is None or name in stage.share]
    keys: list[Key] = [tuple([one.key[at] for at in shared]) for one in line]
    return [
        (dense if stage.numbering == "dense" else start + 1, start, end)
        for dense, (start, end) in enumerate(blocks(keys), 1)
    ]


def _parted(names: Sequence[str], line: Sequence[Ranked], at: int) -> tuple[str | None, str | None]:
    """The key that parts a row from the one next above, and that row's id."""
    if at == 0:
        return None, None
    above, one = line[at - 1], line[at]
    if above.key == one.key:
        return None, above.row.id
    return next(name for name, a, b in zip(names, above.key, one.key, strict=True) if a != b), above.row.id
