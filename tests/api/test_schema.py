"""Whatever is sent, the API answers as its own document says, and never with a server's error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.street.doors import token_of
from tests.street.people import Street

from yanxing.api.operations import api
from yanxing.site.wsgi import application

SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema())
SCHEMA.app = application
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests stay inside the test's transaction, as with Django's own test client."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def tokens(street: Street, one_connection: None) -> dict[str, str]:
    """One of each kind that can do something."""
    wanted = ("xuzhiqiang", "wangmin", "liting", "desk", "stranger")
    return {name: token_of(getattr(street, name), may_write=True) for name in wanted}


@SCHEMA.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_server_error(case: Any, tokens: dict[str, str], came_through: Callable[[str], None]) -> None:
    came_through("api")
    for token in tokens.values():
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)
