"""The register of teachers: who they are, what they taught, how it was found."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yanxing.access.predicates import an_officer_who_acts
from yanxing.access.refusal import NotYours, Refused
from yanxing.actions.activities import register_teacher
from yanxing.queries.activities import choices, listing
from yanxing.queries.activities.teachers import taught_by, teacher_seen, teachers_listed
from yanxing.web.activities.changing import refusal
from yanxing.web.activities.forms import TeacherForm
from yanxing.web.activities.trainings import crumbs
from yanxing.web.door import Visit

REGISTER = "/trainings/teachers/"


def register(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    kinds = choices.teacher_kinds()
    kind = request.GET.get("kind", "")
    shown = {
        "title": _("授课人名册"),
        "crumbs": crumbs(),
        "kinds": [("", _("全部"), None), *((*each, None) for each in kinds)],
        "rows": teachers_listed(request.actor, kind if kind in dict(kinds) else ""),
        "arranges": an_officer_who_acts(request.actor),
    }
    return render(request, "activities/teachers.html", shown)


def page(request: Visit, /, **kwargs: Any) -> HttpResponse:
    row = teacher_seen(request.actor, kwargs["teacher_id"])
    shown = {
        "title": row.teacher.name,
        "row": row,
        "teacher": row.teacher,
        "crumbs": crumbs((_("授课人名册"), REGISTER)),
        "rows": [listing.row_of(each, request.now) for each in taught_by(request.actor, row.teacher)],
        "arranges": an_officer_who_acts(request.actor),
    }
    return render(request, "activities/teacher.html", shown)


def new(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    street = choices.street_of(request.actor)
    if street is None:
        raise NotYours
    return _save(request, TeacherForm(request.POST or None), street, None)


def edit(request: Visit, /, **kwargs: Any) -> HttpResponse:
    teacher = teacher_seen(request.actor, kwargs["teacher_id"]).teacher
    there = {name: getattr(teacher, name) for name in ("name", "kind", "organisation", "title", "subjects")}
    there["staff_number"] = teacher.person.staff_number if teacher.person else ""
    return _save(request, TeacherForm(request.POST or None, initial=there), teacher.unit_id, teacher)


def _save(request: Visit, form: TeacherForm, street: int, teacher: Any) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            saved = register_teacher(
                unit_id=street,
                actor=request.actor,
                now=request.now,
                **form.cleaned_data,
                teacher_id=teacher.pk if teacher else None,
            )
            return redirect("teacher", teacher_id=saved.pk)
        except Refused as refused:
            refusal(form, refused)
    shown = {
        "title": _("更改授课人") if teacher else _("登记授课人"),
        "crumbs": crumbs((_("授课人名册"), REGISTER)),
        "form": form,
        "act": _("保存") if teacher else _("登记"),
        "back": REGISTER,
    }
    return render(request, "activities/form.html", shown, status=422 if form.errors else 200)
