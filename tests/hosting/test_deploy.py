"""An office's own server: roles as `deploy/roles.sql` makes them, the site run on them by `DATABASE_URL`."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.hosting.ground import ground, listeners
from tests.hosting.house import House

from yanxing.hosting.account import service_account
from yanxing.hosting.binaries import find_binaries
from yanxing.hosting.postgres import Cluster
from yanxing.hosting.processes import wait_until
from yanxing.hosting.roles import SUPERUSER

SQL = Path(__file__).parent.parent.parent / "deploy/roles.sql"
ROLES = ("yanxing_owner", "yanxing_web", "yanxing_worker")


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    """A PostgreSQL that somebody else runs."""
    with ground() as folder:
        made = Cluster(folder, find_binaries(), service_account())
        lines = [line.partition("--")[0] for line in SQL.read_text("utf-8").splitlines()]
        text = "\n".join(line for line in lines if not line.startswith("\\"))
        made.start()
        with psycopg.connect(made.roles.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            for statement in filter(None, map(str.strip, text.split(";"))):
                connection.execute(statement)
            for role in ROLES:  # what psql's \password does
                connection.execute(f"ALTER ROLE {role} PASSWORD '{made.roles.passwords[role]}'")
        yield made
        made.stop()


@pytest.fixture(scope="module")
def house(server: Cluster) -> Iterator[House]:
    made = House()
    names = ("DATABASE_OWNER_URL", "DATABASE_URL", "DATABASE_WORKER_URL")
    made.environment = {name: server.roles.url(role) for name, role in zip(names, ROLES, strict=True)}
    try:
        made.start()
        yield made
    finally:
        made.remove()


def test_the_site_runs_on_it_and_starts_no_database_of_its_own(house: House, server: Cluster) -> None:
    assert house.answers()
    assert not (house.folder / "postgres").exists()
    with psycopg.connect(server.roles.url("yanxing_owner")) as connection:
        owners = connection.execute(
            "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
    assert owners == [("yanxing_owner",)]


def test_stopping_the_site_leaves_the_server(house: House, server: Cluster) -> None:
    assert house.stop() == 0
    assert listeners(server.roles.port)
    house.start()
    assert wait_until(house.answers, 60)
