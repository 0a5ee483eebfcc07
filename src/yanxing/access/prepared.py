"""Statements asked many times a second: planned once a connection, then only run.

Planning takes several times as long as running them, and Django plans anew each time. EXECUTE is a statement
like any other: what counts or watches statements sees it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db import connection

_PLACE = re.compile(r"%\((\w+)\)s")


class Prepared:
    """One statement with places `%(name)s`, each with its SQL type.

    `Prepared("yx_actor", "SELECT … WHERE id = %(account)s", account="bigint").one({"account": 7})`
    """

    def __init__(self, name: str, statement: str, /, **types: str) -> None:
        numbers = {place: number for number, place in enumerate(types, 1)}
        body = _PLACE.sub(lambda found: f"${numbers[found[1]]}", statement)
        self._name = name
        self.preparation = f"PREPARE {name} ({', '.join(types.values())}) AS {body}"
        self._execution = f"EXECUTE {name} ({', '.join(f'%({place})s' for place in types)})"

    def one(self, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """The first row, or None. A transaction that is rolled back leaves the plan where it is."""
        with connection.cursor() as cursor:
            driver = connection.connection
            known: set[str] = driver.__dict__.setdefault("yanxing_prepared", set())
            if self._name not in known:
                driver.execute(self.preparation)
                known.add(self._name)
            cursor.execute(self._execution, dict(values))
            row: tuple[Any, ...] | None = cursor.fetchone()
            return row
