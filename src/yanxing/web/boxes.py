"""Boxes of forms that browsers draw themselves. They take one way of writing only, whatever the language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

SAID = {"invalid": _("请写成 2024-06-10 这样的日期。"), "required": _("请填日期。")}


class DayBox(forms.DateInput):
    """A day, written 2024-09-20: any other way leaves a browser's box empty."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class HourBox(forms.TimeInput):
    """A time of day, written 13:30."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "time"}, format="%H:%M")


class ManyFiles(forms.ClearableFileInput):
    """Several files in one box."""

    allow_multiple_selected = True


def day_field(label: Any, **more: Any) -> forms.DateField:
    """`more`: of `forms.DateField`."""
    return forms.DateField(label=label, widget=DayBox(), error_messages=SAID, **more)


def hour_field(label: Any, **more: Any) -> forms.TimeField:
    """`more`: of `forms.TimeField`."""
    return forms.TimeField(label=label, widget=HourBox(), **more)
