"""Raw values as offices write them, read exactly or listed."""

from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanxing.engine.grammar.policy import Policy
from yanxing.policy.facts import read_rows
from yanxing.policy.facts.dates import date_reader, read_moment
from yanxing.policy.facts.numbers import number_reader
from yanxing.policy.reading import read

POLICY = """
policy: test/facts
title: t
labels: {worker: 社工, secretary: 书记, all_post: 全岗通}
facts:
  workers:
    name: text
    entered: date
    seen: moment
    post: {code: [secretary, worker]}
    papers: {codes: [all_post, grade_two]}
    paid: yes_no
    mark: {number: 分}
    unit: key
    sheets: {records: {judge: key, mark: number, recused: yes_no}}
sources:
  workers: {words: {secretary: [党支部书记], grade_two: [二级]}}
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    policy = read(POLICY.encode(), "t.yaml").policy
    assert policy is not None
    return policy


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("83.5", Fraction(167, 2)),
        ("８３．５", Fraction(167, 2)),
        (" 83.50 分", Fraction(167, 2)),
        ("1,234.50", Fraction(2469, 2)),
        ("−5", Fraction(-5)),
        (0.1, Fraction(1, 10)),
        (83.3, Fraction(833, 10)),
        (0.1 + 0.2, Fraction(3, 10)),
        (59.999999999999993, Fraction(60)),
        (60, Fraction(60)),
        ("0", Fraction(0)),
    ],
)
def test_a_number_is_read_exactly(raw: object, value: Fraction) -> None:
    assert number_reader("分")(raw) == (value, None)


@pytest.mark.parametrize("raw", ["", None, "—", "-", "无数据", "待补", "#N/A", " 　", "/"])
def test_what_says_nothing_is_missing_and_never_zero(raw: object) -> None:
    assert number_reader()(raw) == (None, None)
    assert date_reader()(raw) == (None, None)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("八十", "fact_not_a_number"),
        ("1,23", "fact_not_a_number"),
        ("1e5", "fact_not_a_number"),
        ("83.5分", "fact_unit"),
        ("缺考", "fact_absent"),
        (True, "fact_not_a_number"),
        (float("inf"), "fact_not_a_number"),
        (date(2024, 1, 1), "fact_not_a_number"),
        ("#REF!", "fact_formula"),
        (["1"], "fact_not_a_number"),
    ],
)
def test_what_is_not_a_number_is_missing_with_a_remark(raw: object, code: str) -> None:
    value, remark = number_reader()(raw)
    assert value is None
    assert remark is not None
    assert remark.code == code


@pytest.mark.parametrize(
    "raw",
    [
        "2021-03-05",
        "2021.3.5",
        "2021/3/5",
        "2021年3月5日",
        "2021 年 3 月 5 日",
        "２０２１．３．５",
        "20210305",
        20210305.0,
        44260,
        44260.0,
        "44260",
        date(2021, 3, 5),
        datetime.fromisoformat("2021-03-05T09:30"),
        "2021-03-05 00:00:00",
    ],
)
def test_every_spelling_of_a_day_is_that_day(raw: object) -> None:
    assert date_reader()(raw) == (date(2021, 3, 5), None)


@pytest.mark.parametrize("raw", [2021.3, "2021.3", "2021年3月", "2021-03", "202103", "2021年3月份"])
def test_a_month_is_its_first_day_and_said(raw: object) -> None:
    value, remark = date_reader()(raw)
    assert value == date(2021, 3, 1)
    assert remark is not None
    assert remark.code == "fact_month_first"
    assert date_reader("last")(raw)[0] == date(2021, 3, 31)
    assert date_reader("missing")(raw)[0] is None


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (2021.1, "fact_month_unclear"),
        ("2021-02-30", "fact_no_such_day"),
        ("2021.13", "fact_no_such_day"),
        ("2021", "fact_year_only"),
        (2021.0, "fact_year_only"),
        ("至今", "fact_not_a_date"),
        ("21.3.5", "fact_not_a_date"),
        (float("nan"), "fact_not_a_date"),
        (1e300, "fact_not_a_date"),
    ],
)
def test_a_day_that_cannot_be_told_is_not_guessed(raw: object, code: str) -> None:
    value, remark = date_reader()(raw)
    assert value is None
    assert remark is not None
    assert remark.code == code


@pytest.mark.parametrize(
    "raw",
    [
        "2024-06-10 09:30",
        "2024年6月10日 9:30",
        "2024年6月10日9时30分",
        "2024-06-10T09:30:00",
        45453.395833333336,
    ],
)
def test_a_moment_has_its_time(raw: object) -> None:
    assert read_moment(raw) == (datetime.fromisoformat("2024-06-10T09:30"), None)


def test_a_bare_day_is_no_moment() -> None:
    value, remark = read_moment("2024-06-10")
    assert value is None
    assert remark is not None
    assert remark.code == "fact_no_time"


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_day_survives_every_spelling(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    for raw in (
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        serial,
        float(serial),
    ):
        assert date_reader()(raw) == (day, None)


@given(st.decimals(-10000, 10000, places=4, allow_nan=False))
def test_a_decimal_is_the_same_as_text_and_as_a_cell(number: object) -> None:
    exact = Fraction(str(number))
    assert number_reader()(str(number))[0] == exact
    assert number_reader()(float(str(number)))[0] == exact


def row(policy: Policy, **raw: object) -> tuple[dict[str, object], list[str]]:
    rows, findings = read_rows(policy, "workers", [{"id": "w1", **raw}])
    return dict(rows[0]), [each.code for each in findings]


def test_a_code_by_code_label_or_word(policy: Policy) -> None:
    for raw in ("secretary", "书记", "党支部书记", " 书 记 "):
        assert row(policy, post=raw) == ({"id": "w1", "post": "secretary"}, [])


def test_an_unknown_word_names_the_nearest(policy: Policy) -> None:
    rows, findings = read_rows(policy, "workers", [{"id": "w1", "post": "secretery"}])
    assert rows == [{"id": "w1"}]
    assert findings[0].text() == "workers[0].post：没有“secretery”这个选项，先按未填处理。是不是“书记”？"


def test_two_codes_where_one_can_hold(policy: Policy) -> None:
    assert row(policy, post="书记、社工") == ({"id": "w1"}, ["fact_two_codes"])


def test_codes_are_split_none_is_none_and_blank_is_missing(policy: Policy) -> None:
    both = frozenset({"all_post", "grade_two"})
    for raw in (
        "全岗通、二级",
        "全岗通,二级",
        "全岗通；二级",
        "全岗通/二级",
        "全岗通 二级",
        ["all_post", "grade_two"],
    ):
        assert row(policy, papers=raw) == ({"id": "w1", "papers": both}, [])
    for raw in ("无", "[]", []):
        assert row(policy, papers=raw) == ({"id": "w1", "papers": frozenset()}, [])
    for raw in ("", None, "—", "待补"):
        assert row(policy, papers=raw) == ({"id": "w1"}, [])


def test_one_strange_code_leaves_the_whole_cell_missing(policy: Policy) -> None:
    assert row(policy, papers="全岗通、驾照") == ({"id": "w1"}, ["fact_code"])


def test_yes_and_no(policy: Policy) -> None:
    for raw in ("是", "true", "√", True, "Y"):
        assert row(policy, paid=raw) == ({"id": "w1", "paid": True}, [])
    for raw in ("否", "false", "×", False):
        assert row(policy, paid=raw) == ({"id": "w1", "paid": False}, [])
    assert row(policy, paid="") == ({"id": "w1"}, [])
    assert row(policy, paid="也许") == ({"id": "w1"}, ["fact_not_a_yes_no"])


def test_an_id_typed_as_a_long_number_is_refused(policy: Policy) -> None:
    assert row(policy, unit=310117199001011e3) == ({"id": "w1"}, ["fact_damaged_number"])
    assert row(policy, unit=1001.0) == ({"id": "w1", "unit": "1001"}, [])


def test_records_have_their_own_places(policy: Policy) -> None:
    sheets = [{"judge": "j1", "mark": "80"}, {"judge": "j2", "mark": "eighty"}, {"judje": "j3"}]
    rows, findings = read_rows(policy, "workers", [{"id": "w1", "sheets": sheets}])
    assert rows[0]["sheets"] == ({"judge": "j1", "mark": Fraction(80)}, {"judge": "j2"}, {})
    assert [each.place for each in findings] == ["workers[0].sheets[1].mark", "workers[0].sheets[2].judje"]


def test_a_misspelt_fact_names_the_nearest(policy: Policy) -> None:
    _, findings = read_rows(policy, "workers", [{"id": "w1", "entred": "2021-03-05"}])
    assert [each.text() for each in findings] == [
        "workers[0].entred：没有叫 entred 的信息，这一项没有读入。是不是 entered？"
    ]


def test_an_id_twice_and_an_id_not_given(policy: Policy) -> None:
    rows, findings = read_rows(policy, "workers", [{"id": "w1"}, {"id": "w1"}, {"name": "张三"}])
    assert rows == [{"id": "w1"}]
    assert [(each.code, each.place) for each in findings] == [
        ("input_id_twice", "workers[1].id"),
        ("input_no_id", "workers[2]"),
    ]


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(
                ["id", "entered", "seen", "post", "papers", "paid", "mark", "unit", "sheets", "x"]
            ),
            st.recursive(
                st.none()
                | st.booleans()
                | st.integers()
                | st.floats()
                | st.text()
                | st.dates()
                | st.datetimes(),
                lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
                max_leaves=4,
            ),
        ),
        max_size=4,
    )
)
def test_whatever_stands_there_gives_findings_only(policy: Policy, raw: list[dict[str, object]]) -> None:
    _, findings = read_rows(policy, "workers", raw)
    for each in findings:
        assert each.text("zh")
        assert each.text("en")


@pytest.mark.parametrize("raw", [10**40, -(10**40), Fraction(1, 10**40), "1" * 41, "0." + "1" * 41])
def test_a_number_nobody_can_mean_is_refused_in_words(raw: object) -> None:
    value, remark = number_reader()(raw)
    assert value is None
    assert remark is not None
    assert (remark.code, remark.params) == ("fact_too_long", {"most": 40})


def test_a_number_of_forty_digits_is_read() -> None:
    assert number_reader()("9" * 40) == number_reader()(10**40 - 1) == (Fraction(10**40 - 1), None)
