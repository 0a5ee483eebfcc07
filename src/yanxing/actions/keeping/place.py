"""Reaching the database of a house, whether it is running or at rest."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from yanxing.hosting import roles
from yanxing.hosting.database import Addresses, Database, database_for
from yanxing.hosting.home import Home
from yanxing.hosting.problem import HostingError
from yanxing.hosting.roles import Roles, ensure_passwords


def has_own_server(home: Home) -> bool:
    """Whether the database is the embedded one and not an office's server."""
    return home.kind == "demo" or not os.environ.get("DATABASE_URL")


def is_running(home: Home) -> bool:
    """Whether a supervisor holds the house."""
    try:
        with (home.folder / "lock").open("r+", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def running_addresses(home: Home) -> Addresses:
    """Where the embedded server of a running house is. Raises `HostingError`."""
    try:
        port = int((home.postgres / "port").read_text("ascii"))
        known = Roles(ensure_passwords(home.postgres / "passwords.json"), port)
    except (OSError, ValueError) as problem:
        raise HostingError(
            f"{home.postgres} 里没有数据库的端口和口令。请先启动一次：yanxing serve",
            f"{home.postgres} holds neither port nor passwords. Start the house once: yanxing serve",
        ) from problem
    return Addresses(*(known.url(role) for role in (roles.OWNER, roles.WEB, roles.WORKER)))


@contextmanager
def reached(home: Home) -> Iterator[Addresses]:
    """The addresses of the database. A house at rest is held and its database started meanwhile.

    Raises `HostingError` when there is no house, or its database does not start.
    """
    _demand_house(home)
    if has_own_server(home) and is_running(home):
        yield running_addresses(home)
    elif has_own_server(home):
        with at_rest(home) as (_, addresses):
            yield addresses
    else:
        yield database_for(home).start()


@contextmanager
def at_rest(home: Home) -> Iterator[tuple[Database, Addresses]]:
    """Holds a house that is not running, with its database up. Raises `HostingError` when it runs."""
    with home.open():
        database = database_for(home)
        try:
            yield database, database.start()
        finally:
            with suppress(ProcessLookupError):
                database.stop()


def _demand_house(home: Home) -> None:
    if not home.folder.is_dir():
        raise HostingError(
            f"{home.folder} 不存在，这里没有雁行的数据。数据在别处时，请在 YANXING_HOME 里写上那个文件夹。",
            f"{home.folder} does not exist: no house is here. Name its folder in YANXING_HOME.",
        )
