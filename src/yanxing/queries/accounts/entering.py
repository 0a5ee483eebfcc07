"""What the login page needs to know before anybody is known."""

from __future__ import annotations

from datetime import datetime

from axes.models import AccessAttempt

from yanxing.records.models import Account


def anyone_there() -> bool:
    """False in an empty office: then the first start asks for its administrators."""
    return Account.objects.exists()


def login_name(typed: str) -> str:
    """The username as it is kept: `zs0001` finds `ZS0001`, so that spellings share one count of failures."""
    found = list(Account.objects.filter(username__iexact=typed).values_list("username", flat=True)[:2])
    return found[0] if len(found) == 1 else typed


def account_of(username: str) -> int | None:
    return Account.objects.filter(username=username).values_list("pk", flat=True).first()


def last_failure(username: str, address: str) -> datetime | None:
    """When this account was last tried in vain from this address (real time)."""
    tried = AccessAttempt.objects.filter(username=username, ip_address=address)
    last: datetime | None = tried.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    return last
