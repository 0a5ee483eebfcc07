"""Forms on the pages of a person and a unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanxing.queries.people.showing import LABELS
from yanxing.web.boxes import day_field


def _choose(
    label: Any, field: str, *, required: bool = True, leave_out: tuple[str, ...] = ()
) -> forms.ChoiceField:
    options = [(code, words) for code, words in LABELS[field].items() if code not in leave_out]
    return forms.ChoiceField(label=label, choices=[("", _("请选择")), *options], required=required)


class _WithUnits(forms.Form):
    """`units`: (id, name) pairs within reach."""

    def __init__(self, *args: Any, units: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("unit", "parent"):
            if name in self.fields:
                field = self.fields[name]
                assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared below
                field.choices = [("", _("请选择")), *(units or [])]


class AppointForm(_WithUnits):
    unit = forms.ChoiceField(label=_("单位"))
    code = _choose(_("职务"), "posts")
    since = day_field(_("任职日期"))
    basis = forms.CharField(label=_("依据"), required=False, max_length=120)
    is_main = forms.BooleanField(label=_("作为主要职务（人数算在这个单位）"), required=False)


class EndForm(forms.Form):
    appointment = forms.IntegerField(widget=forms.HiddenInput)
    last_day = day_field(_("任职到哪一天"))


class MoveForm(_WithUnits):
    unit = forms.ChoiceField(label=_("调到哪个单位"))
    since = day_field(_("从哪一天起"))
    code = _choose(_("新职务"), "posts", required=False)
    basis = forms.CharField(label=_("依据"), required=False, max_length=120)


class TierForm(forms.Form):
    tier = _choose(_("人员层次"), "tier")
    since = day_field(_("从哪一天起"))
    reason = forms.CharField(label=_("说明"), required=False, max_length=120)


class ServiceForm(forms.Form):
    street = forms.CharField(label=_("街镇"), max_length=60)
    since = day_field(_("从哪一天起"))
    last_day = day_field(_("到哪一天"), required=False, help_text=_("还在那里就不填。"))
    work = forms.CharField(label=_("从事什么工作"), required=False, max_length=60)


class LeaveForm(forms.Form):
    kind = forms.CharField(label=_("假别"), max_length=20, help_text=_("如产假、病假。"))
    since = day_field(_("从哪一天起"))
    last_day = day_field(_("到哪一天"))


class CredentialForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("证书"),
        choices=[
            ("", _("请选择")),
            ("all_post", _("全岗通")),
            ("social_worker", _("社会工作者职业资格")),
            ("other", _("其他证书")),
        ],
    )
    level = _choose(_("等级"), "social_worker", required=False, leave_out=("none",))
    title = forms.CharField(label=_("证书名称"), required=False, max_length=60, help_text=_("其他证书要写。"))
    number = forms.CharField(label=_("编号"), required=False, max_length=60)
    issued_on = day_field(_("取得日期"), required=False)
    registered_until = day_field(_("登记有效期至"), required=False)


class UnitForm(_WithUnits):
    kind = forms.ChoiceField(
        label=_("类别"),
        choices=[
            ("", _("请选择")),
            ("neighbourhood", _("居民区")),
            ("area", _("片区")),
            ("office", _("机关部门")),
            ("outside", _("外单位")),
        ],
    )
    name = forms.CharField(label=_("名称"), max_length=60)
    parent = forms.ChoiceField(label=_("归在哪里"))
    since = day_field(_("从哪一天起"))
    code = forms.CharField(label=_("12 位代码"), required=False, max_length=20)


class PlaceForm(_WithUnits):
    parent = forms.ChoiceField(label=_("改归哪里"))
    since = day_field(_("从哪一天起"))


class CodeForm(forms.Form):
    code = forms.CharField(label=_("12 位代码"), required=False, max_length=20)


class RevealForm(forms.Form):
    reason = forms.CharField(
        label=_("查看原因"), max_length=200, widget=forms.TextInput(attrs={"data-nodraft": ""})
    )


class AskForm(forms.Form):
    why = forms.CharField(
        label=_("用途"), max_length=200, initial=_("补全培训档案"), help_text=_("本人会看到。")
    )
    due_on = day_field(_("什么时候前补好"), required=False)
