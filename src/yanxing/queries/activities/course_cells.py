"""Cells of a course table: dates, hours, ways and teachers as clerks write them; the mend for the rest."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.queries.activities.words import WEEKDAYS
from yanxing.records.models import Activity, Session

OPEN_WORDS = frozenset({"", "待定", "-", "—", "/", "无", "未定"})

_DAY = re.compile(
    r"(?:(?P<year>\d{4})\s*[年./-]\s*)?(?P<month>\d{1,2})\s*[月./-]\s*(?P<day>\d{1,2})\s*[日号]?"
    r"\s*(?:[(（]?\s*(?:周|星期|礼拜)\s*(?P<weekday>[一二三四五六日天])\s*[)）]?)?"
)
_CLOCK = (
    r"(?:(?P<{0}half>上午|下午|晚上|中午)\s*)?(?P<{0}hour>\d{{1,2}})\s*"
    r"(?:[:：]\s*(?P<{0}minute>\d{{2}})|[点时](?P<{0}half_hour>半)?(?:(?P<{0}minute_word>\d{{1,2}})分)?)"
)
_HOURS = re.compile(_CLOCK.format("a") + r"(?:\s*(?:-|—|–|~|～|至|到|－|―)+\s*" + _CLOCK.format("b") + ")?")
_TEACHER = re.compile(r"(?P<name>[^()（）]+?)\s*[(（]\s*(?P<organisation>[^()（）]+)\s*[)）]")


class Wrong(ValueError):  # noqa: N818
    """A cell that cannot be read; the text says the mend."""


def is_open(cell: str) -> bool:
    return cell.strip() in OPEN_WORDS


def day_of(cell: str, year: int) -> date | None:
    """2024年6月12日, 2024-06-12, 6月12日（周三）, 6.12; a missing year is `year`. None for 待定."""
    if is_open(cell):
        return None
    found = _DAY.fullmatch(cell.strip())
    if found is None:
        raise Wrong(_("“%(cell)s”不是日期，请写成 6月12日 或 2024-06-12") % {"cell": cell})
    try:
        day = date(int(found["year"] or year), int(found["month"]), int(found["day"]))
    except ValueError:
        raise Wrong(_("没有“%(cell)s”这一天，请核对月和日") % {"cell": cell}) from None
    said = (found["weekday"] or "").replace("天", "日")
    if said and WEEKDAYS[day.weekday()] != said:
        raise Wrong(
            _("%(day)s是周%(is)s，表里写的是周%(said)s，请核对")
            % {"day": f"{day.month}月{day.day}日", "is": WEEKDAYS[day.weekday()], "said": said}
        )
    return day


def hours_of(cell: str) -> tuple[time | None, time | None]:
    """14:00-16:30, 下午2:00至4:30, 14点—16点半; one hour alone leaves the end open."""
    if is_open(cell):
        return None, None
    found = _HOURS.fullmatch(cell.strip())
    if found is None:
        raise Wrong(_("“%(cell)s”不是钟点，请写成 14:00-16:30") % {"cell": cell})
    start = _time(found, "a", cell, found["ahalf"])
    if found["bhour"] is None:
        return start, None
    end = _time(found, "b", cell, found["bhalf"] or found["ahalf"])
    if end <= start:
        raise Wrong(_("“%(cell)s”结束不晚于开始，请写成 14:00-16:30") % {"cell": cell})
    return start, end


def _time(found: re.Match[str], part: str, cell: str, half: str | None) -> time:
    hour = int(found[f"{part}hour"])
    minute = int(
        found[f"{part}minute"] or found[f"{part}minute_word"] or (30 if found[f"{part}half_hour"] else 0)
    )
    if half in {"下午", "晚上"} and hour < 12:
        hour += 12
    try:
        return time(hour, minute)
    except ValueError:
        raise Wrong(_("“%(cell)s”里没有这样的钟点，请写成 14:00-16:30") % {"cell": cell}) from None


def day_and_hours(cell: str) -> tuple[str, str]:
    """6月12日 14:00-16:30 in one cell, parted into its day and its hours."""
    found = _DAY.match(cell.strip())
    return (found[0], cell.strip()[found.end() :].strip()) if found and ":" not in found[0] else ("", cell)


def moment_of(day: date | None, hour: time | None) -> datetime | None:
    return datetime.combine(day, hour, OFFICE) if day and hour else None


def way_of(cell: str) -> tuple[str, str | None]:
    """线上, 线下, 线上+线下; or a form such as 现场教学. Gives (mode, form)."""
    words = cell.strip().replace(" ", "").replace("＋", "+").replace("、", "+")
    modes = {str(label): value for value, label in Session.Mode.choices} | {
        "线下+线上": "both",
        "混合": "both",
    }
    forms = {str(label): value for value, label in Activity.Form.choices}
    if is_open(cell):
        return Session.Mode.IN_PERSON, None
    if words in modes:
        return modes[words], None
    if words in forms:
        return Session.Mode.IN_PERSON, forms[words]
    raise Wrong(
        _("“%(cell)s”不在可选的方式里，请写线下、线上、线上+线下，或现场教学等培训形式") % {"cell": cell}
    )


def teacher_of(cell: str) -> tuple[str, str]:
    """张教授（华东师范大学） → name and organisation."""
    if is_open(cell):
        return "", ""
    found = _TEACHER.fullmatch(cell.strip())
    return (found["name"].strip(), found["organisation"].strip()) if found else (cell.strip(), "")
