"""Many rows in one statement: arrays unnested by the database, for lists that come by the ten thousand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import JSONField, Model
from psycopg.types.json import Jsonb

AT_ONCE = 5_000


def pour(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Inserts the rows (values in the order of `columns`, the names of the model's attributes).

    Columns left out take the database's default. Neither signals nor `save` are run; triggers are.
    """
    meta = model._meta  # noqa: SLF001
    fields = {field.attname: field for field in meta.concrete_fields}
    chosen = [fields[name] for name in columns]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in chosen)
    arrays = ", ".join(
        f"%s::{field.rel_db_type(connection) or field.cast_db_type(connection)}[]" for field in chosen
    )
    sql = f"INSERT INTO {connection.ops.quote_name(meta.db_table)} ({names}) SELECT * FROM unnest({arrays})"  # noqa: S608 - names of our own tables
    as_json = [isinstance(field, JSONField) for field in chosen]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            parts = zip(*rows[start : start + AT_ONCE], strict=True)
            given = [_json(part) if json else list(part) for part, json in zip(parts, as_json, strict=True)]
            cursor.execute(sql, given)


def _json(values: Iterable[Any]) -> list[Jsonb | None]:
    return [None if value is None else Jsonb(value) for value in values]


def reserve_ids(model: type[Model], count: int) -> list[int]:
    """Numbers of the table's own sequence, for rows that other rows of the same drop point to."""
    table = model._meta.db_table  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
        )
        return [number for (number,) in cursor.fetchall()]
