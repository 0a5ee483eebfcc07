"""A judge's personal link: the address and a PIN."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from yanxing.actions.accounts.links import enter_by_link
from yanxing.web.accounts.forms import PinForm
from yanxing.web.accounts.session import begin
from yanxing.web.door import Visit


def _words() -> dict[str, str]:
    return {
        "unknown": _("这个链接不能用了。请联系给您发链接的经办人，再要一个。"),
        "expired": _("这个链接过期了。请联系给您发链接的经办人，再要一个。"),
        "shut": _("PIN 码错了 5 次，链接已锁住。请联系给您发链接的经办人，再要一个。"),
        "wrong": _("PIN 码不对，请再填一次。错 5 次后要重新发链接。"),
    }


def personal_link(request: Visit, /, **address: Any) -> HttpResponse:
    form = PinForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found = enter_by_link(token=address["token"], pin=form.cleaned_data["pin"], now=request.now)
        if isinstance(found, int):
            begin(request, found, way="link", now=request.now)
            return HttpResponseRedirect("/")
        form.add_error("pin", _words()[found])
    shown = {"title": _("评委入口"), "form": form}
    answer = render(request, "accounts/link.html", shown, status=422 if form.is_bound else 200)
    answer["Referrer-Policy"] = "no-referrer"
    return answer
