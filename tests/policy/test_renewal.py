"""A policy for another year: only what must change changes, and everything to decide again is listed."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanxing.engine.calendar import OfficeCalendar
from yanxing.policy.calendars import office_calendar
from yanxing.policy.reading import read
from yanxing.policy.renewal import Renewal, moved, renew

CALENDAR = office_calendar()
NO_CALENDAR = OfficeCalendar(holidays={}, made_up=frozenset(), years=frozenset())
PLAN = Path(__file__).parents[2] / "policies/zhongshan/empowerment-2024.yaml"

SMALL = """\
# 照 2024 年的原文
policy: street/plan-2024
title: 2024年方案
document:
  issuers: [街道]   # 两家合发
  number: 某委〔2024〕37号
  signed: 2024-02-29
  printed: 2024-03-01
readings:
  A1: {says: 含当天, by: office, confirmed: 王主任 2024-03-02}
  A2: {says: 四舍五入}
values:
  deadline: {is: 2024-06-10, because: 2024-06-10 是端午节}
  base: {since: {2023-01-01: 36000, 2024-01-01: 38500}}
  fee: {needed: use}
windows:
  contest: {from: 2024-06-10, until: 2024-09-10}
  leap: {from: 2024-02-29, until: 2024-03-31, inside: contest, confirmed: 领导同意}
  visit:
    year: 2024
    month: 6
    confirmed: >-
      说明
      两行
    inside: contest
programme: {year: 2024, phases: [contest], deadlines: [{day: 2024-10-01, for: 交表, confirmed: '照办'}]}
runs:
  r:
    rows: workers
    where: {born: {from: 1990-01-01}, quarter: {is: 2024q3}, begun: {before: "2024-06-10 13:45"}}
    stages: [{gate: g, require: [{that: {age: {above: 2024}}, else: {out: x}}]}]
"""

NEXT = """\
# 照 2024 年的原文
policy: street/plan-2025
title: 2024年方案
document:
  issuers: [街道]   # 两家合发
  # number: 某委〔2024〕37号
  # signed: 2024-02-29
  # printed: 2024-03-01
readings:
  A1: {says: 含当天, by: ours}
  A2: {says: 四舍五入}
values:
  deadline: {is: 2025-06-10, because: 2024-06-10 是端午节}
  base: {since: {2023-01-01: 36000, 2024-01-01: 38500}}
  fee: {needed: use}
windows:
  contest: {from: 2025-06-10, until: 2025-09-10}
  leap: {from: 2025-02-28, until: 2025-03-31, inside: contest}
  visit:
    year: 2025
    month: 6
    # confirmed: >-
      # 说明
      # 两行
    inside: contest
programme: {year: 2025, phases: [contest], deadlines: [{day: 2025-10-01, for: 交表}]}
runs:
  r:
    rows: workers
    where: {born: {from: 1990-01-01}, quarter: {is: 2025q3}, begun: {before: "2025-06-10 13:45"}}
    stages: [{gate: g, require: [{that: {age: {above: 2024}}, else: {out: x}}]}]
"""


def codes(renewal: Renewal) -> list[tuple[int, str]]:
    return [(found.line, found.code) for found in renewal.decide]


def test_only_what_must_change_changes() -> None:
    renewal = renew(SMALL.encode(), None, CALENDAR)
    assert renewal.text == NEXT
    assert renewal.year == 2025
    assert read(NEXT.encode()).findings == []


def test_everything_to_decide_is_listed_by_line() -> None:
    renewal = renew(SMALL.encode(), None, CALENDAR)
    assert codes(renewal) == [
        (3, "renew_mention"),
        (6, "renew_blank"),
        (7, "renew_blank"),
        (8, "renew_blank"),
        (10, "renew_reading_again"),
        (10, "renew_confirmation"),
        (11, "renew_reading"),
        (14, "renew_since"),
        (15, "renew_unset"),
        (18, "renew_leap_day"),
        (18, "renew_confirmation"),
        (22, "renew_confirmation"),
        (26, "renew_day_off"),
        (26, "renew_confirmation"),
        (30, "renew_not_moved"),
        (31, "renew_year_number"),
    ]
    off = next(found for found in renewal.decide if found.code == "renew_day_off")
    assert off.what() == "2024-10-01 改成了 2025-10-01，这一天是国庆节、中秋节，不上班。"


def test_line_ends_and_mark_of_windows_stay() -> None:
    text = "\ufeff" + SMALL.replace("\n", "\r\n")
    assert renew(text.encode(), None, CALENDAR).text == "\ufeff" + NEXT.replace("\n", "\r\n")


def test_there_and_back_gives_the_dates_again() -> None:
    there = renew(PLAN.read_bytes(), 2025, CALENDAR)
    assert there.text
    back = renew(there.text.encode(), 2024, CALENDAR)
    commented = PLAN.read_text("utf-8")
    for key in ("number", "signed", "printed"):
        commented = commented.replace(f"\n  {key}:", f"\n  # {key}:", 1)
    assert back.text == commented


def test_what_was_left_open_last_time_is_asked_again() -> None:
    renewal = renew(NEXT.encode(), None, CALENDAR)
    assert [found.params["key"] for found in renewal.decide if found.code == "renew_open"] == [
        "number",
        "printed",
        "signed",
    ]


def test_a_year_without_an_office_calendar_is_said() -> None:
    renewal = renew(SMALL.encode(), 2031, NO_CALENDAR)
    assert (0, "renew_no_calendar") in codes(renewal)
    assert "renew_day_off" not in [code for _, code in codes(renewal)]


@pytest.mark.parametrize(
    ("year", "code"),
    [(2024, "renew_same_year"), (1066, "renew_year_impossible"), (9999, "renew_year_impossible")],
)
def test_a_year_that_cannot_be_is_refused(year: int, code: str) -> None:
    renewal = renew(SMALL.encode(), year, CALENDAR)
    assert renewal.text is None
    assert codes(renewal) == [(0, code)]


def test_a_policy_without_a_year_or_with_errors_is_refused() -> None:
    undated = b"policy: a\ntitle: b\n"
    assert codes(renew(undated, None, CALENDAR)) == [(1, "renew_no_year")]
    two_years = undated + b"values: {one: {is: 2024-06-10}, other: {is: 2025-06-10}}\n"
    assert codes(renew(two_years, 2026, CALENDAR)) == [(1, "renew_no_year")]
    assert codes(renew(b"policy: a\ntitel: b\n", None, CALENDAR)) == [(2, "key_unknown_near")]


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.integers(-99, 99))
def test_a_moved_day_is_the_same_day_or_the_28th_of_february(day: date, years: int) -> None:
    there = moved(day, years)
    assert there.year == day.year + years
    assert (there.month, there.day) == (day.month, day.day) or (day.month, day.day, there.day) == (2, 29, 28)


@pytest.mark.parametrize(
    ("document", "left"),
    [
        ("{issuers: [x], signed: 2024-02-29, number: 甲1号}", "{issuers: [x]}"),
        ("{signed: 2024-02-29, number: 甲1号, issuers: [x]}", "{issuers: [x]}"),
        ("{signed: 2024-02-29, issuers: [x], printed: 2024-03-01, number: 甲1号}", "{issuers: [x]}"),
        ("{issuers: [x], number: 甲1号, signed: 2024-02-29,}", "{issuers: [x],}"),
        ('{ issuers: [x] , number: "甲,1号" , signed: 2024-02-29 }', "{ issuers: [x]   }"),
    ],
)
def test_entries_go_out_of_braces_whole(document: str, left: str) -> None:
    text = "policy: a\ntitle: b\ndocument: {}\nfacts: {{k: {{x: number}}}}\n"
    assert renew(text.format(document).encode(), None, CALENDAR).text == text.format(left)


def test_years_in_numbers_and_labels_are_listed_and_left() -> None:
    text = """\
policy: a
title: b
programme: {year: 2024}
labels: {yy: 2024年起, x: 全年2400}
facts: {k: {x: number}}
values: {yy: {is: 2024}, other: {is: 1949}, many: {is: 20240}}
"""
    renewal = renew(text.encode(), 2026, CALENDAR)
    assert renewal.text == text.replace("year: 2024", "year: 2026")
    told = [(found.line, found.code) for found in renewal.decide if found.code != "renew_no_calendar"]
    assert told == [(4, "renew_label"), (6, "renew_year_number")]


def test_a_policy_without_any_day_is_copied_for_a_year_that_is_named() -> None:
    text = "# 常年有效\npolicy: a\ntitle: b\nfacts: {k: {x: number}}\n"
    renewal = renew(text.encode(), 2026, CALENDAR)
    assert renewal.text == text
    assert [code for _, code in codes(renewal)][:1] == ["renew_timeless"]


def test_the_only_year_of_all_days_is_that_of_a_policy_that_names_none() -> None:
    text = "policy: a\ntitle: b\nvalues: {one: {is: 2024-06-11}, other: {is: 2024-09-10}}\n"
    assert renew(text.encode(), None, CALENDAR).text == text.replace("2024", "2025")


JANUARY = """\
policy: merit-2024
title: 2024年度考核办法
document: {issuers: [街道], signed: 2025-01-06}
windows: {year: {from: 2024-01-02, until: 2024-12-31}}
"""


@pytest.mark.parametrize("year", [None, 2025])
def test_a_policy_signed_in_january_is_that_of_the_year_it_names(year: int | None) -> None:
    renewal = renew(JANUARY.encode(), year, CALENDAR)
    assert renewal.year == 2025
    assert renewal.text is not None
    assert renewal.text.startswith("policy: merit-2025\ntitle: 2024年度考核办法\n")
    assert "{from: 2025-01-02, until: 2025-12-31}" in renewal.text
    assert (2, "renew_mention") in codes(renewal)


def test_years_left_in_the_id_and_the_title_are_listed() -> None:
    text = (
        JANUARY.replace("title: 2024年度", "title: 2024至2025年度")
        + "programme: {year: 2025, phases: [year]}\n"
    )
    renewal = renew(text.encode(), None, CALENDAR)
    told = [(found.line, found.params["year"]) for found in renewal.decide if found.code == "renew_mention"]
    assert told == [(1, "2024"), (2, "2024"), (2, "2025")]


def test_a_year_far_from_the_signature_is_no_year_of_the_policy() -> None:
    text = JANUARY.replace("merit-2024", "rules-2019").replace("2024年度", "常年")
    assert renew(text.encode(), None, CALENDAR).year == 2026
