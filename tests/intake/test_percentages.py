"""A cell that shows 85% is 85, whether the office typed the text or formatted the number 0.85."""

from fractions import Fraction
from pathlib import Path

import openpyxl
from tests.intake.office import errors

from yanxing.intake import read_inputs
from yanxing.policy.reading import read

POLICY = """
policy: test/shares
title: t
labels: {share: 满意率}
facts: {units: {name: text, share: number, hours: {number: 学时}}}
"""

CELLS: list[tuple[object, str, Fraction]] = [
    (0.85, "0%", Fraction(85)),
    (0.8512, "0.00%", Fraction(8512, 100)),
    (0.7, '0.0"约"%', Fraction(70)),
    (1, "0%", Fraction(100)),
    (0, "0%", Fraction(0)),
    ("85%", "General", Fraction(85)),
    (0.85, "General", Fraction(17, 20)),
    (85, '0"%"', Fraction(85)),
]


def test_a_percentage_is_read_as_it_is_shown_and_said_once(tmp_path: Path) -> None:
    policy = read(POLICY.encode(), "t.yaml").policy
    assert policy is not None
    book = openpyxl.Workbook()
    book.active.title = "units"
    book.active.append(["id", "name", "share", "hours"])
    for number, (value, style, _) in enumerate(CELLS):
        book.active.append([f"u{number}", f"u{number}", value])
        book.active.cell(number + 2, 3).number_format = style
    book.active.cell(2, 4, 0.5).number_format = "0%"
    book.save(tmp_path / "a.xlsx")
    inputs = read_inputs(policy, [tmp_path / "a.xlsx"])
    assert [row["share"] for row in inputs.facts["units"]] == [value for _, _, value in CELLS]
    said = [each for each in inputs.findings if each.code == "fact_percent_often"]
    assert [each.params["cells"] for each in said] == ["C2、C3、C4、C5、C6、C7"]
    (hours,) = errors(inputs)
    assert "“50%”带了单位“%”，这一项没有写明这个单位" in hours
