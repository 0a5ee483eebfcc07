"""What a database holds, in figures that do not depend on where it lies: rows and a digest of each table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

Connection = psycopg.Connection[tuple[object, ...]]

_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY c.relname
"""
_DIGEST = """
SELECT count(*), coalesce(encode(sha256(string_agg(row, ''::bytea ORDER BY row)), 'hex'), '')
FROM (SELECT sha256(convert_to(t::text, 'UTF8')) AS row FROM {table} t) rows
"""
# The text of a row must be the same on every server.
_SPELLING = """
SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres';
SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'
"""


@contextmanager
def snapshot(url: str) -> Iterator[tuple[Connection, str]]:
    """One consistent view of the database, as its owner; with the name `pg_dump` joins it by."""
    with psycopg.connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        found = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert found is not None  # noqa: S101 - a function without FROM answers one row
        yield connection, str(found[0])


def table_names(connection: Connection) -> list[str]:
    """Every table of ours."""
    return [str(name) for (name,) in connection.execute(_TABLES)]


def contents(connection: Connection) -> dict[str, list[object]]:
    """table → [rows, digest over all rows whatever their order]."""
    connection.execute(_SPELLING)
    found: dict[str, list[object]] = {}
    for name in table_names(connection):
        row = connection.execute(sql.SQL(_DIGEST).format(table=sql.Identifier("public", name))).fetchone()
        found[name] = list(row or ())
    return found
