"""Forms of the statistics pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class FigureForm(forms.Form):
    code = forms.CharField(
        label=_("是什么数字"),
        max_length=60,
        help_text=_("写明人还是人次，例如：初任社区工作者培训人数（人）"),
    )
    period = forms.CharField(label=_("时期"), max_length=20, help_text=_("例如 2023 或 2024上半年"))
    value = forms.CharField(label=_("数"), max_length=20, help_text=_("例如 494 或 91.5%"))
    basis = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("哪份文件、哪张表、谁提供的；会和数字一起显示")
    )


class TemplateForm(forms.Form):
    file = forms.FileField(label=_("上级发来的表"), help_text=_("Excel 工作簿（.xlsx），表头可以合并单元格"))
    title = forms.CharField(label=_("名称"), max_length=120, required=False, help_text=_("不填就用文件名"))
