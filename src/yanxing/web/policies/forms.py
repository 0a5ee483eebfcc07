"""Forms of adopting a policy; those of its values are made from the schema."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanxing.queries.policies.shapes import LineShape, Shape
from yanxing.web.boxes import day_field

LARGEST = 2 * 2**20


class LoadForm(forms.Form):
    """One of: a shipped file, an uploaded one, a pasted text."""

    shipped = forms.ChoiceField(label=_("随系统提供的方案"), required=False)
    file = forms.FileField(
        label=_("方案文件"), required=False, help_text=_("区里或软件公司给的 .yaml 文件，不超过 2 MB。")
    )
    text = forms.CharField(
        label=_("或者粘贴文件内容"),
        required=False,
        strip=False,
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 10, "class": "yx-paste", "spellcheck": "false"}),
    )

    def __init__(self, shipped: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["shipped"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
        choice.choices = [("", _("不选")), *shipped]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [name for name in ("shipped", "file", "text") if cleaned.get(name)]
        if len(given) != 1:
            raise forms.ValidationError(_("请选一份方案、上传一个文件，或者粘贴内容，只做其中一样。"))
        if cleaned.get("file") and cleaned["file"].size > LARGEST:
            self.add_error("file", _("文件超过 2 MB，不像方案文件。请核对。"))
        return cleaned


class DecisionForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("审定意见"),
        choices=[("approved", _("同意")), ("returned", _("退回"))],
        widget=forms.RadioSelect,
    )
    decided_by = forms.CharField(label=_("审定人"), max_length=60, help_text=_("在呈批表上签名的领导。"))
    post = forms.CharField(label=_("职务"), max_length=60, help_text=_("例如：党工委书记。"))
    decided_on = day_field(_("审定日期"))
    opinion = forms.CharField(
        label=_("批示原文"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("退回的必须填写。"),
    )  # fmt: skip
    scan = forms.FileField(
        label=_("呈批表扫描件"), required=False, help_text=_("PDF、JPG 或 PNG，不超过 10 MB。")
    )
    seen = forms.CharField(widget=forms.HiddenInput)


class ReadingForm(forms.Form):
    says = forms.CharField(
        label=_("街道口径"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("照原样确认，或改成街道自己的说法。确认后不能再改，改要出修订文件。"),
    )


class CloseForm(forms.Form):
    reason = forms.CharField(label=_("为什么结束"), max_length=200)
    seen = forms.CharField(widget=forms.HiddenInput)


class DayForm(forms.Form):
    day = day_field(_("日期"))
    works = forms.ChoiceField(
        label=_("这一天"), choices=[("no", _("不上班")), ("yes", _("上班"))], widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("原因"), max_length=40, help_text=_("例如：防汛值守、街道运动会。"))


class SeriesForm(forms.Form):
    agency_code = forms.CharField(label=_("机关代字"), max_length=20, help_text=_("例如：松中委、松府中办。"))
    allotted_by = forms.CharField(label=_("由谁编号"), max_length=60, help_text=_("例如：党政办公室。"))


class DecidedForm(forms.Form):
    """What every entry of a value carries beside the value."""

    valid_from = day_field(_("从哪一天起"), help_text=_("这一天起按新的算；此前的照旧。"))
    decided_by = forms.CharField(label=_("由谁决定"), max_length=60, help_text=_("姓名，例如：沈立新。"))
    decided_on = day_field(_("决定日期"))
    reason = forms.CharField(label=_("为什么改"), max_length=200, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    checked = forms.CharField(widget=forms.HiddenInput, required=False)


def value_form(shape: Shape, data: Mapping[str, Any] | None, initial: Mapping[str, Any]) -> DecidedForm:
    """The form of one value, rule sheet or window: typed inputs by its kind, above who decided and when."""
    form = DecidedForm(data, initial=dict(initial))
    own = _own_fields(shape)
    form.fields = {**own, **form.fields}
    for name, text in _own_initial(shape).items():
        form.initial.setdefault(name, text)
    return form


def _own_fields(shape: Shape) -> dict[str, forms.Field]:
    if shape.section == "table":
        return {field_of(line): _field(line.kind, line.label, shape.codes) for line in shape.lines}
    if shape.section == "window":
        return {"from": day_field(_("第一天")), "until": day_field(_("最后一天"))}
    return {"value": _field(shape.kind, shape.label, shape.codes)}


def _own_initial(shape: Shape) -> dict[str, Any]:
    if shape.section == "table":
        return {field_of(line): _plain(line.kind, line.shown, shape.codes) for line in shape.lines}
    if shape.section == "window":
        return {"from": shape.first, "until": shape.last}
    if not shape.is_set or shape.kind in {"date", "amounts"}:
        return {"value": shape.first} if shape.first else {}
    return {"value": _plain(shape.kind, shape.shown, shape.codes)}


def _plain(kind: str, shown: str, codes: tuple[tuple[str, str], ...]) -> str:
    if kind == "yes_no":
        return "yes" if shown == "是" else "no"
    if kind == "code":
        return next((code for code, words in codes if words == shown), shown)
    return shown


def _field(kind: str, label: str, codes: tuple[tuple[str, str], ...]) -> forms.Field:
    if kind == "date":
        return day_field(label)
    if kind == "yes_no":
        return forms.ChoiceField(
            label=label, choices=[("yes", _("是")), ("no", _("否"))], widget=forms.RadioSelect
        )
    if kind == "code":
        return forms.ChoiceField(label=label, choices=codes)
    return forms.CharField(label=label, max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"}))


def field_of(line: LineShape) -> str:
    """The name of the box of a line."""
    return "/".join(line.path)


def raw_value(shape: Shape, cleaned: Mapping[str, Any]) -> Any:
    """What was typed, as `NewValue.value` takes it."""
    if shape.section == "table":
        return {field_of(line): cleaned[field_of(line)] for line in shape.lines}
    if shape.section == "window":
        return {name: _iso(cleaned[name]) for name in ("from", "until")}
    return _iso(cleaned["value"])


def _iso(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date) else cell
