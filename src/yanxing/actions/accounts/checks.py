"""Passwords and usernames, checked once, in the user's words."""

from __future__ import annotations

import re
import unicodedata

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yanxing.access.refusal import Refused
from yanxing.records.models import Account

_USERNAME = re.compile(r"[\w.-]{2,40}")
_WORDS = {
    "password_too_short": "密码太短，至少 8 位。",
    "password_too_common": "这个密码太常见，容易被猜到，请换一个。",
    "password_entirely_numeric": "密码不能全是数字，请加上字母。",
}


def checked_password(password: str, *, username: str = "", field: str = "password") -> str:
    """The password, or `Refused` with what is wrong with it."""
    if username and username.casefold() in password.casefold():
        raise Refused(_("密码里不能带工号或用户名。"), field=field)
    if len(password) > 128:
        raise Refused(_("密码太长，最多 128 位。"), field=field)
    try:
        validate_password(password)
    except ValidationError as found:
        codes = [each.code or "" for each in found.error_list]
        said = "".join(_(_WORDS[code]) for code in codes if code in _WORDS)
        raise Refused(said or _("这个密码不能用，请换一个。"), field=field) from None
    return password


def checked_username(username: str, *, field: str = "username") -> str:
    """Letters (Chinese ones too), digits, `.`, `-`, `_`; not taken in any spelling."""
    name = unicodedata.normalize("NFKC", username).strip()
    if not _USERNAME.fullmatch(name):
        raise Refused(_("用户名要 2 至 40 个字，只能用汉字、字母、数字和 . - _。"), field=field)
    if Account.objects.filter(username__iexact=name).exists():
        raise Refused(_("用户名 %(name)s 已经有人用了，请换一个。") % {"name": name}, field=field)
    return name
