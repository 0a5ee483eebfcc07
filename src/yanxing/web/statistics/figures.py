"""Typing in a figure no record of the house gives."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.refusal import Refused
from yanxing.actions.statistics import record_manual_figure
from yanxing.queries.policies.reach import street_of_officer
from yanxing.web.door import Visit
from yanxing.web.statistics.forms import FigureForm


def new_figure(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    form = FigureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_manual_figure(
                unit_id=street_of_officer(request.actor).pk,
                actor=request.actor,
                now=request.now,
                **form.cleaned_data,
            )
        except Refused as refused:
            form.add_error(refused.field, refused.text)
        else:
            messages.success(request, _("数字已记下，会标明是手工填写。"))
            return HttpResponseRedirect(reverse("statistics-kinds"))
    shown = {
        "title": _("手工填写数字"),
        "crumbs": [(_("统计"), reverse("statistics")), (_("人数、人次"), reverse("statistics-kinds"))],
        "form": form,
    }
    return render(request, "statistics/figure.html", shown, status=422 if form.is_bound else 200)
