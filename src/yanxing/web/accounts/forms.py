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
