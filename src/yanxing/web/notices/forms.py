"""Forms of notices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanxing.queries.notices.addressing import phrases
from yanxing.queries.notices.drafting import Draft
from yanxing.web.boxes import day_field

KINDS = [
    ("transmittal", _("印发通知")),
    ("training", _("培训通知")),
    ("change", _("变更通知")),
    ("report", _("通报")),
]


class DraftForm(forms.Form):
    kind = forms.ChoiceField(label=_("种类"), choices=KINDS)
    title = forms.CharField(label=_("标题"), max_length=120)
    addressees = forms.CharField(
        label=_("主送"), max_length=200, help_text=_("例如：各居民区、机关各部门。也可以写单位名称。")
    )
    body = forms.CharField(label=_("正文"), max_length=20000, widget=forms.Textarea(attrs={"rows": 8}))
    issuers = forms.CharField(
        label=_("发文机关"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("一行一个，按盖章的先后。"),
    )
    signed_on = day_field(_("成文日期"), required=False)
    printed_on = day_field(_("印发日期"), required=False)
    printed_by = forms.CharField(label=_("印发机关"), max_length=80, required=False)
    contact = forms.CharField(label=_("联系人和电话"), max_length=80, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def draft(self) -> Draft:
        """What was typed."""
        cleaned = self.cleaned_data
        plain = ("kind", "title", "body", "signed_on", "printed_on", "printed_by", "contact")
        return Draft(
            **{name: cleaned[name] for name in plain},
            issuers=tuple(line.strip() for line in cleaned["issuers"].splitlines() if line.strip()),
            addressees=tuple(phrases(cleaned["addressees"])),
        )


class PublishForm(forms.Form):
    number = forms.CharField(
        label=_("文号"),
        max_length=60,
        required=False,
        help_text=_("照编号的办公室给的填，例如：松中委〔2024〕37号。没有文号的通知空着。"),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class AnnexForm(forms.Form):
    title = forms.CharField(label=_("附件名称"), max_length=120)
    body = forms.CharField(label=_("内容"), max_length=20000, widget=forms.Textarea(attrs={"rows": 5}))


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("为什么撤回"), max_length=200)


def initial_of(given: Any) -> dict[str, Any]:
    """A draft or a notice as the form shows it."""
    names = ("kind", "title", "body", "signed_on", "printed_on", "printed_by", "contact")
    return {name: getattr(given, name) for name in names} | {
        "issuers": "\n".join(map(str, given.issuers)),
        "addressees": "、".join(map(str, given.addressees)),
        "seen": getattr(given, "revision", None),
    }
