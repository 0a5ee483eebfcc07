"""An act whose refusal belongs beside its form: nothing of it stays written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction
from django.forms import BaseForm

from yanxing.access.refusal import Refused

Made = TypeVar("Made")


def attempt(form: BaseForm, act: Callable[[], Made]) -> Made | None:
    """What the act gives, or None with the refusal beside the field it is about."""
    try:
        with transaction.atomic():
            return act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.text)
        return None
