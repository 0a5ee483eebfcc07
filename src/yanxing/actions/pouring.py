"""Many rows in one statement: taken apart by the database, for lists that come by the ten thousand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Model

AT_ONCE = 5_000


def pour(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Inserts the rows (values in the order of `columns`, the names of the model's attributes).

    Columns left out take the database's default. Neither signals nor `save` are run; triggers are. As JSON:
    one text is quoted in a moment, arrays of fifty thousand are not, and COPY knows no row rules.
    """
    meta = model._meta  # noqa: SLF001
    fields = {field.attname: field for field in meta.concrete_fields}
    chosen: list[Any] = [fields[name] for name in columns]
    names = ", ".join(connection.ops.quote_name(field.column) for field in chosen)
    types = ", ".join(
        f"{connection.ops.quote_name(field.column)} "
        f"{field.rel_db_type(connection) or field.cast_db_type(connection)}"
        for field in chosen
    )
    sql = f"INSERT INTO {connection.ops.quote_name(meta.db_table)} ({names}) SELECT {names} FROM json_to_recordset(%s) AS given({types})"  # noqa: S608, E501 - names of our own tables
    keys = [field.column for field in chosen]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            part = [dict(zip(keys, row, strict=True)) for row in rows[start : start + AT_ONCE]]
            cursor.execute(sql, [json.dumps(part, ensure_ascii=False, default=_plain)])


def _plain(value: object) -> str:
    """Days and moments as ISO 8601, bytes in hex: as the database reads them."""
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def reserve_ids(model: type[Model], count: int) -> list[int]:
    """Numbers of the table's own sequence, for rows that other rows of the same drop point to."""
    table = model._meta.db_table  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
        )
        return [number for (number,) in cursor.fetchall()]
