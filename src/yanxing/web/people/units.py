"""Units: one page each, and the forms that open, move and number them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.predicates import an_officer_who_acts
from yanxing.access.refusal import Refused
from yanxing.actions.roster.units import open_unit, place_unit, set_unit_code
from yanxing.queries.people import tree
from yanxing.queries.people.listing import Filters, page_of
from yanxing.queries.people.missing import gaps_of
from yanxing.queries.people.reach import unit_of
from yanxing.web.door import Visit
from yanxing.web.people.editing import say
from yanxing.web.people.forms import CodeForm, PlaceForm, UnitForm


def unit(request: Visit, /, unit_id: int, **_kwargs: Any) -> HttpResponse:
    """Its people, its code, where it belongs and belonged; the officer's forms."""
    found = unit_of(request.actor, unit_id)
    today = request.now.date()
    officer = an_officer_who_acts(request.actor)
    place, code, status = _forms(request, found)
    if place is None:
        return HttpResponseRedirect(reverse("unit", args=[unit_id]))
    people = page_of(request.actor, Filters(unit=str(unit_id)), 1, on=today)
    context = {
        "title": found.name,
        "crumbs": [(_("单位"), reverse("units"))],
        "unit": found,
        "kind": found.get_kind_display(),
        "spells": tree.spells_of(found),
        "people": people,
        "below": [each for each in tree.tree_of(request.actor, on=today) if each.parent == unit_id],
        "gaps": [gap for gap in gaps_of(request.actor, on=today, unit_id=unit_id)[1] if gap.missing],
        "may_edit": officer and found.kind != "street",
        "place": place,
        "code": code,
        "today": today,
    }
    return render(request, "people/unit.html", context, status=status)


def _forms(request: Visit, found: Any) -> tuple[PlaceForm | None, CodeForm, int]:
    """The two forms; no place form when one of them was carried out."""
    wanted = request.POST.get("form", "")
    parents = tree.parents_of(request.actor, found)
    place = PlaceForm(
        request.POST if wanted == "place" else None, units=parents, initial={"since": request.now.date()}
    )
    code = CodeForm(request.POST if wanted == "code" else None, initial={"code": found.code or ""})
    form = {"place": place, "code": code}.get(wanted)
    if request.method != "POST" or form is None:
        return place, code, 200
    if not form.is_valid():
        return place, code, 422
    try:
        if wanted == "place":
            place_unit(
                unit_id=found.pk,
                parent_id=int(form.cleaned_data["parent"]),
                since=form.cleaned_data["since"],
                actor=request.actor,
                now=request.now,
            )
            messages.success(request, _("归属已改，原来的记录保留。"))
        else:
            set_unit_code(
                unit_id=found.pk, code=form.cleaned_data["code"], actor=request.actor, now=request.now
            )
            messages.success(request, _("代码已保存。"))
    except Refused as refused:
        say(form, refused)
        return place, code, 422
    return None, code, 302


def new(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    form = UnitForm(
        request.POST or None,
        units=tree.parents_of(request.actor, None),
        initial={"since": request.now.date()},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = open_unit(
                kind=said["kind"],
                name=said["name"],
                parent_id=int(said["parent"]),
                since=said["since"],
                code=said["code"],
                actor=request.actor,
                now=request.now,
            )
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, _("已添加%(name)s。") % {"name": made.name})
            return HttpResponseRedirect(reverse("units"))
    context = {"title": _("添加单位"), "crumbs": [(_("单位"), reverse("units"))], "form": form}
    return render(request, "people/change.html", context, status=422 if form.is_bound else 200)
