"""One throwaway PostgreSQL for a whole run; every test connects as the web role, as the site does."""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import django
import psycopg
import pytest

from yanxing.hosting.keys import ensure_keys

ROOT = Path(__file__).parents[2]
HOME = Path(tempfile.mkdtemp(prefix="yanxing-tests-"))
ensure_keys(HOME / "keys")
(HOME / "static").mkdir()  # the server of static files wants its folder
os.environ.update(
    YANXING_HOME=str(HOME),
    YANXING_KEYS=str(HOME / "keys"),
    YANXING_FILES=str(HOME / "files"),
    YANXING_CLOCK="demo:2024-09-20T13:30",
    YANXING_LIVE_STATIC="1",
    DJANGO_ALLOW_ASYNC_UNSAFE="1",  # Playwright keeps an event loop in the test's thread
    DATABASE_URL="postgresql://nobody@127.0.0.1:1/not-started",
    DJANGO_SETTINGS_MODULE="yanxing.site.settings",
)
django.setup()  # here, not by a setting of pytest: the environment above has to come first
TEMPLATE = "yanxing_made"


class Server:
    """The running cluster: addresses per role and copies of the migrated database."""

    def __init__(self, cluster: Any) -> None:
        self.cluster = cluster
        self._copies = 0

    def url(self, role: str, name: str) -> str:
        """role: owner, web or worker."""
        base: str = getattr(self.cluster, role)
        return base.rsplit("/", 1)[0] + "/" + name

    def copy(self, of: str = TEMPLATE) -> str:
        """A fresh database with every table and grant, or a copy of another one; about 60 ms."""
        self._copies += 1
        name = f"yanxing_copy_{self._copies}"
        with psycopg.connect(self.url("owner", "postgres"), autocommit=True) as owner:
            owner.execute(f"CREATE DATABASE {name} TEMPLATE {of}".encode())
        return name

    def drop(self, name: str) -> None:
        """The owner may not end other roles' connections; those closed a moment ago take another to go."""
        with psycopg.connect(self.url("owner", "postgres"), autocommit=True) as owner:
            for left in range(50, -1, -1):
                try:
                    owner.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
                except psycopg.errors.InsufficientPrivilege:
                    if not left:
                        raise
                    time.sleep(0.1)
                else:
                    return


def point_at(url: str) -> None:
    """Makes Django's default connection use another role or database."""
    from django.db import connection

    from yanxing.site import environment

    wanted = environment.database(url)
    connection.close()
    for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT"):
        connection.settings_dict[key] = wanted[key]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    from yanxing.hosting.throwaway import throwaway_database

    with ExitStack() as stack:
        yield Server(stack.enter_context(throwaway_database()))


@pytest.fixture(scope="session")
def django_db_setup(server: Server, django_db_blocker: Any) -> Iterator[None]:
    """Migrates once as the owner, then everything runs as the web role on a copy."""
    from django.db import connection

    with psycopg.connect(server.url("owner", "postgres"), autocommit=True) as owner:
        owner.execute(f"CREATE DATABASE {TEMPLATE}".encode())
    with django_db_blocker.unblock():
        point_at(server.url("owner", TEMPLATE))
        _make_tables(server)
        connection.close()  # a template in use cannot be copied
        point_at(server.url("web", server.copy()))
        yield
        connection.close()


def _make_tables(server: Server) -> None:
    """The migrations take ten seconds; what they made is kept in build/ until one of them changes."""
    from django.core.management import call_command

    kept = ROOT / f"build/test-tables/{_tables_digest()}.sql"
    address = server.url("owner", TEMPLATE)
    if kept.exists():
        _run("psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={kept}", address)
    else:
        call_command("migrate", verbosity=0)
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}")
        _run("pg_dump", "--no-privileges", f"--file={part}", address)
        part.rename(kept)
    call_command("prepare")


def _run(program: str, *args: str) -> None:
    from yanxing.hosting.binaries import find_binaries

    subprocess.run([find_binaries()[program], *args], check=True, stdout=subprocess.DEVNULL)


def _tables_digest() -> str:
    files = [*sorted((ROOT / "src/yanxing/records").rglob("*.py")), ROOT / "requirements.lock"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


@contextmanager
def own_database(server: Server, of: str = TEMPLATE, *, keep: bool = False) -> Iterator[str]:
    """A database of one's own for tests that really commit; Django points at it meanwhile."""
    from django.db import connection

    before = {key: connection.settings_dict[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    name = server.copy(of)
    point_at(server.url("web", name))
    try:
        yield name
    finally:
        connection.close()
        connection.settings_dict.update(before)
        if not keep:
            server.drop(name)


@pytest.fixture
def committed(server: Server, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """For threads, processes and browsers: a database where commits are real. Yields its name."""
    with django_db_blocker.unblock(), own_database(server) as name:
        yield name
