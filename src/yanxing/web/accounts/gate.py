"""Before every page: an authenticator that is still to be set up, and phones that stay in."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

STAYS_OPEN = ("/static/", "/login/", "/logout/", "/language/", "/letters/")


class Gate:
    """Asks nothing of the database for a visitor who is logged in and complete."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(STAYS_OPEN):
            return self.get_response(request)
        if request.session.get("set_up_first"):
            address = reverse("authenticator")
            if not request.path.startswith(address):
                return HttpResponseRedirect(address)
        return self.get_response(request)
