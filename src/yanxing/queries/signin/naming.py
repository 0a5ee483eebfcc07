"""What a session is called on a screen, a phone and paper."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yanxing.queries.activities.words import LECTURES


def name_of(title: str, form: str, ordinal: int) -> str:
    """专家授课 第 6 讲; what is no course is counted as 场."""
    unit = _("讲") if form in LECTURES else _("场")
    return f"{title} 第 {ordinal} {unit}"
