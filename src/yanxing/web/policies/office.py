"""The office calendar and the register of document numbers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.predicates import an_officer_who_acts
from yanxing.access.refusal import NotYours
from yanxing.actions.policies import open_number_series, record_calendar_day
from yanxing.queries.calendars import month_of, neighbours
from yanxing.queries.policies.reach import street_of_officer, streets_of
from yanxing.queries.policies.register import register_of
from yanxing.web.door import Visit
from yanxing.web.policies.attempt import attempt
from yanxing.web.policies.forms import DayForm, SeriesForm


def calendar(request: Visit, /, **address: Any) -> HttpResponse:
    """A month; an officer may say that a day is otherwise."""
    year = address.get("year") or request.now.year
    month = address.get("month") or request.now.month
    if not (2000 <= year <= 2100 and 1 <= month <= 12):
        raise NotYours
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = attempt(form, lambda: _record(request, form))
        if row is not None:
            messages.success(request, _("已改：%(day)s。") % {"day": row.day})
            return HttpResponseRedirect(reverse("calendar-month", args=[row.day.year, row.day.month]))
    street = next(iter(sorted(streets_of(request.actor, request.now.date()))), 0)
    before, after = neighbours(year, month)
    shown = {
        "title": _("%(year)s年%(month)s月") % {"year": year, "month": month},
        "crumbs": [(_("办公日历"), reverse("calendar"))],
        "weeks": month_of(street, year, month),
        "before": reverse("calendar-month", args=[before.year, before.month]),
        "after": reverse("calendar-month", args=[after.year, after.month]),
        "today": request.now.date(),
        "form": form,
        "may_change": an_officer_who_acts(request.actor),
        "weekdays": "一二三四五六日",
    }
    return render(request, "policies/calendar.html", shown, status=422 if form.errors else 200)


def _record(request: Visit, form: DayForm) -> Any:
    cleaned = form.cleaned_data
    return record_calendar_day(
        street=street_of_officer(request.actor),
        day=cleaned["day"],
        works=cleaned["works"] == "yes",
        name=cleaned["name"],
        actor=request.actor,
        now=request.now,
    )


def numbers(request: Visit, /, **_address: Any) -> HttpResponse:
    """文号登记: the codes of the street, and which numbers were used."""
    street = street_of_officer(request.actor)
    form = SeriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        made = attempt(
            form,
            lambda: open_number_series(
                street=street,
                agency_code=cleaned["agency_code"],
                allotted_by=cleaned["allotted_by"],
                actor=request.actor,
                now=request.now,
            ),
        )
        if made is not None:
            messages.success(request, _("“%(code)s”已添加。") % {"code": made.agency_code})
            return HttpResponseRedirect(reverse("numbers"))
    shown = {"title": _("文号登记"), "crumbs": [(_("方案"), reverse("policies"))], "form": form}
    shown["series"] = register_of(street.pk)
    return render(request, "policies/numbers.html", shown, status=422 if form.errors else 200)
