"""Dated changes to a person's record: each a short form of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yanxing.access.refusal import Refused
from yanxing.actions.roster import credentials, posts
from yanxing.actions.roster.secrets import reveal_secret
from yanxing.queries.people import tree
from yanxing.queries.people.reach import person_of
from yanxing.queries.people.record import secret_of
from yanxing.web.door import Visit
from yanxing.web.people import forms as ours


class Change(NamedTuple):
    """What a form does to a person. `takes_units`: it chooses among units in reach."""

    title: Any
    form: type[forms.Form]
    act: Callable[..., object]
    takes_units: bool = False


CHANGES: dict[str, Change] = {
    "appoint": Change(gettext_lazy("增加任职"), ours.AppointForm, posts.appoint, takes_units=True),
    "move": Change(gettext_lazy("调到别的单位"), ours.MoveForm, posts.move_person, takes_units=True),
    "tier": Change(gettext_lazy("改人员层次"), ours.TierForm, posts.set_tier),
    "service": Change(gettext_lazy("补服务经历"), ours.ServiceForm, posts.add_service),
    "leave": Change(gettext_lazy("记长假"), ours.LeaveForm, posts.add_leave),
    "credential": Change(gettext_lazy("登记证书"), ours.CredentialForm, credentials.record_credential),
}


def change(request: Visit, /, person_id: int, what: str, **_kwargs: Any) -> HttpResponse:
    """The form, and what it does."""
    person = person_of(request.actor, person_id)
    if what not in CHANGES:
        raise Http404
    wanted = CHANGES[what]
    units = tree.choices_of(request.actor)[0]
    more: dict[str, Any] = {"units": units} if wanted.takes_units else {}
    form = wanted.form(request.POST or None, initial={"since": request.now.date()}, **more)
    if request.method == "POST" and form.is_valid():
        try:
            wanted.act(person_id=person_id, **_given(form), actor=request.actor, now=request.now)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, _("已记入档案。"))
            return HttpResponseRedirect(reverse("person", args=[person_id]))
    context = {
        "title": wanted.title,
        "crumbs": [(_("人员"), reverse("people")), (person.name, reverse("person", args=[person_id]))],
        "form": form,
    }
    return render(request, "people/change.html", context, status=422 if form.is_bound else 200)


def _given(form: forms.Form) -> dict[str, Any]:
    given = dict(form.cleaned_data)
    if "unit" in given:
        given["unit_id"] = int(given.pop("unit"))
    if "level" in given:
        given["level"] = given["level"] or None
    return given


def say(form: forms.Form, refused: Refused) -> None:
    """A refusal beside its box."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.text)


def end(request: Visit, /, person_id: int, **_kwargs: Any) -> HttpResponse:
    """Ends one appointment: its number and the last day."""
    form = ours.EndForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        raise Refused(_("请填任职到哪一天。"), field="last_day")
    posts.end_appointment(
        appointment_id=form.cleaned_data["appointment"],
        last_day=form.cleaned_data["last_day"],
        actor=request.actor,
        now=request.now,
    )
    messages.success(request, _("任职已结束，记录保留。"))
    return HttpResponseRedirect(reverse("person", args=[person_id]))


def revoke(request: Visit, /, person_id: int, **_kwargs: Any) -> HttpResponse:
    """Takes a certificate back, with a reason."""
    number = request.POST.get("credential", "")
    if request.method != "POST" or not number.isdecimal():
        raise Refused(_("请选要撤销的证书。"))
    credentials.revoke_credential(
        credential_id=int(number),
        reason=request.POST.get("reason", ""),
        actor=request.actor,
        now=request.now,
    )
    messages.success(request, _("证书已撤销，记录保留。"))
    return HttpResponseRedirect(reverse("person", args=[person_id]))


def reveal(request: Visit, /, person_id: int, kind: str, **_kwargs: Any) -> HttpResponse:
    """Asks for the reason; shows the number once, in the answer, and keeps it nowhere."""
    person = person_of(request.actor, person_id)
    label, masked = secret_of(person, kind)
    form = ours.RevealForm(request.POST or None)
    number = ""
    if request.method == "POST" and form.is_valid():
        try:
            number = reveal_secret(
                person_id=person_id,
                kind=kind,
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                now=request.now,
            )
        except Refused as refused:
            say(form, refused)
    back = reverse("person", args=[person_id])
    context = {
        "title": _("查看%(what)s") % {"what": label},
        "crumbs": [(person.name, back)],
        "form": form,
        "masked": masked,
        "number": number,
        "back": back,
    }
    answer = render(request, "people/reveal.html", context, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer
