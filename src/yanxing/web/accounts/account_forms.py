"""Forms of looking after accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanxing.web.accounts.forms import NameField
from yanxing.web.boxes import day_field

Choices = Sequence[tuple[Any, str]]


class NewAccountForm(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=40)
    username = NameField(
        label=_("用户名"), max_length=40, help_text=_("汉字、字母、数字和 . - _；以后用它登录。")
    )


class PostForm(forms.Form):
    role = forms.ChoiceField(label=_("岗位"))
    unit = forms.TypedChoiceField(label=_("单位"), coerce=int)
    title = forms.CharField(
        label=_("岗位名称"), max_length=40, help_text=_("如“方塔居民区书记”“自治办经办人”。待办跟着岗位走。")
    )
    stand = forms.ChoiceField(
        label=_("A角还是B角"),
        choices=[("A", _("A角（主办）")), ("B", _("B角（替岗）"))],
        widget=forms.RadioSelect,
    )
    since = day_field(_("从哪天起"))
    until = day_field(_("到哪天止"), required=False, help_text=_("当天就不再在岗；长期的不填。"))

    def __init__(self, *args: Any, roles: Choices, units: Choices, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial = {"stand": "A", "since": today}
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    account = forms.TypedChoiceField(label=_("交给谁"), coerce=int)
    on = day_field(_("从哪天起"))

    def __init__(self, *args: Any, people: Choices, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial = {"on": today}
        self.fields["account"].choices = [("", _("请选择")), *people]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class JudgeForm(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=40)
    unit = forms.TypedChoiceField(label=_("为哪个单位评审"), coerce=int)

    def __init__(self, *args: Any, units: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


class LinkForm(forms.Form):
    purpose = forms.CharField(label=_("用途"), max_length=60, help_text=_("如“民情手记评审”。"))
    days = forms.IntegerField(label=_("有效天数"), min_value=1, max_value=90, initial=14)


class GrantForm(forms.Form):
    session = forms.TypedChoiceField(label=_("帮哪一场签到"), coerce=int)
    reason = forms.CharField(label=_("原因"), max_length=200)
    days = forms.IntegerField(label=_("有效天数"), min_value=1, max_value=30, initial=1)

    def __init__(self, *args: Any, sessions: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["session"].choices = [("", _("请选择")), *sessions]  # type: ignore[attr-defined]


class TokenForm(forms.Form):
    name = forms.CharField(label=_("给哪个系统用"), max_length=60)
    days = forms.IntegerField(label=_("有效天数"), min_value=1, max_value=365, initial=90)
    may_write = forms.BooleanField(label=_("允许写入（不勾选只能读取）"), required=False)
