"""Forms of the arrangements."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yanxing.access.clock import OFFICE
from yanxing.queries.activities import choices
from yanxing.web.boxes import day_field, hour_field

LINES = {"rows": 3}


class Timed(forms.Form):
    """A day with its hours; either all or, where allowed, nothing (待定)."""

    day = day_field(_("日期"))
    starts = hour_field(_("开始"))
    ends = hour_field(_("结束"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, starts, ends = (cleaned.get(name) for name in ("day", "starts", "ends"))
        if starts and not day and "day" not in self.errors:
            self.add_error("day", _("写了钟点，还缺日期。"))
        if ends and not starts and "starts" not in self.errors:
            self.add_error("starts", _("写了结束时间，还缺开始时间。"))
        if starts and ends and ends <= starts:
            self.add_error("ends", _("结束时间要晚于开始时间。"))
        return cleaned

    def moments(self) -> tuple[datetime | None, datetime | None]:
        """Start and end of a form that is valid."""
        day: date | None = self.cleaned_data.get("day")
        hours = (self.cleaned_data.get("starts"), self.cleaned_data.get("ends"))
        start, end = (datetime.combine(day, each, OFFICE) if day and each else None for each in hours)
        return start, end


class SessionForm(Timed):
    """One session; whatever is left empty is 待定."""

    topic = forms.CharField(
        label=_("课程"), required=False, max_length=120, help_text=_("不知道的先空着，就是“待定”。")
    )
    teacher = forms.ChoiceField(label=_("授课人"), required=False)
    day = day_field(_("日期"), required=False)
    starts = hour_field(_("开始"), required=False)
    ends = hour_field(_("结束"), required=False)
    mode = forms.ChoiceField(
        label=_("方式"), choices=choices.modes, widget=forms.RadioSelect, initial="in_person"
    )
    venue = forms.CharField(label=_("地点"), required=False, max_length=120)
    meeting_link = forms.URLField(
        label=_("会议链接"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("线上课程填写。"),
    )
    minutes_counted = forms.IntegerField(
        label=_("计学时的时长（分钟）"),
        required=False,
        min_value=1,
        max_value=1440,
        help_text=_("中间休息的，写去掉休息后的分钟数；不写就从开始算到结束。"),
    )
    form = forms.ChoiceField(label=_("形式"), required=False, choices=choices.forms_or_same)
    audience_note = forms.CharField(label=_("对象说明"), required=False, max_length=120)

    def __init__(self, *args: Any, teachers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teacher"].choices = [("", _("待定")), *teachers]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """For `fill_session`: null is 待定."""
        given = self.cleaned_data
        starts, ends = self.moments()
        return {
            "topic": given["topic"].strip() or None,
            "teacher_id": int(given["teacher"]) if given["teacher"] else None,
            "venue": given["venue"].strip() or None,
            "mode": given["mode"],
            "form": given["form"] or None,
            "meeting_link": given["meeting_link"],
            "audience_note": given["audience_note"].strip(),
            "minutes_counted": given["minutes_counted"],
            "starts_at": starts,
            "ends_at": ends,
        }


class TableForm(forms.Form):
    """A course table as a spreadsheet puts it on the clipboard."""

    block = forms.CharField(
        label=_("从表格粘贴课程表"),
        strip=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"class": "yx-paste", "rows": 8}),
        help_text=_(
            "第一行是表头最好（课程、授课人、日期、时间、地点、方式、对象），次序不限；没有表头就按这个次序。不知道的写“待定”。"
        ),
    )
    new_teachers = forms.ChoiceField(
        label=_("名册里没有的授课人"),
        required=False,
        choices=choices.new_teacher_kinds,
    )


class MoveForm(Timed):
    reason = forms.CharField(
        label=_("原因"),
        max_length=200,
        widget=forms.Textarea(attrs=LINES),
        help_text=_("会写进群消息，大家看得到。"),
    )


class VenueForm(forms.Form):
    venue = forms.CharField(label=_("新的地点"), max_length=120)
    reason = forms.CharField(
        label=_("原因"),
        max_length=200,
        widget=forms.Textarea(attrs=LINES),
        help_text=_("会写进群消息，大家看得到。"),
    )


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("原因"),
        max_length=200,
        widget=forms.Textarea(attrs=LINES),
        help_text=_("会写进群消息，大家看得到。"),
    )


class PostponeForm(forms.Form):
    sessions = forms.MultipleChoiceField(label=_("延期的场次"), widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(label=_("延后几天"), min_value=1, max_value=365, initial=7)
    reason = forms.CharField(
        label=_("原因"),
        max_length=200,
        widget=forms.Textarea(attrs=LINES),
        help_text=_("会写进群消息，大家看得到。"),
    )


class ActivityForm(forms.Form):
    """An office's own activity, and whom it is for (ORG-08)."""

    title = forms.CharField(label=_("名称"), max_length=80, help_text=_("如“初任培训”。"))
    form = forms.ChoiceField(label=_("形式"), choices=choices.forms)
    window_from = day_field(_("从哪天"), required=False)
    window_until = day_field(_("到哪天"), required=False)
    units = forms.MultipleChoiceField(
        label=_("居民区"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("不选就是所有居民区。"),
    )
    posts = forms.MultipleChoiceField(
        label=_("岗位"),
        required=False,
        choices=choices.posts,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("不选就是所有岗位。"),
    )
    tiers = forms.MultipleChoiceField(
        label=_("层级"),
        required=False,
        choices=choices.tiers,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("不选就是所有层级。"),
    )
    counts_hours = forms.BooleanField(label=_("计学时"), required=False, initial=True)
    asks_sign_out = forms.BooleanField(label=_("结束时要签退"), required=False)

    def __init__(
        self, *args: Any, units: list[tuple[str, str]], by_policy: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = units  # type: ignore[attr-defined]
        if by_policy:
            for name in ("title", "window_from", "window_until", "units", "posts", "tiers"):
                del self.fields[name]

    def window(self) -> tuple[date, date] | None:
        first, last = self.cleaned_data.get("window_from"), self.cleaned_data.get("window_until")
        return (first, last) if first and last else None


class TeacherForm(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=40)
    kind = forms.ChoiceField(label=_("类别"), choices=choices.teacher_kinds, widget=forms.RadioSelect)
    organisation = forms.CharField(label=_("单位"), required=False, max_length=80)
    title = forms.CharField(label=_("职务、职称"), required=False, max_length=60)
    subjects = forms.CharField(label=_("擅长的课程"), required=False, max_length=200)
    staff_number = forms.CharField(
        label=_("工号"), required=False, max_length=32, help_text=_("本街道花名册上的书记、主任填写。")
    )


class EvaluationForm(forms.Form):
    """Three questions with one thumb, and a remark."""

    score = forms.ChoiceField(label=_("这次课程总的来说"), choices=choices.marks, widget=forms.RadioSelect)
    teacher_score = forms.ChoiceField(label=_("授课人讲得"), choices=choices.marks, widget=forms.RadioSelect)
    useful = forms.ChoiceField(label=_("对工作的帮助"), choices=choices.marks, widget=forms.RadioSelect)
    remark = forms.CharField(
        label=_("想说的话"), required=False, max_length=500, widget=forms.Textarea(attrs=LINES)
    )


class VisitForm(forms.Form):
    host_site = forms.CharField(
        label=_("参访的地方"), max_length=120, help_text=_("如“方塔居民区党群服务站”。")
    )
    host_unit = forms.ChoiceField(label=_("做东的居民区"), required=False)
    topics = forms.CharField(label=_("看什么、交流什么"), max_length=400, widget=forms.Textarea(attrs=LINES))
    takeaways = forms.CharField(label=_("收获"), required=False, widget=forms.Textarea(attrs={"rows": 6}))
    report = forms.FileField(label=_("分享的报告"), required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host_unit"].choices = [("", _("外单位")), *units]  # type: ignore[attr-defined]


class MeetingForm(forms.Form):
    block = forms.CharField(
        label=_("从会议软件导出的名单粘贴"),
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"class": "yx-paste", "rows": 8}),
        help_text=_("列：姓名、工号、时长（分钟）、入会时间。有表头时次序不限。"),
    )
    file = forms.FileField(
        label=_("截图"), required=False, help_text=_("JPG、PNG、PDF 或 Word，保存时一起放好。")
    )


class MaterialForm(forms.Form):
    file = forms.FileField(label=_("课件"))
