"""执行口径: listed, confirmed as they stand or in the office's own words."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.actions.policies import confirm_reading
from yanxing.queries.policies.history import all_entries, amended_changes
from yanxing.queries.policies.reach import document_for
from yanxing.queries.policies.readings import readings_of
from yanxing.web.door import Visit
from yanxing.web.policies.attempt import attempt
from yanxing.web.policies.documents import done
from yanxing.web.policies.forms import ReadingForm
from yanxing.web.policies.tabs import head_of


def readings(request: Visit, /, **address: Any) -> HttpResponse:
    """All of them, with where each is used."""
    document = document_for(request.actor, address["document_id"], request.now.date())
    shown = head_of(request, document, "policy-readings") | {"readings": readings_of(document)}
    return render(request, "policies/readings.html", shown)


def reading(request: Visit, /, **address: Any) -> HttpResponse:
    """One of them, to confirm."""
    document = document_for(request.actor, address["document_id"], request.now.date())
    found = next((each for each in readings_of(document) if each.id == address["reading"]), None)
    if found is None:
        raise Http404
    form = ReadingForm(request.POST or None, initial={"says": found.says})
    if request.method == "POST" and form.is_valid() and not found.confirmed:
        attempt(
            form,
            lambda: confirm_reading(
                document=document,
                reading=found.id,
                says=form.cleaned_data["says"],
                actor=request.actor,
                now=request.now,
            ),
        )
        if not form.errors:
            words = _("%(id)s 已确认为街道口径。") % {"id": found.id}
            return done(request, words, "policy-readings", document_id=document.pk)
    shown = head_of(request, document, "policy-readings")
    back = reverse("policy-readings", kwargs={"document_id": document.pk})
    shown["crumbs"] = [*shown["crumbs"], (document.title, back)]
    shown |= {"title": _("执行口径 %(id)s") % {"id": found.id}, "chip": None, "reading": found, "form": form}
    return render(request, "policies/reading.html", shown, status=422 if form.errors else 200)


def changes(request: Visit, /, **address: Any) -> HttpResponse:
    """变更: what was entered since, and how it differs from the document it amends."""
    document = document_for(request.actor, address["document_id"], request.now.date())
    before, differences = amended_changes(document)
    shown = head_of(request, document, "policy-changes")
    shown |= {"entries": all_entries(document), "before": before, "differences": differences}
    return render(request, "policies/changes.html", shown)
