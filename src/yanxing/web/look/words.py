"""What forms say of a wrong entry, in an office's words instead of a library's; and what scripts say."""

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

SCRIPTS = {
    "copied": _("已复制，可以粘贴到群里"),
    "copy_by_hand": _("请按住文字，或按 Ctrl+C 复制"),
    "draft_back": _("已恢复上次没有提交的草稿"),
    "draft_kept": _("草稿已自动保存 {time}"),
    "bytes": _("{number} 字节"),
    "no_dropping": _("这个浏览器不能拖放文件，请点“选取文件”。"),
    "length": _("{now} / {most} 字"),
    "too_long": _("{now} / {most} 字，超出 {over} 字"),
    "letters_large": _("大字"),
    "letters_standard": _("标准字号"),
    "letters_now_large": _("已换成大字"),
    "letters_now_standard": _("已换回标准字号"),
    "not_reached": _("没有连上服务器，刚才的内容没有送出。请检查网络后再试一次。"),
    "failed": _("服务器没有办成这件事。请稍后再试；仍不行，请告诉管理员时间和所在页面。"),
    "status_403": _("您没有办这件事的权限，或者登录已过期。请刷新页面；仍不行，请联系管理员。"),
    "status_404": _("要找的内容已经不在了。请刷新页面。"),
    "status_429": _("试得太快了。请稍等一会儿再试。"),
}
"""What the pages' scripts say; {…} is filled in there."""


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
