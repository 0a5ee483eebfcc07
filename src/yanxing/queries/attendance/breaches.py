"""Late, left early, absent without leave: by unit and person (五、3; ENR-10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.clock import OFFICE
from yanxing.queries.attendance.outcomes import outcomes_seen
from yanxing.records.models import AttendanceOutcome

STATUS = AttendanceOutcome.Status
BREACHES = (STATUS.LATE, STATUS.LEFT_EARLY, STATUS.ABSENT)
_COUNTS = {str(each): Count("pk", filter=Q(status=each)) for each in BREACHES}


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included; None: open."""

    since: date | None = None
    last: date | None = None

    def of(self, rows: QuerySet[AttendanceOutcome]) -> QuerySet[AttendanceOutcome]:
        if self.since is not None:
            rows = rows.filter(session__starts_at__gte=datetime.combine(self.since, time(), OFFICE))
        if self.last is not None:
            after = datetime.combine(self.last + timedelta(days=1), time(), OFFICE)
            rows = rows.filter(session__starts_at__lt=after)
        return rows

    @property
    def words(self) -> str:
        """6月1日至9月20日."""
        since = f"{self.since.month}月{self.since.day}日" if self.since else ""
        last = f"{self.last.month}月{self.last.day}日" if self.last else ""
        if since and last:
            return _("%(since)s至%(last)s") % {"since": since, "last": last}
        return since + _("以来") if since else _("截至%(last)s") % {"last": last} if last else _("全部")


@dataclass(frozen=True, slots=True)
class Line:
    """Times, not people, by status."""

    id: int
    name: str
    unit: str
    late: int
    left_early: int
    absent: int

    @property
    def total(self) -> int:
        return self.late + self.left_early + self.absent

    @property
    def words(self) -> str:
        """迟到 2、缺勤 1."""
        said = ((_("迟到"), self.late), (_("早退"), self.left_early), (_("缺勤"), self.absent))
        return "、".join(f"{word} {count}" for word, count in said if count)


def _breaches(actor: Actor, period: Period) -> QuerySet[AttendanceOutcome]:
    rows = outcomes_seen(actor).filter(is_current=True, status__in=BREACHES)
    return period.of(rows)


def units_in_breach(actor: Actor, period: Period) -> list[Line]:
    """Most first. One query."""
    rows = (
        _breaches(actor, period)
        .values("unit_id", "unit__short_name")
        .annotate(total=Count("pk"), **_COUNTS)
        .order_by("-total", "unit_id")
    )
    return [_line(each["unit_id"], each["unit__short_name"], "", each) for each in rows]


def people_in_breach(
    actor: Actor, period: Period, status: str = "", unit_id: int | None = None
) -> QuerySet[Any, Any]:
    """One row a person, most first; read them with `line_of`."""
    rows = _breaches(actor, period)
    if status in {str(each) for each in BREACHES}:
        rows = rows.filter(status=status)
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    return (
        rows.values("person_id", "person__name", "unit__short_name")
        .annotate(total=Count("pk"), **_COUNTS)
        .order_by("-total", "person_id", "unit__short_name")
    )


def line_of(row: Mapping[str, object]) -> Line:
    """Of a row of `people_in_breach`."""
    return _line(int(str(row["person_id"])), str(row["person__name"]), str(row["unit__short_name"]), row)


def _line(key: int, name: str, unit: str, row: Mapping[str, object]) -> Line:
    late, left_early, absent = (int(str(row[str(each)])) for each in BREACHES)
    return Line(key, name, unit, late, left_early, absent)


def times_by_status(units: Sequence[Line]) -> Mapping[str, int]:
    return {
        "late": sum(each.late for each in units),
        "left_early": sum(each.left_early for each in units),
        "absent": sum(each.absent for each in units),
    }


def message_of(units: Sequence[Line], period: Period) -> str:
    """For the group: units and times only, nobody's name."""
    if not units:
        return _("%(period)s：没有迟到、早退、缺勤。感谢各居民区的支持。") % {"period": period.words}
    said = "\n".join(_("%(unit)s：%(words)s") % {"unit": each.name, "words": each.words} for each in units)
    head = _("%(period)s培训到课情况（人次）：") % {"period": period.words}
    tail = _("请提前15分钟到场签到，全程参加；不能到场的，开始前在“日程”里请假。")
    return f"{head}\n{said}\n{tail}"
