"""A played street grown: every row about a person once more for each new person, in a few statements.

New people live in new neighbourhoods of `bench.books.NEIGHBOURHOOD` each, spread over the areas.
"""

from __future__ import annotations

from typing import Any

from bench.books import NEIGHBOURHOOD

OWN_UNIT = frozenset({"unit_id", "home_unit_id"})


def grow(people: int) -> None:
    """Until the roster has so many. As the owner of the tables."""
    from django.db import connection, transaction  # noqa: PLC0415

    from yanxing.records import models as m  # noqa: PLC0415

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_person WHERE NOT is_external")
        missing = people - int(cursor.fetchone()[0])
        if missing <= 0:
            return
        cursor.execute(_MAPS, {"missing": missing, "each": NEIGHBOURHOOD})
        for model, person in (
            (m.Subject, "id"), (m.Person, "subject_id"), (m.Account, "person_id"),
            (m.Appointment, "person_id"), (m.TierSpell, "person_id"), (m.ServiceSpell, "person_id"),
            (m.Credential, "person_id"),
            (m.SubjectFact, "subject_id"), (m.IdentitySecret, "person_id"), (m.Expected, "person_id"),
            (m.CheckIn, "person_id"), (m.AttendanceOutcome, "person_id"), (m.Evaluation, "person_id"),
            (m.RunRow, "subject_id"), (m.LedgerAccount, "subject_id"), (m.FactRequest, "person_id"),
        ):  # fmt: skip
            cursor.execute(_copied(model, person))
        cursor.execute(_POSTINGS)
        cursor.execute(_MATTERS)
        cursor.execute(_TRAIL)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


_MAPS = """
CREATE TEMP TABLE grown_unit ON COMMIT DROP AS
SELECT nextval(pg_get_serial_sequence('records_subject', 'id')) AS new, i,
    (SELECT array_agg(subject_id ORDER BY subject_id) FROM records_unit WHERE kind = 'area') AS areas
FROM generate_series(0, (%(missing)s - 1) / %(each)s) i;
INSERT INTO records_subject (id, kind) SELECT new, 'unit' FROM grown_unit;
INSERT INTO records_unit (subject_id, kind, name, short_name, subject_line, position)
SELECT new, 'neighbourhood', '新村' || new || '居民区', '新村' || new, '', 100 FROM grown_unit;
UPDATE records_subject s SET home_unit_id = s.id FROM grown_unit g WHERE g.new = s.id;
INSERT INTO records_unitspell (unit_id, parent_id, since)
SELECT new, areas[1 + i %% cardinality(areas)], '2020-01-01' FROM grown_unit;
CREATE TEMP TABLE grown ON COMMIT DROP AS
WITH old AS (
    SELECT subject_id AS id, row_number() OVER (ORDER BY subject_id) - 1 AS n, count(*) OVER () AS total
    FROM records_person WHERE NOT is_external
)
SELECT nextval(pg_get_serial_sequence('records_subject', 'id')) AS new, old.id AS old, u.new AS unit
FROM generate_series(0, %(missing)s - 1) AS n(i)
JOIN old ON old.n = n.i %% old.total
JOIN grown_unit u ON u.i = n.i / %(each)s;
CREATE INDEX ON grown (old);
ANALYZE grown;
"""


def _copied(model: Any, person: str) -> str:
    table = model._meta.db_table  # noqa: SLF001
    names: list[str] = []
    values: list[str] = []
    for field in model._meta.concrete_fields:  # noqa: SLF001
        column = field.column
        if field.primary_key and column != person:
            continue
        names.append(f'"{column}"')
        values.append(_value(model.__name__, column, person))
    return (
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} "  # noqa: S608 - our own names
        f"FROM {table} t JOIN grown g ON t.{person} = g.old"
    )


def _value(model: str, column: str, person: str) -> str:
    if column == person:
        return "g.new"
    if column in OWN_UNIT:
        return "g.unit"
    if column in ("staff_number", "username"):
        return "'g' || g.new"
    if column == "blind_index":
        return "sha256(('g' || g.new || t.kind)::bytea)"
    if (model, column) == ("RunRow", "key"):
        return "replace(t.key, g.old::text, g.new::text)"
    if (model, column) == ("Credential", "number"):
        return "CASE WHEN t.number = '' THEN '' ELSE t.number || g.new END"
    return f't."{column}"'


_POSTINGS = """
INSERT INTO records_posting (account_id, key, numerator, denominator, dated, text, session_id,
    posted_by_id, posted_at)
SELECT a.id, p.key, p.numerator, p.denominator, p.dated, p.text, p.session_id, p.posted_by_id, p.posted_at
FROM records_posting p
JOIN records_ledgeraccount o ON o.id = p.account_id
JOIN grown g ON g.old = o.subject_id
JOIN records_ledgeraccount a ON a.subject_id = g.new AND a.document_id = o.document_id AND a.ledger = o.ledger
    AND a.account = o.account AND a.year IS NOT DISTINCT FROM o.year
WHERE p.reverses_id IS NULL
"""
_MATTERS = """
CREATE TEMP TABLE grown_matter ON COMMIT DROP AS
SELECT nextval(pg_get_serial_sequence('records_matter', 'id')) AS new, m.id AS old, g.new AS person, g.unit
FROM records_matter m JOIN grown g ON g.old = m.person_id;
INSERT INTO records_matter (id, document_id, flow, number, person_id, unit_id, state, step, waits_for, due_at,
    result, opened_by_id, opened_at, closed_at, stored, revision)
SELECT g.new, document_id, flow, 'G' || g.new, g.person, g.unit, state, step, waits_for, due_at, result,
    opened_by_id, opened_at, closed_at, stored, revision
FROM records_matter m JOIN grown_matter g ON g.old = m.id;
INSERT INTO records_matterstep (matter_id, ordinal, step, party, answer, reason, done_by_id, done_at)
SELECT g.new, ordinal, step, party, answer, reason, done_by_id, done_at
FROM records_matterstep s JOIN grown_matter g ON g.old = s.matter_id;
INSERT INTO records_excuse (matter_id, session_id, person_id, kind, reason, proof_id, granted, withdrawn)
SELECT g.new, session_id, g.person, kind, reason, proof_id, granted, withdrawn
FROM records_excuse e JOIN grown_matter g ON g.old = e.matter_id;
"""
_TRAIL = """
INSERT INTO records_auditentry (at, real_at, account_id, person_id, post_id, door, act, object_kind,
    object_id, unit_id, reason, detail)
SELECT e.at, e.real_at, e.account_id, g.new, e.post_id, e.door, e.act, e.object_kind,
    CASE WHEN e.object_kind = 'person' THEN g.new::text ELSE e.object_id END, g.unit, e.reason, e.detail
FROM records_auditentry e JOIN grown g ON e.object_kind = 'person' AND e.object_id = g.old::text
"""
