"""The one door into the database: a transaction that says who acts and how far they may look."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
from django.db import connection, transaction

from yanxing.access.actor import Actor

_SETTINGS = """
SELECT set_config('yanxing.account', %s, true), set_config('yanxing.person', %s, true),
       set_config('yanxing.roles', %s, true), set_config('yanxing.units', %s, true)
"""


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Opens the transaction and sets actor and scope for row-level security; pages, API, jobs and
    commands all come through here. Outside of it the sensitive tables are empty."""
    with transaction.atomic():
        narrow(actor)
        with pghistory.context(account=actor.account_id, door=actor.door):
            yield


def narrow(actor: Actor) -> None:
    """Sets the database's view for the current transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            _SETTINGS,
            [
                str(actor.account_id or ""),
                str(actor.person_id or ""),
                ",".join(sorted(actor.roles)),
                ",".join(map(str, sorted(actor.units))),
            ],
        )
