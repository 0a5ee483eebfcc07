"""Forms of getting in."""

from __future__ import annotations

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _


def _password(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": autocomplete, "data-nodraft": ""})


class NameField(forms.CharField):
    """A staff number or username; full-width letters and spaces around it are an input method's doing."""

    def to_python(self, value: object) -> str:
        return unicodedata.normalize("NFKC", str(super().to_python(value) or "")).strip()


class LoginForm(forms.Form):
    username = NameField(
        label=_("工号或用户名"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "off", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("密码"), max_length=128, strip=False, widget=_password("current-password")
    )
    enrol = forms.BooleanField(label=_("这是我自己的手机，30 天内不用再登录"), required=False)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("验证码"),
        max_length=20,
        help_text=_("手机验证器上的 6 位数字；手机不在身边时，填一个备用码。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "data-nodraft": ""}
        ),
    )


class ProveForm(forms.Form):
    proof = forms.CharField(
        label=_("密码或验证码"),
        max_length=128,
        strip=False,
        widget=_password("current-password"),
        help_text=_("您的登录密码，或者手机验证器上的 6 位数字。"),
    )


class StartForm(forms.Form):
    """The first start of an empty office."""

    code = forms.CharField(
        label=_("启动码"),
        max_length=20,
        help_text=_("启动雁行的窗口里显示的 8 位码，不分大小写。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-nodraft": ""}),
    )
    street = forms.CharField(label=_("街道名称"), max_length=20, help_text=_("如“中山街道”。"))
    system_name = forms.CharField(label=_("系统管理员姓名"), max_length=40)
    system_username = NameField(label=_("系统管理员用户名"), max_length=40)
    system_password = forms.CharField(
        label=_("系统管理员密码"),
        max_length=128,
        strip=False,
        widget=_password("new-password"),
        help_text=_("至少 8 位，不能全是数字。"),
    )
    audit_name = forms.CharField(label=_("审计管理员姓名"), max_length=40)
    audit_username = NameField(label=_("审计管理员用户名"), max_length=40)
    audit_password = forms.CharField(
        label=_("审计管理员密码"),
        max_length=128,
        strip=False,
        widget=_password("new-password"),
        help_text=_("请审计管理员本人填写。"),
    )


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("新密码"),
        max_length=128,
        strip=False,
        widget=_password("new-password"),
        help_text=_("至少 8 位，不能全是数字，不要带工号。"),
    )
    again = forms.CharField(
        label=_("再填一次"), max_length=128, strip=False, widget=_password("new-password")
    )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise forms.ValidationError(_("两次填的密码不一样。"))
        return again


class SlipForm(NewPasswordForm):
    enrol = forms.BooleanField(label=_("这是我自己的手机，30 天内不用再登录"), required=False)


class SlipCodeForm(forms.Form):
    code = forms.CharField(
        label=_("激活码"),
        max_length=20,
        help_text=_("激活条上的 8 位码，不分大小写。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "data-nodraft": ""}
        ),
    )


class PinForm(forms.Form):
    pin = forms.CharField(
        label=_("PIN 码"),
        max_length=12,
        help_text=_("另外告诉您的 6 位数字。"),
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-nodraft": ""}),
    )
