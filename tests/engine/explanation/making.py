"""Strategies: values, reasons and rows of any shape the engine may store, sensible or not."""

from datetime import date, datetime

from hypothesis import strategies as st

from yanxing.engine import outcome as o
from yanxing.engine.unknown import Gap, Unknown

NAMES = st.sampled_from(
    [
        "entered",
        "credentials",
        "composite",
        "written",
        "score",
        "effect",
        "place",
        "prize",
        "points",
        "odd",
        "id",
    ]
)
IDS = st.sampled_from(["w1", "w2", "e1", "e2", "essays/e1", "c1", "nobody", ""])
CODES = st.sampled_from(["first", "third", "all_post", "service_too_short", "strange", "in"])
WHYS = st.sampled_from(
    [
        "missing",
        "not_reached",
        "division_by_zero",
        "no_line",
        "no_row",
        "open_row",
        "too_few",
        "empty",
        "level",
    ]
)
gaps = st.builds(Gap, NAMES, WHYS, st.sampled_from(["", "workers/w3", "essays/e1", "w3"]))
unknowns = st.lists(gaps, min_size=1, max_size=2).map(tuple).map(Unknown)
numbers = st.fractions(max_denominator=1000) | st.integers(0, 100).map(o.Fraction)
dates = st.dates(date(1990, 1, 1), date(2030, 12, 31))
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1))  # noqa: DTZ001 - office time has no zone
plain = st.one_of(
    numbers, dates, moments, st.booleans(), CODES, IDS, st.frozensets(CODES, max_size=2), unknowns
)
records = st.lists(st.dictionaries(NAMES, plain, max_size=2), max_size=2).map(tuple)
values = plain | records
pairs = st.lists(st.tuples(IDS, values), max_size=4).map(tuple)
some_ids = st.lists(IDS, max_size=3).map(tuple)
stages = st.integers(0, 4)
shown = st.sampled_from(["", "83.20", "1/3", "x"])

reads = st.lists(
    st.builds(o.Read, NAMES, values, st.sampled_from(["fact", "column", "value", "definition", "lookup"]))
    | st.builds(
        o.ListRead,
        st.sampled_from(["sum", "count", "mean"]),
        st.sampled_from(["essays", "rows", "sheets", "workers"]),
        pairs,
        pairs,
        st.integers(0, 3),
        values,
        st.integers(0, 30),
    ),
    max_size=3,
).map(tuple)
checks = st.builds(
    o.Check,
    st.integers(0, 3),
    st.sampled_from([True, False, None]),
    reads,
    st.booleans(),
    st.lists(gaps, max_size=2).map(tuple),
)
keys = st.lists(st.tuples(NAMES, values), max_size=3).map(tuple)
groups = st.lists(st.tuples(NAMES, plain), max_size=2).map(tuple)
reasons = st.one_of(
    st.builds(o.GateReason, stages, NAMES, st.lists(checks, max_size=3).map(tuple)),
    st.builds(o.ColumnReason, stages, NAMES, values, values, shown, reads, st.booleans()),
    st.builds(
        o.PanelReason, stages, NAMES, values, values, shown, pairs, pairs, st.integers(0, 3),
        st.lists(st.tuples(IDS, numbers), max_size=2).map(tuple),
    ),
    st.builds(
        o.RankReason, stages, NAMES, st.integers(1, 9), st.integers(1, 9), keys, some_ids, st.none() | NAMES,
        st.none() | IDS, groups,
    ),
    st.builds(
        o.TakeReason, stages, NAMES, st.none() | CODES,
        st.sampled_from(
            ["placed", "all_enter", "widened", "decided", "rest", "passed_over", "none_enter", "undecided"]
        ),
        st.none() | st.integers(0, 3), st.none() | st.integers(0, 6), some_ids,
        st.none() | st.tuples(NAMES, numbers), st.lists(st.integers(0, 3), max_size=2).map(tuple),
        st.none() | st.just("评审小组"), st.none() | st.just("票数多者在前"),
    ),
    st.builds(o.SubstituteReason, stages, NAMES, st.booleans(), st.none() | IDS, reads),
    st.builds(
        o.SplitReason, stages, NAMES, values,
        st.lists(st.tuples(NAMES, numbers, numbers), max_size=2).map(tuple),
    ),
    st.builds(
        o.AllocateReason, stages, NAMES, numbers, values, st.none() | numbers, numbers, st.none() | numbers,
        st.booleans(), some_ids,
    ),
    st.builds(o.PostReason, stages, NAMES, NAMES, numbers, NAMES),
)  # fmt: skip
cells = st.dictionaries(NAMES, st.builds(o.Cell, values, values, shown), max_size=3)
states = st.sampled_from(["in", "out", "refused", "not_graded", "held", "redo", "undecided"])
rows = st.builds(
    o.Row,
    id=IDS,
    kind=st.sampled_from(["workers", "essays", "committees", "odd"]),
    facts=st.dictionaries(NAMES, values, max_size=3),
    cells=cells,
    state=states,
    reason=st.none() | CODES,
    gaps=st.lists(gaps, max_size=2).map(tuple),
    notes=st.lists(CODES, max_size=2),
    reasons=st.lists(reasons, max_size=5),
    provisional=st.booleans(),
    parent=st.none() | IDS,
    group=groups,
)
