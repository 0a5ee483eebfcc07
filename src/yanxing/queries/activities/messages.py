"""复制群消息: the ready texts of announcements, reminders and changes. Street-wide ones name units only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.queries.activities.words import OPEN, full_name_of, when_words
from yanxing.records.models import Session


@dataclass(frozen=True, slots=True)
class Team:
    """The people of one unit in a message to its own secretary: how many, and their names."""

    unit: str
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Told:
    """What a message says of a session, so that the same words serve before and after a change."""

    what: str
    when: str
    where: str
    link: str
    sign_in_by: str
    teacher: str


def told_of(
    session: Session,
    *,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    venue: str | None = None,
) -> Told:
    """Of a session, with the time or place as it will be."""
    starts = starts_at or session.starts_at
    by = (starts - timedelta(minutes=session.sign_in_ahead)).astimezone(OFFICE) if starts else None
    place = venue or session.venue or ("" if session.mode == Session.Mode.ONLINE else OPEN)
    online = "" if session.mode == Session.Mode.IN_PERSON else session.meeting_link
    return Told(
        what=full_name_of(session),
        when=when_words(starts, ends_at or session.ends_at),
        where=place,
        link=online,
        sign_in_by=f"{by:%H:%M}" if by else "",
        teacher=session.teacher.name if session.teacher else "",
    )


def announcement(told: Told, *, contact: str, address: str, team: Team | None = None) -> str:
    return _text(
        _greeting(team),
        f"{told.what}{_('定于')}{told.when}{_('举行')}。",
        *_details(told),
        *_names(team, _("应到")),
        _by(told),
        *_end(contact, address),
    )


def reminder(
    told: Told,
    *,
    contact: str,
    address: str,
    missing: Sequence[tuple[str, int]] = (),
    team: Team | None = None,
) -> str:
    """`missing` = (unit, how many are not there yet); a secretary's own version has `team` instead."""
    lines = [f"{told.what}{_('将于')}{told.when}{_('举行')}。", *_details(told), _by(told)]
    if team is not None:
        lines += _names(team, _("尚未签到"))
    elif missing:
        units = "、".join(
            _("%(unit)s（%(number)d 人）") % {"unit": unit, "number": number} for unit, number in missing
        )
        lines.append(_("尚未到齐的单位：%(units)s。") % {"units": units})
    return _text(_greeting(team), *lines, *_end(contact, address))


def change(
    kind: str, before: Told, after: Told, *, reason: str, contact: str, address: str, team: Team | None = None
) -> str:
    """`kind`: moved, postponed, venue, filled or other."""
    if kind == "venue":
        says = _("%(what)s（%(when)s）地点原定%(before)s，改为%(after)s。") % {
            "what": after.what,
            "when": after.when,
            "before": before.where,
            "after": after.where,
        }
    elif kind == "other":
        says = _("%(what)s的安排有更改，请以这里为准：%(when)s，%(where)s。") % {
            "what": after.what,
            "when": after.when,
            "where": after.where or _("线上"),
        }
    elif kind == "filled":
        says = _("%(what)s的安排已确定：%(when)s，%(where)s。") % {
            "what": after.what,
            "when": after.when,
            "where": after.where or _("线上"),
        }
    else:
        word = _("延期") if kind == "postponed" else _("改期")
        says = _("%(what)s%(word)s：原定%(before)s，改为%(after)s。") % {
            "what": after.what,
            "word": word,
            "before": before.when,
            "after": after.when,
        }
    rest = _details(after) if kind != "venue" else []
    return _text(
        _greeting(team),
        says,
        *_why(reason),
        *rest,
        *_names(team, _("应到")),
        _by(after),
        *_end(contact, address),
    )


def cancellation(told: Told, *, reason: str, contact: str, address: str, team: Team | None = None) -> str:
    says = _("原定%(when)s的%(what)s取消。") % {"when": told.when, "what": told.what}
    return _text(_greeting(team), says, *_why(reason), *_end(contact, address))


def _greeting(team: Team | None) -> str:
    return _("%(unit)s各位同事：") % {"unit": team.unit} if team else _("各位书记、主任：")


def _details(told: Told) -> list[str]:
    found = [_("地点：%(where)s") % {"where": told.where}] if told.where else []
    found += [_("线上会议：%(link)s") % {"link": told.link}] if told.link else []
    return found + ([_("授课人：%(teacher)s") % {"teacher": told.teacher}] if told.teacher else [])


def _names(team: Team | None, word: str) -> list[str]:
    if team is None:
        return []
    names = "、".join(team.names)
    return [
        _("%(unit)s%(word)s %(number)d 人%(names)s")
        % {
            "unit": team.unit,
            "word": word,
            "number": len(team.names),
            "names": f"：{names}" if names else "",
        }
    ]


def _by(told: Told) -> str:
    return (
        _("请于 %(time)s 前完成签到，请勿迟到、早退。") % {"time": told.sign_in_by} if told.sign_in_by else ""
    )


def _why(reason: str) -> list[str]:
    return [_("原因：%(reason)s") % {"reason": reason}] if reason else []


def _end(contact: str, address: str) -> list[str]:
    lines = [_("查看：%(address)s") % {"address": address}] if address else []
    return lines + ([_("联系人：%(contact)s") % {"contact": contact}] if contact else [])


def _text(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
