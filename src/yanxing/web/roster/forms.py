"""The form that takes the files of a roster."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanxing.web.boxes import DayBox, ManyFiles


class ManyFilesField(forms.FileField):
    """Several files in one box."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        if not data:
            raise forms.ValidationError(_("还没有选文件。请选取花名册或居委会名册。"))
        return [super(ManyFilesField, self).clean(each, initial) for each in data]


class DropForm(forms.Form):
    files = ManyFilesField(  # type: ignore[assignment] # a field; the form takes it out of the class
        label=_("花名册、居委会名册"),
        widget=ManyFiles(attrs={"accept": ".xlsx,.xls,.csv"}),
        help_text=_("xlsx、xls、csv 都可以，列头和日期的写法不用改。"),
        max_length=200,
    )
    as_of = forms.DateField(
        label=_("名册日期"),
        required=False,
        widget=DayBox(),
        help_text=_("没有写任职日期的，从这一天或入职日期算起；不填就是今天。"),
    )
    expected_units = forms.IntegerField(
        label=_("应有居委会数"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("填了就和名册核对。"),
    )
