"""Date and time boxes show what they hold: browsers read one way of writing."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from django import forms
from django.utils import translation

import yanxing.web
from yanxing.web.activities.forms import Timed
from yanxing.web.boxes import day_field, hour_field
from yanxing.web.roster.forms import DropForm

WEB = Path(yanxing.web.__file__).parent


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_date_box_shows_the_day_it_begins_with(language: str) -> None:
    with translation.override(language):
        drop = DropForm(initial={"as_of": date(2024, 9, 20)})
        timed = Timed(initial={"day": date(2024, 9, 20), "starts": time(13, 30)})
        assert 'value="2024-09-20"' in str(drop["as_of"])
        assert 'value="2024-09-20"' in str(timed["day"])
        assert 'value="13:30"' in str(timed["starts"])


def test_what_is_no_day_is_told_in_words() -> None:
    class Asked(forms.Form):
        day = day_field("日期")
        hour = hour_field("时间", required=False)

    assert Asked({"day": "九月二十"}).errors["day"] == ["请写成 2024-06-10 这样的日期。"]
    assert Asked({"day": "2024-09-20"}).errors == {}


def test_no_form_makes_such_a_box_of_its_own() -> None:
    own = [
        path.relative_to(WEB).as_posix()
        for path in WEB.rglob("*.py")
        if path.name != "boxes.py" and any(w in path.read_text("utf-8") for w in ("DateInput", "TimeInput"))
    ]
    assert own == []
