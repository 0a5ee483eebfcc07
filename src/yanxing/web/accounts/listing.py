"""The list of accounts, and opening one for somebody who is not on the roster."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.refusal import Refused
from yanxing.actions.accounts.links import open_judge
from yanxing.actions.accounts.opening import open_named_account
from yanxing.queries.accounts.listing import list_accounts
from yanxing.queries.accounts.one import units_to_choose
from yanxing.web.accounts.account_forms import JudgeForm, NewAccountForm
from yanxing.web.accounts.refusing import show
from yanxing.web.door import Visit

CHIPS = {
    "active": ("good", "使用中"), "waiting": ("rest", "未启用"), "closed": ("no", "已停用"),
}  # fmt: skip


def accounts(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    words, unit = request.GET.get("q", "").strip()[:40], request.GET.get("unit", "")
    listed = list_accounts(
        request.actor,
        request.now.date(),
        words=words,
        state=request.GET.get("state", ""),
        unit_id=int(unit) if unit.isdecimal() and len(unit) < 12 else None,
        page=request.GET.get("page", "1"),
    )
    rows = [{"account": each, "chip": chip(each.state)} for each in listed.page.object_list]
    total = sum(listed.counts.values())
    shown = {
        "title": _("账号"),
        "page": listed.page,
        "rows": rows,
        "words": words,
        "states": [("", _("全部"), total), *((s, _(CHIPS[s][1]), listed.counts[s]) for s in CHIPS)],
        "units": units_to_choose(request.actor),
        "unit": unit,
        "runs": request.actor.has("system_admin"),
        "officer": request.actor.has("officer"),
    }
    return render(request, "accounts/list.html", shown)


def chip(state: str) -> tuple[str, str]:
    kind, words = CHIPS[state]
    return kind, _(words)


def new_account(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    form = NewAccountForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            with transaction.atomic():
                made = open_named_account(**form.cleaned_data, actor=request.actor, now=request.now)
        except Refused as refused:
            show(refused, form)
        else:
            return HttpResponseRedirect(reverse("account", kwargs={"account_id": made}))
    return _form_page(request, form, _("新账号"), _("开账号"))


def new_judge(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    units = units_to_choose(request.actor)
    form = JudgeForm(request.POST if request.method == "POST" else None, units=units)
    if form.is_valid():
        given = form.cleaned_data
        try:
            with transaction.atomic():
                made = open_judge(
                    name=given["name"], unit_id=given["unit"], actor=request.actor, now=request.now
                )
        except Refused as refused:
            show(refused, form)
        else:
            return HttpResponseRedirect(reverse("account", kwargs={"account_id": made}))
    return _form_page(request, form, _("新评委"), _("登记评委"))


def _form_page(request: Visit, form: Any, title: str, verb: str) -> HttpResponse:
    crumbs = [(_("账号"), reverse("accounts"))]
    shown = {"title": title, "form": form, "verb": verb, "crumbs": crumbs, "back": crumbs[0][1]}
    return render(request, "accounts/form.html", shown, status=422 if form.is_bound else 200)
