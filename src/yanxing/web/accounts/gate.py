"""Before every page: phones that stay in, and an authenticator that is still to be set up."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access import clock
from yanxing.access.refusal import NotYours, Refused
from yanxing.web.accounts.device import COOKIE, device_account
from yanxing.web.accounts.session import begin
from yanxing.web.pages.errors import for_machines, told

STAYS_OPEN = (settings.STATIC_URL, "/login/", "/logout/", "/language/", "/letters/", "/start/", "/api/")

MOST_OF_A_STRANGER = 2**20
"""Bytes a visitor without login may send: whatever is longer would be written to disk before anybody asks."""

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
ESCAPED = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""The character as JSON writes it; a backslash that is itself escaped begins nothing."""


class Gate:
    """Asks nothing of the database for a visitor who is logged in and complete."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""):
            request.session = type(request.session)()  # made up: as good as none
        if too_long(request):
            refused = Refused(_("内容太大，没有接收。请先登录，再上传文件。"))
            return render(request, "pages/refused.html", {"refused": refused, "back": "/"}, status=413)
        if holds_a_zero(request):
            if for_machines(request):
                return told(400, "unreadable", _("内容里有看不见的字符（空字符）。"))
            refused = Refused(_("内容里有看不见的字符（空字符）。请删掉重填，不要从别的程序直接粘贴。"))
            return render(request, "pages/refused.html", {"refused": refused, "back": "/"}, status=400)
        if request.path.startswith(STAYS_OPEN):
            return self.get_response(request)
        if COOKIE in request.COOKIES and SESSION_KEY not in request.session:
            enter_by_device(request)
        if request.session.get("set_up_first"):
            address = reverse("authenticator")
            if not request.path.startswith((address, reverse("prove"))):
                return HttpResponseRedirect(address)
        return self.get_response(request)


def too_long(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) <= MOST_OF_A_STRANGER or request.path.startswith("/api/"):
        return False
    return SESSION_KEY not in request.session and device_account(request) is None


def holds_a_zero(request: HttpRequest) -> bool:
    """A character no text of the database can hold; nobody types it."""
    return "\0" in request.path or "%00" in request.META.get("QUERY_STRING", "") or _body_holds_one(request)


def _body_holds_one(request: HttpRequest) -> bool:
    if request.method in {"GET", "HEAD"}:
        return False
    if request.content_type not in FORMS:  # JSON, whatever it is called
        return b"\0" in request.body or ESCAPED.search(request.body) is not None
    fields = request.POST.lists()
    return any("\0" in each for name, values in fields for each in (name, *values))


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
