"""Dates and moments as offices write them."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Literal

from yanxing.policy.facts.reading import (
    MISSING,
    Reader,
    Reading,
    Remark,
    is_missing,
    plain,
    squeezed,
    unusable,
    words,
)

MonthOnly = Literal["first", "last", "missing"]

_DAY = re.compile(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})[日号]?(?:t?00?:00(?::00(?:\.0+)?)?)?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})(?:年|[-./])(\d{1,2})(?:月份?)?", re.ASCII)
_COMPACT_MONTH = re.compile(r"((?:19|20)\d{2})(\d{2})", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d{2}年?", re.ASCII)
_SERIAL = re.compile(r"\d{5}", re.ASCII)
_SPLIT = re.compile(r"\d+(\s+\d+)+", re.ASCII)
_TIME = re.compile(
    r"(.+?)(?:[t\s]|(?<=[日号]))(\d{1,2})[:时点](\d{1,2})分?"
    r"(?::?(\d{1,2})(?:\.(\d{1,6}))?秒?)?(?:\+08:?00)?",
    re.ASCII,
)

# Day 0 that makes serial 61 = 1 March 1900; earlier serials carry the 29 February 1900 that never was.
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - office time has no zone
_FIRST_SERIAL, _LAST_SERIAL = 1000, 110_000


def date_reader(month_only: MonthOnly = "first") -> Reader:
    """Reads dates; `month_only` says which day `2021.3` means."""

    def read(raw: object) -> Reading:
        if isinstance(raw, datetime):
            return raw.date(), None
        if isinstance(raw, date):
            return raw, None
        if isinstance(raw, bool) or not isinstance(raw, (str, int, float)):
            return MISSING if raw is None else (None, unusable(raw, "date"))
        if is_missing(raw):
            return MISSING
        return _of_text(raw, month_only) if isinstance(raw, str) else _of_number(raw, month_only)

    return read


def _of_number(raw: float, month_only: MonthOnly) -> Reading:
    if not math.isfinite(raw):
        return None, unusable(raw, "date")
    text = words(raw)
    if isinstance(raw, float) and raw.is_integer() and 1900 <= raw <= 2100:
        return None, Remark("fact_year_only", {"word": text})
    if re.fullmatch(r"(19|20)\d\d\.1", text):
        return None, Remark("fact_month_unclear", {"word": text, "year": text[:4]})
    if _FIRST_SERIAL <= raw < _LAST_SERIAL and not 1900 <= raw < 2101:
        return (_EPOCH + timedelta(days=int(raw))).date(), None
    return _of_text(text, month_only)


def _of_text(raw: str, month_only: MonthOnly) -> Reading:
    text = squeezed(raw)
    if _SPLIT.fullmatch(plain(raw)):
        return None, unusable(raw, "date")
    found = _DAY.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        return _day(raw, int(found[1]), int(found[2]), int(found[3]))
    month = _COMPACT_MONTH.fullmatch(text) or _MONTH.fullmatch(text)
    if month:
        return _month(raw, int(month[1]), int(month[2]), month_only)
    if _YEAR.fullmatch(text):
        return None, Remark("fact_year_only", {"word": plain(raw)})
    if _SERIAL.fullmatch(text):
        return (_EPOCH + timedelta(days=int(text))).date(), None
    timed = _TIME.fullmatch(plain(raw).casefold())
    if timed and (day := _DAY.fullmatch("".join(timed[1].split()))):
        return _day(raw, int(day[1]), int(day[2]), int(day[3]))
    return None, unusable(raw, "date")


def _day(raw: str, year: int, month: int, day: int) -> Reading:
    try:
        return date(year, month, day), None
    except ValueError:
        return None, Remark("fact_no_such_day", {"word": plain(raw)})


def _month(raw: str, year: int, month: int, month_only: MonthOnly) -> Reading:
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        return None, Remark("fact_no_such_day", {"word": plain(raw)})
    if month_only == "missing":
        return None, Remark("fact_month_missing", {"word": plain(raw)})
    if month_only == "last":
        return date(year, month, monthrange(year, month)[1]), Remark("fact_month_last", {"word": plain(raw)})
    return date(year, month, 1), Remark("fact_month_first", {"word": plain(raw)})


def read_moment(raw: object) -> Reading:
    """Reads a date with a time of day; a bare date is not one, since midnight would be a guess."""
    if isinstance(raw, datetime):
        return raw.replace(tzinfo=None), None
    if (
        isinstance(raw, float)
        and math.isfinite(raw)
        and not raw.is_integer()
        and _FIRST_SERIAL <= raw < _LAST_SERIAL
    ):
        return _EPOCH + timedelta(seconds=round(raw * 86400)), None
    if is_missing(raw):
        return MISSING
    text = plain(raw).casefold()
    timed = _TIME.fullmatch(text)
    if timed and (day := _DAY.fullmatch("".join(timed[1].split())) or _COMPACT.fullmatch(timed[1])):
        return _moment(raw, [int(day[n]) for n in (1, 2, 3)], timed)
    if isinstance(raw, date) or _DAY.fullmatch(squeezed(raw)):
        return None, Remark("fact_no_time", {"word": plain(raw)})
    return None, unusable(raw, "moment")


def _moment(raw: object, day: list[int], timed: re.Match[str]) -> Reading:
    text = "{:04d}-{:02d}-{:02d}T".format(*day) + "{:02d}:{:02d}:{:02d}".format(
        *(int(timed[n] or 0) for n in (2, 3, 4))
    )
    try:
        return datetime.fromisoformat(f"{text}.{(timed[5] or '').ljust(6, '0')}"), None
    except ValueError:
        return None, Remark("fact_no_such_day", {"word": plain(raw)})
