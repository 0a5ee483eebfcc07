"""The database's second lock: what web and worker may do to each table, and who sees sensitive rows.

Applied by the owner after every migration; idempotent. Each table stands in exactly one category below;
a table that stands in none fails the start (and a test).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper

Category = Literal["fact", "kept", "session", "history", "audit", "read"]

GRANTS: dict[Category, str] = {
    "fact": "SELECT, INSERT",  # append-only: a mistake is answered by a later row
    "kept": "SELECT, INSERT, UPDATE",
    "session": "SELECT, INSERT, UPDATE, DELETE",  # logins, drafts, jobs
    "history": "",  # filled by definer triggers only
    "audit": "SELECT, INSERT",
    "read": "SELECT",
}

FACTS = frozenset({
    "SubjectFact", "CheckIn", "AttendanceMark", "OnlineEvidence", "MatterStep", "Posting", "SessionChange",
    "MessageCopy", "PolicyValue", "ReadingConfirmation", "WarningConfirmation", "PaperDecision",
    "DocumentNumber", "DocumentBasis", "CalendarDay", "SettledRun", "RunRow", "SelfConfirmation",
    "ManualFigure", "Evaluation", "LedgerAccount", "NoticeAnnex", "OfflineConflict",
})  # fmt: skip
DRAFTS = frozenset({
    "ImportRow", "ImportBatch", "ImportBatch_files", "HeaderMapping", "CollectionBinding", "CodeTry",
})  # fmt: skip
# Who is excused, without why: whoever runs a hall may see that much. A view reads with its owner's rights.
VIEWS = ("records_excused",)

# Rows of these are visible only through the settings of access.acting: an empty setting sees nothing.
_UNITS = "string_to_array(nullif(current_setting('yanxing.units', true), ''), ',')::bigint[]"
_ROLES = "string_to_array(nullif(current_setting('yanxing.roles', true), ''), ',')"
_PERSON = "nullif(current_setting('yanxing.person', true), '')::bigint"
_IN_UNITS = "(SELECT home_unit_id FROM records_subject WHERE id = {person}) = ANY({units})"
_OFFICER = f"{_ROLES} && ARRAY['officer']"
_OVERSEES = f"{_ROLES} && ARRAY['officer','leader']"
_LEADS = f"{_ROLES} && ARRAY['officer','leader','secretary','clerk']"

ROW_RULES: dict[str, str] = {
    "records_identitysecret": f"person_id = {_PERSON} OR ({_OFFICER} AND "
    + _IN_UNITS.format(person="person_id", units=_UNITS)
    + ")",
    "records_excuse": f"person_id = {_PERSON} OR ({_LEADS} AND "
    + _IN_UNITS.format(person="person_id", units=_UNITS)
    + ")",
    "records_evaluation": f"person_id = {_PERSON} OR ({_OVERSEES} AND "
    + _IN_UNITS.format(person="person_id", units=_UNITS)
    + ")",
}
AUDIT_READ = f"{_ROLES} && ARRAY['audit_admin']"
# Everybody may know who had their sealed details shown.
ABOUT_ME = f"act = 'secret.reveal' AND object_kind = 'person' AND object_id = ({_PERSON})::text"
ROLES = ("yanxing_web", "yanxing_worker")
MORE = frozenset({("records_auditseal", "yanxing_worker")})
"""Where a role may INSERT beyond its category: the worker adds seals, and nothing more."""


def category_of(app: str, model: str) -> Category:
    if app == "records":
        return _ours(model)
    if app == "pghistory":
        return "history"
    if app in {"contenttypes", "migrations"}:
        return "read"
    return "session"


def _ours(model: str) -> Category:
    if model == "AuditEntry":
        return "audit"
    if model == "AuditSeal":
        return "read"
    if model.endswith("Event"):
        return "history"
    if model in FACTS:
        return "fact"
    return "session" if model in DRAFTS else "kept"


def tables() -> Iterator[tuple[str, Category]]:
    """Every table of the database with its category."""
    models = {
        model._meta.db_table: model._meta  # noqa: SLF001
        for model in apps.get_models(include_auto_created=True)
    }
    for table in connection.introspection.table_names():
        meta = models.get(table)
        if meta is not None:
            yield table, category_of(meta.app_label, meta.object_name or "")
        else:
            yield table, "read" if table == "django_migrations" else "session"


def apply() -> None:
    """Grants, row rules and definer triggers, as the owner of the tables."""
    with connection.cursor() as cursor:
        for role in ROLES:
            cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
            cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
        for table, category in tables():
            _grant(cursor, table, category)
        for table, rule in ROW_RULES.items():
            _row_rule(cursor, table, rule, rule)
        for view in VIEWS:
            _grant(cursor, view, "read")
        _row_rule(cursor, "records_auditentry", AUDIT_READ, "true")
        _seal_for_the_sealer(cursor)
        _definer_triggers(cursor)


def _grant(cursor: CursorWrapper, table: str, category: Category) -> None:
    for role in ROLES:
        cursor.execute(f'REVOKE ALL ON "{table}" FROM {role}')
        if GRANTS[category]:
            cursor.execute(f'GRANT {GRANTS[category]} ON "{table}" TO {role}')


def _row_rule(cursor: CursorWrapper, table: str, seen: str, written: str) -> None:
    cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    for name, clause in (
        ("seen", f"FOR SELECT USING ({seen})"),
        ("added", f"FOR INSERT WITH CHECK ({written})"),
        ("changed", f"FOR UPDATE USING ({seen}) WITH CHECK ({written})"),
    ):
        cursor.execute(f"DROP POLICY IF EXISTS {name} ON {table}")
        cursor.execute(f"CREATE POLICY {name} ON {table} {clause}")


def _seal_for_the_sealer(cursor: CursorWrapper) -> None:
    """The worker seals the trail: it reads all of it and adds seals, and nothing more."""
    cursor.execute("DROP POLICY IF EXISTS about_me ON records_auditentry")
    cursor.execute(f"CREATE POLICY about_me ON records_auditentry FOR SELECT USING ({ABOUT_ME})")
    cursor.execute("DROP POLICY IF EXISTS sealed ON records_auditentry")
    cursor.execute("CREATE POLICY sealed ON records_auditentry FOR SELECT TO yanxing_worker USING (true)")
    for table, role in MORE:
        cursor.execute(f"GRANT INSERT ON {table} TO {role}")


def _definer_triggers(cursor: CursorWrapper) -> None:
    """History is written with the owner's rights: the web role has none on history tables."""
    cursor.execute(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "WHERE n.nspname = 'public' AND (p.proname LIKE 'pgtrigger_%' OR p.proname LIKE '_pgh_%')"
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f"ALTER FUNCTION {name} SECURITY DEFINER SET search_path = public, pg_temp")
