"""How long somebody has served: in this street, and without a break in any (PER-06).

Whole months from day to day, then days; a spell that begins the day another ends continues it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yanxing.records.models import Person, ServiceSpell


@dataclass(frozen=True, slots=True)
class Served:
    """A length of service: full years and months. `since`: the day it began, None when not known."""

    years: int
    months: int
    since: date | None

    def __str__(self) -> str:
        if self.since is None:
            return _("未填")
        years = _("%(n)d 年") % {"n": self.years} if self.years else ""
        months = _("%(n)d 个月") % {"n": self.months} if self.months else ""
        return " ".join(filter(None, (years, months))) or _("不满 1 个月")


@dataclass(frozen=True, slots=True)
class Tenure:
    street: str
    here: Served
    continuous: Served
    left_on: date | None

    def sentence(self) -> str:
        """在中山街道 3 年 2 个月，连续社工服务 5 年 1 个月"""
        if self.here.since is None and self.continuous.since is None:
            return _("入职日期还没有填，算不出年限。")
        if self.here.since is None:
            return _("连续社工服务 %(all)s，到%(street)s的日期未填") % {
                "all": self.continuous,
                "street": self.street,
            }
        return _("在%(street)s %(here)s，连续社工服务 %(all)s") % {
            "street": self.street,
            "here": self.here,
            "all": self.continuous,
        }


def between(since: date, until: date) -> Served:
    """From `since` to the end of the day before `until`."""
    months = (until.year - since.year) * 12 + until.month - since.month - (until.day < since.day)
    months = max(months, 0)
    return Served(months // 12, months % 12, since)


NOT_KNOWN = Served(0, 0, None)


def summed(spells: Iterable[tuple[date, date]]) -> Served:
    """Several periods together, each counted in full months; days left over are joined."""
    ordered = sorted(spells)
    if not ordered:
        return NOT_KNOWN
    months = days = 0
    for since, until in ordered:
        one = between(since, until)
        months += one.years * 12 + one.months
        days += _days_left(since, until, one)
    months += days // 30
    return Served(months // 12, months % 12, ordered[0][0])


def _days_left(since: date, until: date, whole: Served) -> int:
    month = since.month - 1 + whole.years * 12 + whole.months
    year, month = since.year + month // 12, month % 12 + 1
    for day in range(since.day, 0, -1):
        try:
            return max((until - date(year, month, day)).days, 0)
        except ValueError:
            continue
    return 0


def tenure_of(person: Person, spells: Sequence[ServiceSpell], *, street: str, on: date) -> Tenure:
    """As of the end of `on`. The day somebody left is the last that counts."""
    cut = min(filter(None, (on, person.left_on)))
    limit = date.fromordinal(cut.toordinal() + 1)
    periods = [(s.street, s.since, min(s.until or limit, limit)) for s in spells if s.since < limit]
    here = summed((since, until) for name, since, until in periods if name == street)
    return Tenure(street, here, _continuous(person, periods, limit), person.left_on)


def _continuous(person: Person, periods: Sequence[tuple[str, date, date]], limit: date) -> Served:
    """Back from the running spell, or the day of entry, as long as one spell continues the other."""
    running = [since for _street, since, until in periods if until == limit]
    entered = person.entered_on if person.entered_on is not None and person.entered_on < limit else None
    began = min(filter(None, (*running, entered)), default=None)
    for _street, since, until in sorted(periods, key=lambda each: each[2], reverse=True):
        if began is not None and since < began <= until:
            began = since
    return between(began, limit) if began else NOT_KNOWN
