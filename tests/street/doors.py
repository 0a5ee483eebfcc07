"""Doors for tests: a page client that logs in as a named person and tells the record which door was used."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.street.people import Street


@pytest.fixture
def street(db: None) -> Street:
    """Units and people of a small street, inside the test's own transaction."""
    from tests.street.people import make_street

    return make_street()


@pytest.fixture
def page(db: None, came_through: Callable[[str], None]) -> Callable[..., Any]:
    """page(account, proved=True) → a Django client logged in as that account. Reading an answer counts as
    coming through the page's door."""
    from django.test import Client

    class PageClient(Client):
        def request(self, **request: Any) -> Any:
            came_through("page")
            return super().request(**request)

    def log_in(account: Any = None, *, proved: bool = False) -> Client:
        client = PageClient(raise_request_exception=True)
        if account is not None:
            client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
            if proved:
                session = client.session
                session["proved_at"] = time.time()
                session.save()
        return client

    return log_in
