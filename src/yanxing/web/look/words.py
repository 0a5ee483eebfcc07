"""What a form says of a wrong entry, in the words of an office instead of those of a library."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

SAID: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("请填写")},
    forms.ChoiceField: {"required": _("请选一项"), "invalid_choice": _("没有“%(value)s”这一项，请重新选")},
    forms.MultipleChoiceField: {
        "required": _("请至少选一项"),
        "invalid_choice": _("没有“%(value)s”这一项，请重新选"),
        "invalid_list": _("请重新选"),
    },
    forms.BooleanField: {"required": _("请先勾选")},
    forms.IntegerField: {"invalid": _("请填整数，如 12")},
    forms.DecimalField: {"invalid": _("请填数字，如 86.5")},
    forms.DateField: {"invalid": _("请填日期，如 2024-09-20")},
    forms.TimeField: {"invalid": _("请填时间，如 13:30")},
    forms.DateTimeField: {"invalid": _("请填日期和时间，如 2024-09-20 13:30")},
    forms.FileField: {
        "required": _("请选取文件"),
        "invalid": _("没有收到文件，请重新选取"),
        "missing": _("没有收到文件，请重新选取"),
        "empty": _("这个文件是空的，请检查后重新选取"),
    },
}
"""Field → its messages."""


def say_plainly() -> None:
    """Sets the words of Django's fields and limits. Fields made before keep their own."""
    for field, words in SAID.items():
        field.default_error_messages = {**field.default_error_messages, **words}
    validators.MaxValueValidator.message = _("不能大于 %(limit_value)s")
    validators.MinValueValidator.message = _("不能小于 %(limit_value)s")
    validators.MaxLengthValidator.message = ngettext_lazy(
        "最多 %(limit_value)d 个字，现在有 %(show_value)d 个",
        "最多 %(limit_value)d 个字，现在有 %(show_value)d 个",
        "limit_value",
    )
    validators.MinLengthValidator.message = ngettext_lazy(
        "至少 %(limit_value)d 个字，现在有 %(show_value)d 个",
        "至少 %(limit_value)d 个字，现在有 %(show_value)d 个",
        "limit_value",
    )
