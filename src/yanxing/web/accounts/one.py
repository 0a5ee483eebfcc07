"""One account: what it holds, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.predicates import demand_proof
from yanxing.access.refusal import Refused
from yanxing.actions.accounts.grants import grant_access, revoke_grant
from yanxing.actions.accounts.links import issue_personal_link
from yanxing.actions.accounts.opening import close_account, reopen_account
from yanxing.actions.accounts.posts import end_post, give_post, hand_over, set_stand
from yanxing.actions.accounts.slips import withdraw_slips
from yanxing.queries.accounts.one import (
    OneAccount,
    one_account,
    people_to_choose,
    roles_to_give,
    sessions_to_choose,
    units_to_choose,
)
from yanxing.web.accounts.account_forms import GrantForm, HandOverForm, LinkForm, PostForm, ReasonForm
from yanxing.web.accounts.address import public_address
from yanxing.web.accounts.listing import chip
from yanxing.web.accounts.refusing import show
from yanxing.web.door import Visit


def account(request: Visit, /, **address: Any) -> HttpResponse:
    one = _one(request, address)
    state = "closed" if not one.account.is_active else "active" if one.account.activated_at else "waiting"
    shown = {
        "title": one.account.display_name,
        "crumbs": [(_("账号"), reverse("accounts"))],
        "chip": chip(state),
        "one": one,
        "today": request.now.date(),
    }
    return render(request, "accounts/one.html", shown)


def new_post(request: Visit, /, **address: Any) -> HttpResponse:
    demand_proof(request.actor)
    one = _one(request, address)
    form = PostForm(
        request.POST if request.method == "POST" else None,
        roles=roles_to_give(request.actor),
        units=units_to_choose(request.actor),
        today=request.now.date(),
    )

    def do(given: dict[str, Any]) -> None:
        unit = given.pop("unit")
        give_post(account_id=one.account.pk, unit_id=unit, actor=request.actor, now=request.now, **given)

    return _form_act(request, one, form, do, _("安排岗位"), _("安排到这个岗位"))


def hand_post_over(request: Visit, /, **address: Any) -> HttpResponse:
    demand_proof(request.actor)
    one = _one(request, address)
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        people=people_to_choose(request.actor, request.now.date(), without=one.account.pk),
        today=request.now.date(),
    )

    def do(given: dict[str, Any]) -> None:
        hand_over(
            holding_id=address["holding_id"],
            to_account_id=given["account"],
            on=given["on"],
            actor=request.actor,
            now=request.now,
        )

    return _form_act(request, one, form, do, _("交接岗位"), _("交接"))


def close(request: Visit, /, **address: Any) -> HttpResponse:
    demand_proof(request.actor)
    one = _one(request, address)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def do(given: dict[str, Any]) -> None:
        close_account(account_id=one.account.pk, actor=request.actor, now=request.now, **given)

    note = _("停用后，这个账号当场退出所有手机和电脑，岗位今天结束，激活条、链接和令牌一并作废。")
    return _form_act(request, one, form, do, _("停用账号"), _("停用"), note)


def reopen(request: Visit, /, **address: Any) -> HttpResponse:
    demand_proof(request.actor)
    one = _one(request, address)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def do(given: dict[str, Any]) -> None:
        reopen_account(account_id=one.account.pk, actor=request.actor, now=request.now, **given)

    note = _("重新启用后要再发一张激活条；原来的岗位和手机不会自动恢复。")
    return _form_act(request, one, form, do, _("重新启用"), _("重新启用"), note)


def stop_holding(request: Visit, /, **address: Any) -> HttpResponse:
    one = _posted(request, address)
    end_post(holding_id=address["holding_id"], actor=request.actor, now=request.now)
    messages.success(request, _("已结束，从今天起不在这个岗位。"))
    return _back(one)


def change_stand(request: Visit, /, **address: Any) -> HttpResponse:
    one = _posted(request, address)
    stand = "B" if request.POST.get("stand") == "B" else "A"
    set_stand(holding_id=address["holding_id"], stand=stand, actor=request.actor, now=request.now)
    messages.success(request, _("已改为%(stand)s角。") % {"stand": stand})
    return _back(one)


def withdraw(request: Visit, /, **address: Any) -> HttpResponse:
    one = _posted(request, address)
    withdraw_slips(account_id=one.account.pk, actor=request.actor, now=request.now)
    messages.success(request, _("没用过的激活条已作废。"))
    return _back(one)


def judge_link(request: Visit, /, **address: Any) -> HttpResponse:
    demand_proof(request.actor)
    one = _one(request, address)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            with transaction.atomic():
                link = issue_personal_link(
                    account_id=one.account.pk, actor=request.actor, now=request.now, **form.cleaned_data
                )
        except Refused as refused:
            show(refused, form)
        else:
            where = public_address(request, reverse("personal-link", kwargs={"token": link.token}))
            shown = {"title": _("链接和 PIN 码"), "link": link, "where": where, "crumbs": _crumbs(one)}
            answer = render(request, "accounts/link_issued.html", shown)
            answer["Cache-Control"] = "no-store"
            return answer
    return _page(request, one, form, _("发评委链接"), _("发链接"), "")


def new_grant(request: Visit, /, **address: Any) -> HttpResponse:
    demand_proof(request.actor)
    one = _one(request, address)
    form = GrantForm(
        request.POST if request.method == "POST" else None, sessions=sessions_to_choose(request.actor)
    )

    def do(given: dict[str, Any]) -> None:
        session = given.pop("session")
        grant_access(
            account_id=one.account.pk, session_id=session, actor=request.actor, now=request.now, **given
        )

    return _form_act(request, one, form, do, _("请人帮签到台"), _("授权"))


def stop_grant(request: Visit, /, **address: Any) -> HttpResponse:
    one = _posted(request, address)
    revoke_grant(grant_id=address["grant_id"], actor=request.actor, now=request.now)
    messages.success(request, _("已收回授权。"))
    return _back(one)


def _one(request: Visit, address: dict[str, Any]) -> OneAccount:
    return one_account(request.actor, address["account_id"], request.now.date())


def _posted(request: Visit, address: dict[str, Any]) -> OneAccount:
    if request.method != "POST":
        raise Http404
    return _one(request, address)


def _back(one: OneAccount) -> HttpResponse:
    return HttpResponseRedirect(reverse("account", kwargs={"account_id": one.account.pk}))


def _crumbs(one: OneAccount) -> list[tuple[str, str]]:
    here = reverse("account", kwargs={"account_id": one.account.pk})
    return [(_("账号"), reverse("accounts")), (one.account.display_name, here)]


def _form_act(
    request: Visit,
    one: OneAccount,
    form: forms.Form,
    do: Callable[[dict[str, Any]], None],
    title: str,
    verb: str,
    note: str = "",
) -> HttpResponse:
    """A form whose act may be refused: the refusal stands beside its field, what was typed stays."""
    if form.is_valid():
        try:
            with transaction.atomic():
                do(dict(form.cleaned_data))
        except Refused as refused:
            show(refused, form)
        else:
            messages.success(request, _("办好了。"))
            return _back(one)
    return _page(request, one, form, title, verb, note)


def _page(
    request: Visit, one: OneAccount, form: forms.Form, title: str, verb: str, note: str
) -> HttpResponse:
    shown = {
        "title": title, "form": form, "verb": verb, "note": note, "crumbs": _crumbs(one),
        "back": _crumbs(one)[1][1],
    }  # fmt: skip
    return render(request, "accounts/form.html", shown, status=422 if form.is_bound else 200)
