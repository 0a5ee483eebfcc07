"""Before every page: phones that stay in, and an authenticator that is still to be set up."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from yanxing.access import clock
from yanxing.access.refusal import NotYours
from yanxing.web.accounts.device import COOKIE, device_account
from yanxing.web.accounts.session import begin

STAYS_OPEN = (settings.STATIC_URL, "/login/", "/logout/", "/language/", "/letters/", "/start/", "/api/")


class Gate:
    """Asks nothing of the database for a visitor who is logged in and complete."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(STAYS_OPEN):
            return self.get_response(request)
        if COOKIE in request.COOKIES and SESSION_KEY not in request.session:
            enter_by_device(request)
        if request.session.get("set_up_first"):
            address = reverse("authenticator")
            if not request.path.startswith((address, reverse("prove"))):
                return HttpResponseRedirect(address)
        return self.get_response(request)


def enter_by_device(request: HttpRequest) -> None:
    """An enrolled phone comes in without a password; it has proved nothing, so sensitive acts ask."""
    found = device_account(request)
    if found is None:
        return
    device_id, account_id = found
    try:
        with transaction.atomic():
            begin(request, account_id, way="device", now=clock.now(), device_id=device_id)
    except NotYours:
        return
