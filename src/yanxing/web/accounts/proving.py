"""Sensitive acts ask again who it is: the password or a code, good for ten minutes."""

from __future__ import annotations

import time
from typing import Any

from django.contrib.auth import authenticate
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from yanxing.actions.accounts.authenticators import code_is_right
from yanxing.actions.accounts.entering import note_proof
from yanxing.web.accounts.address import safe_next
from yanxing.web.accounts.forms import ProveForm
from yanxing.web.accounts.login import is_locked, locked
from yanxing.web.door import Visit


def prove(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    form = ProveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if is_locked(request, request.actor.username):
            return locked(request, None, {"username": request.actor.username})
        if _is_right(request, form.cleaned_data["proof"]):
            request.session["proved_at"] = time.time()
            note_proof(actor=request.actor, now=request.now)
            return HttpResponseRedirect(safe_next(request))
        form.add_error("proof", _("密码或验证码不对，请再填一次。"))
    shown = {"title": _("请再确认一次是您本人"), "form": form, "next": safe_next(request)}
    return render(request, "accounts/prove.html", shown, status=422 if form.is_bound else 200)


def _is_right(request: Visit, proof: str) -> bool:
    account = request.actor.account_id or 0
    if proof.strip().isdigit() and code_is_right(account_id=account, code=proof.strip()):
        return True
    user = authenticate(request, username=request.actor.username, password=proof)
    return user is not None and user.pk == account
