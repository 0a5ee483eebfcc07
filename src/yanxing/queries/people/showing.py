"""Codes of the roster in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from yanxing.records.models import Appointment, Credential, Person, TierSpell, Unit

LABELS: dict[str, Mapping[str, str]] = {
    "gender": dict(Person.Gender.choices),
    "education": dict(Person.Education.choices),
    "tier": dict(TierSpell.Tier.choices),
    "posts": dict(Appointment.Code.choices),
    "social_worker": dict(Credential.Level.choices) | {"none": "无"},
    "kind": dict(Unit.Kind.choices),
}
_RANK = {code: n for n, code in enumerate(Appointment.Code.values)}


def shown(field: str, value: object, units: Mapping[int, str] | None = None) -> str:
    """A stored value as people read it; nothing for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("有") if value else _("无")
    if isinstance(value, int):
        return (units or {}).get(value, _("新单位") if value < 0 else str(value))
    labels = LABELS.get(field, {})
    if isinstance(value, list):
        return "、".join(labels.get(str(each), str(each)) for each in sorted(value, key=_rank))
    return labels.get(str(value), str(value))


def _rank(code: object) -> int:
    return _RANK.get(str(code), 99)
