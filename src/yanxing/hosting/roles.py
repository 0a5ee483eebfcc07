"""Who may connect to the embedded database: an owner for migrations, and two roles that own nothing."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from yanxing.hosting.private import write_private

if TYPE_CHECKING:
    import psycopg

DATABASE = "yanxing"
SUPERUSER = "yanxing_super"
OWNER = "yanxing_owner"
WEB = "yanxing_web"
WORKER = "yanxing_worker"
PLAIN = "LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS"


@dataclass(frozen=True)
class Roles:
    """The roles with their passwords, on one port of this machine."""

    passwords: dict[str, str]
    port: int

    def url(self, role: str, database: str = DATABASE) -> str:
        """`postgresql://role:password@127.0.0.1:port/yanxing`."""
        return f"postgresql://{role}:{self.passwords[role]}@127.0.0.1:{self.port}/{database}"


def ensure_passwords(path: Path) -> dict[str, str]:
    """The passwords kept in `path` (0600, JSON); made at random the first time."""
    if path.exists():
        kept: dict[str, str] = json.loads(path.read_text("utf-8"))
        return kept
    made = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, OWNER, WEB, WORKER)}
    write_private(path, json.dumps(made, indent=1).encode())
    return made


def prepare(roles: Roles, *, may_create_databases: bool = False) -> None:
    """Make or mend the roles and the database; may be done any number of times.

    `may_create_databases` lets the owner make the databases of tests.
    """
    import psycopg  # noqa: PLC0415 - a warm start does without it

    with psycopg.connect(roles.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        for role in (OWNER, WEB, WORKER):
            _prepare_role(connection, role, roles.passwords[role])
        if may_create_databases:
            connection.execute(f"ALTER ROLE {OWNER} CREATEDB")
        _prepare_database(connection)


def recreate(roles: Roles) -> None:
    """Throw the database away and make it anew, empty."""
    import psycopg  # noqa: PLC0415 - seldom

    with psycopg.connect(roles.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        _prepare_database(connection)


def _prepare_role(connection: psycopg.Connection[tuple[object, ...]], role: str, password: str) -> None:
    # The verifier is computed here, so that the password never reaches the server's memory or log.
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
        connection.execute(f"CREATE ROLE {role}")
    connection.execute(f"ALTER ROLE {role} {PLAIN} NOCREATEDB PASSWORD '{verifier}'")


def _prepare_database(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
        connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
    connection.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
    connection.execute(f"GRANT CONNECT ON DATABASE {DATABASE} TO {WEB}, {WORKER}")
