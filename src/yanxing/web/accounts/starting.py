"""The first start of an empty office. Once somebody has an account, this page is gone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.refusal import Refused
from yanxing.access.start_code import start_code
from yanxing.actions.accounts.starting import Administrator, first_start
from yanxing.queries.accounts.entering import anyone_there
from yanxing.web.accounts.address import client_address
from yanxing.web.accounts.forms import StartForm
from yanxing.web.accounts.refusing import show
from yanxing.web.accounts.tries import Tries
from yanxing.web.door import Visit

TRIES = Tries("first-start", most=20, seconds=900)


def start(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    if anyone_there():
        raise Http404
    start_code()
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            TRIES.take(client_address(request))
            with transaction.atomic():
                _begin(request, form.cleaned_data)
        except Refused as refused:
            show(refused, form)
        else:
            messages.success(request, _("街道已建好。请系统管理员登录，安排岗位和账号。"))
            return HttpResponseRedirect(reverse("login"))
    shown = {"title": _("第一次使用"), "form": form}
    return render(request, "accounts/first_start.html", shown, status=422 if form.is_bound else 200)


def _begin(request: Visit, given: dict[str, str]) -> None:
    system, audit = (
        Administrator(given[f"{which}_name"], given[f"{which}_username"], given[f"{which}_password"])
        for which in ("system", "audit")
    )
    first_start(code=given["code"], street=given["street"], system=system, audit=audit, now=request.now)
