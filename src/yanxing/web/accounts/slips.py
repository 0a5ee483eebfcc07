"""Printing activation slips for a unit, or one slip for one person at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.predicates import demand_proof, demand_unit
from yanxing.access.refusal import Refused
from yanxing.access.tokens import grouped, qr_svg
from yanxing.actions.accounts.slips import Slip, issue_slip, issue_slips, reset_at_desk
from yanxing.queries.accounts.one import one_account
from yanxing.queries.accounts.slips import unit_name, units_for_slips
from yanxing.web.accounts.address import public_address, reached_locally
from yanxing.web.door import Visit

PER_SHEET = 8


def units(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    shown = {
        "title": _("激活条"),
        "crumbs": [(_("账号"), reverse("accounts"))],
        "units": units_for_slips(request.actor, request.now.date()),
        "local": reached_locally(request),
    }
    return render(request, "accounts/slips.html", shown)


def print_unit(request: Visit, /, **address: Any) -> HttpResponse:
    """GET asks, POST issues and shows the sheet: the codes are on it and nowhere else."""
    unit_id = address["unit_id"]
    demand_unit(request.actor, unit_id)
    demand_proof(request.actor)
    name = unit_name(unit_id)
    if request.method != "POST":
        counted = [
            each for each in units_for_slips(request.actor, request.now.date()) if each.unit_id == unit_id
        ]
        shown = {
            "title": _("打印激活条"), "unit": counted[0] if counted else None, "name": name,
            "local": reached_locally(request), "crumbs": [(_("激活条"), reverse("slips"))],
        }  # fmt: skip
        return render(request, "accounts/slips_unit.html", shown)
    slips = issue_slips(unit_id=unit_id, actor=request.actor, now=request.now)
    if not slips:
        raise Refused(_("这个单位没有要发激活条的人：都已启用，或者要由上一级来发。"))
    return sheet(request, slips, name, reverse("slips"))


def print_one(request: Visit, /, **address: Any) -> HttpResponse:
    """One slip: the first one, or a reset for somebody who stands at the desk."""
    demand_proof(request.actor)
    one = one_account(request.actor, address["account_id"], request.now.date())
    back = reverse("account", kwargs={"account_id": one.account.pk})
    reset = one.account.activated_at is not None
    if request.method != "POST":
        shown = {
            "title": _("当面重设密码") if reset else _("发激活条"), "one": one, "reset": reset, "back": back,
            "local": reached_locally(request),
            "crumbs": [(_("账号"), reverse("accounts")), (one.account.display_name, back)],
        }  # fmt: skip
        return render(request, "accounts/slip_ask.html", shown)
    act = reset_at_desk if reset else issue_slip
    made = act(account_id=one.account.pk, actor=request.actor, now=request.now)
    return sheet(request, [made], one.account.display_name, back)


def sheet(request: Visit, slips: Sequence[Slip], name: str, back: str) -> HttpResponse:
    """A4, eight slips a page."""
    shown = [
        {
            "name": slip.name, "username": slip.username, "code": grouped(slip.code),
            "until": slip.expires_at, "qr": qr_svg(address_of(request, slip), label=_("激活二维码")),
        }
        for slip in slips
    ]  # fmt: skip
    pages = [shown[start : start + PER_SHEET] for start in range(0, len(shown), PER_SHEET)]
    printed: datetime = request.now
    context = {
        "title": _("激活条"), "pages": pages, "unit": name, "back": back, "printed": printed,
        "where": public_address(request, reverse("slip-code")),
    }  # fmt: skip
    answer = render(request, "accounts/slip_sheet.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def address_of(request: Visit, slip: Slip) -> str:
    return public_address(request, reverse("slip", kwargs={"code": slip.code}))
