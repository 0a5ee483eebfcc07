"""What forms offer to choose from, in the words of the records."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.records.models import Activity, Appointment, Session, Teacher, TierSpell, Unit

Choices = list[tuple[str, str]]


def modes() -> Choices:
    return _words(Session.Mode.choices)


def forms() -> Choices:
    return _words(Activity.Form.choices)


def forms_or_same() -> Choices:
    return [("", _("与活动相同")), *forms()]


def posts() -> Choices:
    return [pair for pair in _words(Appointment.Code.choices) if pair[0] != Appointment.Code.OFFICER]


def tiers() -> Choices:
    return _words(TierSpell.Tier.choices)


def teacher_kinds() -> Choices:
    return _words(Teacher.Kind.choices)


def new_teacher_kinds() -> Choices:
    registered = [(code, _("登记为%(kind)s") % {"kind": words}) for code, words in teacher_kinds()]
    return [("", _("不登记，先提示我")), *registered]


def marks() -> Choices:
    words = (_("很差"), _("较差"), _("一般"), _("较好"), _("很好"))
    return [(str(mark), words[mark - 1]) for mark in range(1, 6)]


def neighbourhoods(actor: Actor) -> Choices:
    """Neighbourhoods in reach, in their order."""
    units = Unit.objects.filter(pk__in=actor.units, kind=Unit.Kind.NEIGHBOURHOOD, closed_on__isnull=True)
    rows = units.order_by("position", "pk").values_list("pk", "short_name")
    return [(str(pk), name) for pk, name in rows]


def street_of(actor: Actor) -> int | None:
    """The street an officer's post stands for: activities of one's own belong to it."""
    return next((post.unit_id for post in actor.posts if post.role == "officer"), None)


def target_words(target: dict[str, list[Any]]) -> str:
    """方塔、蓝天 · 社工 · 初任社工; everybody when nothing was chosen."""
    units = Unit.objects.filter(pk__in=target.get("units") or []).order_by("position", "pk")
    parts = ["、".join(units.values_list("short_name", flat=True))] if target.get("units") else []
    parts += ["、".join(dict(posts())[str(code)] for code in target["posts"])] if target.get("posts") else []
    parts += ["、".join(dict(tiers())[str(code)] for code in target["tiers"])] if target.get("tiers") else []
    return "·".join(parts) or _("所有居民区社区工作者")


def _words(pairs: list[tuple[str, str]]) -> Choices:
    return [(str(code), str(words)) for code, words in pairs]
