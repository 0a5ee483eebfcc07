"""compute: one rounding, unknown travels, columns are there for all rows before the next begins."""

from fractions import Fraction

from tests.engine.settling import column, ended, policy, reasons, run

from yanxing.engine.outcome import ColumnReason
from yanxing.engine.unknown import Gap, Unknown

EXAM = policy("""
facts: {workers: {written: number, interview: number, bonus: number}}
runs:
  exam:
    rows: workers
    stages:
      - compute:
          composite: {is: {weigh: {written: 40, interview: 60}}, round: 0.01}
          extra: {is: bonus, when_missing: {use: 1}}
          best: {is: {max: composite, over: rows, missing: skip}}
      - compute:
          paid: {is: composite, when_missing: {held: mark_missing}}
""")


def worker(name, written, interview, **more):
    return {"id": name, "written": written, "interview": interview, **more}


def test_a_composite_is_rounded_half_up_once_and_keeps_its_exact_value():
    result = run(EXAM, {"workers": [worker("王敏", Fraction("59.99"), Fraction("60.00"), bonus=2)]})
    cell = result.rows["王敏"].cells["composite"]
    assert (cell.exact, cell.value, cell.shown) == (Fraction("59.996"), 60, "60.00")


def test_a_missing_mark_never_counts_as_zero():
    """(5 + 5 + missing) ÷ 3 is not 3.33."""
    result = run(EXAM, {"workers": [{"id": "王敏", "written": 90}, worker("顾凌云", 80, 80)]})
    assert column(result, "composite")["王敏"] == Unknown((Gap("interview"),))
    assert ended(result) == {"王敏": ("held", "mark_missing")}
    assert result.rows["王敏"].gaps == (Gap("interview"),)
    assert column(result, "best")["顾凌云"] == 80


def test_what_stands_in_for_a_missing_figure_is_told():
    result = run(EXAM, {"workers": [worker("王敏", 80, 80), worker("顾凌云", 80, 80, bonus=3)]})
    assert column(result, "extra") == {"王敏": 1, "顾凌云": 3}
    used = {
        row.id: [reason.used_instead for reason in reasons(row, ColumnReason) if reason.column == "extra"]
        for row in result.rows.values()
    }
    assert used == {"王敏": [True], "顾凌云": [False]}


def test_a_measure_over_the_rows_reads_the_column_above_it():
    result = run(EXAM, {"workers": [worker("王敏", 80, 80), worker("顾凌云", 90, 90)]})
    assert column(result, "best") == {"王敏": 90, "顾凌云": 90}
