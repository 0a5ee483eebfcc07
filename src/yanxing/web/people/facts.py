"""Missing facts: counted, asked for, filled in on the phone, confirmed or returned."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.predicates import an_officer_who_acts
from yanxing.access.refusal import NotYours, Refused
from yanxing.actions.roster import facts
from yanxing.queries.people import requests as asked
from yanxing.queries.people.missing import gaps_of
from yanxing.queries.people.tree import choices_of
from yanxing.web.door import Visit
from yanxing.web.people.forms import AskForm


def gaps(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """What is missing, by fact and unit; the officer asks all of a fact in one click."""
    unit = request.POST.get("unit") or request.GET.get("unit", "")
    unit_id = int(unit) if unit.isdecimal() else None
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = facts.ask_for_fact(
                field=request.POST.get("field", ""),
                why=form.cleaned_data["why"],
                due_on=form.cleaned_data["due_on"],
                unit_id=unit_id,
                actor=request.actor,
                now=request.now,
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.text)
        else:
            messages.success(request, _("已请 %(n)d 人补填，本人首页会看到。") % {"n": done})
            return HttpResponseRedirect(reverse("people-gaps") + (f"?unit={unit_id}" if unit_id else ""))
    people, found = gaps_of(request.actor, on=request.now.date(), unit_id=unit_id)
    complete = sum(1 for gap in found if not gap.missing)
    context = {
        "title": _("缺项核对"),
        "crumbs": [(_("人员"), reverse("people"))],
        "people": people,
        "gaps": found,
        "complete": complete,
        "form": form,
        "unit": unit if unit_id else "",
        "units": choices_of(request.actor)[0],
        "may_ask": an_officer_who_acts(request.actor),
    }
    return render(request, "people/gaps.html", context, status=422 if form.errors else 200)


def own(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """The worker's own list: fill in, one at a time."""
    if request.actor.person_id is None:
        raise NotYours
    errors: dict[int, str] = {}
    if request.method == "POST":
        number = request.POST.get("request", "")
        try:
            done = facts.fill_fact(
                request_id=int(number) if number.isdecimal() else 0,
                value=request.POST.get("value", ""),
                actor=request.actor,
                now=request.now,
            )
        except Refused as refused:
            errors[int(number)] = refused.text
        else:
            messages.success(request, _("已记入档案。") if done else _("已提交，等书记确认。"))
            return HttpResponseRedirect(reverse("me-facts"))
    shown = [(each, errors.get(each.id, "")) for each in asked.own_requests(request.actor)]
    context = {"title": _("补填档案"), "crumbs": [(_("我的"), reverse("me"))], "asked": shown}
    return render(request, "people/own_facts.html", context, status=422 if errors else 200)


def waiting(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """The secretary's list: confirm, or return with a reason."""
    refused_at, text = 0, ""
    if request.method == "POST":
        number = request.POST.get("request", "")
        request_id = int(number) if number.isdecimal() else 0
        try:
            _answer(request, request_id)
        except Refused as refused:
            refused_at, text = request_id, refused.text
        else:
            return HttpResponseRedirect(reverse("people-facts"))
    found = asked.to_confirm(request.actor)
    context = {
        "title": _("确认补填的信息"),
        "crumbs": [(_("人员"), reverse("people"))],
        "asked": found,
        "refused_at": refused_at,
        "refused": text,
        "elsewhere": bool(text) and refused_at not in {each.id for each in found},
    }
    return render(request, "people/waiting.html", context, status=409 if text else 200)


def _answer(request: Visit, request_id: int) -> None:
    if request.POST.get("answer") == "confirm":
        facts.confirm_fact(request_id=request_id, actor=request.actor, now=request.now)
        messages.success(request, _("已确认，写入档案。"))
    else:
        facts.return_fact(
            request_id=request_id,
            reason=request.POST.get("reason", ""),
            actor=request.actor,
            now=request.now,
        )
        messages.info(request, _("已退回本人。"))


def confirm_own(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """“档案无误”."""
    if request.method == "POST":
        facts.confirm_own_record(digest=request.POST.get("digest", ""), actor=request.actor, now=request.now)
        messages.success(request, _("已确认档案无误。"))
    return HttpResponseRedirect(reverse("me"))
