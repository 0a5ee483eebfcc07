"""Where a phone sends what it kept while the network was away."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse

from yanxing.access.refusal import Refused
from yanxing.actions.signin.offline import Kept, sign_in_offline
from yanxing.web.accounts.address import client_address
from yanxing.web.door import Visit
from yanxing.web.signin.browser import browser_of


def upload(request: Visit) -> HttpResponse:
    """One kept code. 200 with `done` true: off the phone's list; else the phone keeps it and tries again."""
    if request.method != "POST":
        return JsonResponse({"done": False}, status=405)
    given = {name: request.POST.get(name, "")[:128] for name in ("device", "token", "nonce", "proof")}
    try:
        sent = sign_in_offline(
            kept=Kept(**given),
            actor=request.actor,
            now=request.now,
            fingerprint=browser_of(request),
            address=client_address(request),
        )
    except Refused as refused:
        return JsonResponse({"done": refused.code != "too_many", "good": False, "text": refused.text})
    return JsonResponse({"done": True, "good": not sent.why, "text": sent.text})
