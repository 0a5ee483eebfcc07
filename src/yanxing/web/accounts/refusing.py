"""A form that an action refuses shows the refusal beside its field, with everything typed still there."""

from __future__ import annotations

from django import forms

from yanxing.access.refusal import Refused


def show(refused: Refused, form: forms.Form) -> None:
    form.add_error(refused.field if refused.field in form.fields else None, refused.text)
