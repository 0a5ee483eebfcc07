"""A form with every kind of field, for the gallery."""

from __future__ import annotations

from typing import Any

from django import forms

from yanxing.web.boxes import DayBox, ManyFiles

AREAS = [("1", "府城方塔片区"), ("2", "府城蓝天片区"), ("3", "功能片区"), ("4", "商务片区")]


class SampleForm(forms.Form):
    name = forms.CharField(label="姓名", help_text="与身份证一致，如尉迟晓岚。", max_length=20)
    area = forms.ChoiceField(label="所属片区", choices=[("", "请选择"), *AREAS])
    day = forms.DateField(
        label="请假日期",
        required=False,
        widget=DayBox(),
        help_text="可以直接输入。",
    )
    hours = forms.IntegerField(label="请假学时", min_value=0, max_value=40, initial=2)
    kind = forms.ChoiceField(
        label="请假类别",
        choices=[("sick", "病假"), ("work", "公务冲突"), ("home", "家中有事")],
        widget=forms.RadioSelect,
    )
    projects = forms.MultipleChoiceField(
        label="影响到的项目",
        required=False,
        choices=[
            ("a", "“民情手记”晒一晒"),
            ("b", "“寻找最美社区光影”摄影作品展示"),
            ("c", "“小巷总理”有话说"),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label="事由",
        min_length=5,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明时间、地点，由书记或主任审核。",
    )
    papers = forms.FileField(
        label="附件", required=False, widget=ManyFiles, help_text="证明或照片，每个不超过 10 MB。"
    )
    sure = forms.BooleanField(label="我已逐项核对，所填属实。")

    def clean(self) -> dict[str, Any]:
        """A remark that belongs to no single field."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == "sick" and not cleaned.get("papers"):
            raise forms.ValidationError("病假要附上就诊证明；没有的，选“家中有事”。")
        return cleaned
