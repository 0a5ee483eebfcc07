"""Words of signing in: what a state means to the person who has just signed."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.access.tokens import spaced
from yanxing.actions.signin.signing import Signed
from yanxing.queries.signin.sessions import Meeting, Mine
from yanxing.queries.signin.sheet import Entry, state_of
from yanxing.web.templatetags.look import chip

register = template.Library()

_KINDS = {"on_time": "good", "lateish": "near", "late": "bad"}


def state_words(state: str) -> str:
    return {"on_time": _("按时"), "lateish": _("签到偏晚"), "late": _("迟到")}[state]


@register.filter
def hour(value: datetime) -> str:
    """13:37."""
    return f"{value.astimezone(OFFICE):%H:%M}"


@register.filter
def clock(seconds: int) -> str:
    """Seconds since midnight as 13:37."""
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}"


@register.filter
def countdown(seconds: int) -> str:
    """Seconds left as 07:12, or 1:07:12."""
    rest = f"{seconds % 3600 // 60:02}:{seconds % 60:02}"
    return f"{seconds // 3600}:{rest}" if seconds >= 3600 else rest


@register.filter
def state_chip(state: str) -> SafeString:
    icon = "clock" if state == "late" else ""
    return chip(_KINDS[state], state_words(state), icon)


@register.filter
def signed_words(signed: Signed) -> str:
    """One line for a screen reader."""
    if signed.direction == "out":
        return _("%(time)s 已签退") % {"time": hour(signed.at)}
    return _("%(time)s 已签到，%(state)s") % {"time": hour(signed.at), "state": state_words(signed.state)}


@register.filter
def meaning(signed: Signed) -> str:
    """What the state means; what counts in the end is decided by the plan."""
    times = {"deadline": hour(signed.times.deadline), "starts": hour(signed.times.starts)}
    if signed.state == "on_time":
        return _("您在 %(deadline)s 前签到。") % times
    if signed.state == "lateish":
        return _("已过 %(deadline)s，先记为签到偏晚。最后以活动结束后按方案认定的为准。") % times
    return _("%(starts)s 已经开始，先记为迟到。确有原因的，请告诉本居民区书记。") % times


@register.filter
def standing(mine: Mine, now: datetime) -> str:
    """What there is to do about a session of today."""
    times = mine.meeting.times
    if mine.signed_out_at:
        return _("%(in)s 已签到，%(out)s 已签退") % {
            "in": hour(mine.signed_at or now),
            "out": hour(mine.signed_out_at),
        }
    if mine.signed_at:
        return _("%(time)s 已签到") % {"time": hour(mine.signed_at)}
    if mine.meeting.state == "cancelled":
        return _("不用签到")
    if mine.excused:
        return _("请假已获批准")
    if mine.meeting.state == "closed" or times.stage(now) == "over":
        return _("没有签到记录。请找本居民区书记说明")
    if times.stage(now) == "before":
        return _("%(time)s 开始签到") % {"time": hour(times.opens)}
    return _("请于 %(time)s 前完成签到") % {"time": hour(times.deadline)}


@register.filter
def state_at(entry: Entry, meeting: Meeting) -> str:
    """The state at the moment of signing; on time where nobody has signed (never shown)."""
    return state_of(meeting, entry) or "on_time"


@register.filter
def way_words(way: str) -> str:
    words = {
        "code": _("扫码"),
        "typed": _("输入签到码"),
        "offline": _("补传"),
        "desk": _("签到台"),
        "paper": _("纸质签到表"),
        "secretary": _("代签"),
        "online": _("线上"),
    }
    return words.get(way, way)


@register.filter
def spaced_code(code: str) -> str:
    """A personal code as it is printed: groups of four."""
    return spaced(code, 4)
