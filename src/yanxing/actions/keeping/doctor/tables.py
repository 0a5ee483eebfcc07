"""The database, seen by its owner: roles, grants, row rules, migrations, files, seals, clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from yanxing.access import lock
from yanxing.access.clock import real_now
from yanxing.actions.keeping.doctor.finding import Finding
from yanxing.queries.filing import damaged_files

LONG_UNSEALED = timedelta(minutes=3)
"""The worker seals every minute; twice it may have been busy."""
AHEAD = timedelta(minutes=2)
OLDEST = 150000
_START_AGAIN = "请停站，删掉 stamps/tables 再启动：会重新授权。"
_ALL = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def look() -> Iterator[Finding]:
    """Every finding; nothing is changed. Django must be set up with the owner's address."""
    yield from _version()
    if late := _migrations():
        yield late
        return  # the rest would speak about tables that are not there yet
    yield from _roles()
    yield from _grants()
    yield from _row_rules()
    yield from _files()
    yield from _seals()
    yield from _jobs()


def _rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _version() -> Iterator[Finding]:
    if connection.connection is None:
        connection.ensure_connection()
    version = connection.connection.info.server_version
    if version < OLDEST:
        yield Finding(
            "server_version",
            f"数据库服务器是 PostgreSQL {version // 10000} 版，至少要 15 版。请升级。",
            f"The server is PostgreSQL {version // 10000}; 15 is the oldest that will do. Upgrade it.",
        )


def _migrations() -> Finding | None:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return None
    names = "、".join(f"{step.app_label}.{step.name}" for step, _ in waiting[:3])
    return Finding(
        "migrations",
        f"数据表还差 {len(waiting)} 步没有更新（{names}）。请停站再启动一次：启动时会更新。",
        f"{len(waiting)} migrations are missing ({names}). Stop and start the site: it brings them.",
    )


def _roles() -> Iterator[Finding]:
    strong = _rows(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND "
        "(rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)",
        list(lock.ROLES),
    )
    for (role,) in strong:
        plain = "NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION"
        yield Finding(
            "role_strong",
            f"数据库角色 {role} 权限过大，能绕过访问限制。请用超级用户执行：ALTER ROLE {role} {plain}",
            f"The role {role} may go around the locks. As a superuser: ALTER ROLE {role} {plain}",
        )
    members = _rows(
        "SELECT m.rolname, g.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member "
        "JOIN pg_roles g ON g.oid = a.roleid WHERE m.rolname = ANY(%s)",
        list(lock.ROLES),
    )
    for role, group in members:
        yield Finding(
            "role_member",
            f"数据库角色 {role} 属于 {group}，因此多了权限。请执行：REVOKE {group} FROM {role}",
            f"The role {role} is a member of {group}. Run: REVOKE {group} FROM {role}",
        )
    owned = _rows(
        "SELECT tableowner, tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = ANY(%s)",
        list(lock.ROLES),
    )
    for role, table in owned:
        yield Finding(
            "role_owns",
            f"网站的角色 {role} 是数据表 {table} 的主人，能删改任何行。"
            f"请用超级用户执行：ALTER TABLE {table} OWNER TO yanxing_owner",
            f"The role {role} owns the table {table}. "
            f"As a superuser: ALTER TABLE {table} OWNER TO yanxing_owner",
        )


def _grants() -> Iterator[Finding]:
    """What each role may do beyond what the lock says."""
    for table, category in lock.tables():
        allowed = set(lock.GRANTS[category].replace(",", " ").split())
        for role in lock.ROLES:
            more = allowed | ({"INSERT"} if (table, role) in lock.MORE else set())
            held = {
                right
                for right, has in zip(_ALL, _rights(role, table), strict=True)
                if has and right not in more
            }
            if held:
                rights = ", ".join(sorted(held))
                yield Finding(
                    "grant_wide",
                    f"角色 {role} 对数据表 {table} 多了权限 {rights}。{_START_AGAIN}",
                    f"The role {role} may {rights} on {table} and should not. "
                    "Stop the site, remove stamps/tables, start again.",
                )


def _rights(role: str, table: str) -> tuple[bool, ...]:
    asked = ", ".join(f"has_table_privilege(%s, %s, '{right}')" for right in _ALL)
    return _rows(f"SELECT {asked}", *[role, f'public."{table}"'] * len(_ALL))[0]


def _row_rules() -> Iterator[Finding]:
    ruled = [*lock.ROW_RULES, "records_auditentry"]
    off = _rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = ANY(%s) "
        "AND (NOT relrowsecurity OR NOT EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = pg_class.oid))",
        ruled,
    )
    for (table,) in off:
        yield Finding(
            "row_rules_off",
            f"数据表 {table} 的行级限制关着，网站能看到本不该看到的行。"
            "请停站，删掉 stamps/tables 再启动：会重新打开。",
            f"The row rules of {table} are off. Remove stamps/tables and start the site again.",
        )


def _files() -> Iterator[Finding]:
    words = {"missing": ("不见了", "is gone"), "changed": ("被改动过", "was changed")}
    for trouble in damaged_files():
        zh, en = words[trouble.why]
        yield Finding(
            f"file_{trouble.why}",
            f"第 {trouble.file_id} 号文件{zh}。请从备份里取回 files/…/{trouble.sha256}",
            f"File {trouble.file_id} {en}. Take files/…/{trouble.sha256} back from a backup.",
        )


def _seals() -> Iterator[Finding]:
    ((tail, ahead),) = _rows(
        "SELECT count(*) FILTER (WHERE id > coalesce((SELECT max(last_entry) FROM records_auditseal), 0) "
        "AND real_at < %s), count(*) FILTER (WHERE real_at > %s) FROM records_auditentry",
        real_now() - LONG_UNSEALED,
        real_now() + AHEAD,
    )
    if tail:
        yield Finding(
            "unsealed",
            f"有 {tail} 条留痕超过三分钟没有封存，后台任务可能停了。请看 log/worker.log，并重新启动。",
            f"{tail} entries of the trail wait for their seal: the worker may be down. See log/worker.log.",
        )
    if ahead:
        yield Finding(
            "clock_off",
            f"有 {ahead} 条留痕的时间在将来：时钟被拨回过。请校准（timedatectl set-ntp true）。",
            f"{ahead} entries of the trail lie in the future: the clock was set back. "
            "Set it right (timedatectl set-ntp true).",
        )


def _jobs() -> Iterator[Finding]:
    failed = _rows("SELECT task_name, count(*) FROM procrastinate_jobs WHERE status = 'failed' GROUP BY 1")
    for name, number in failed:
        yield Finding(
            "job_failed",
            f"后台任务 {name} 有 {number} 次失败。原因在 log/worker.log。",
            f"The job {name} failed {number} times. The reason is in log/worker.log.",
        )
