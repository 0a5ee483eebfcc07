"""What a session is called on a screen, a phone and paper."""

from __future__ import annotations

from django.utils.translation import gettext as _


def name_of(title: str, form: str, ordinal: int) -> str:
    """专家授课 第 6 讲; other forms are counted as 场; an only meeting has the activity's title."""
    if form == "lecture":
        return _("%(title)s 第 %(number)s 讲") % {"title": title, "number": ordinal}
    if ordinal > 1:
        return _("%(title)s 第 %(number)s 场") % {"title": title, "number": ordinal}
    return title
