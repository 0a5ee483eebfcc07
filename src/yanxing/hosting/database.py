"""The database of a house: its own embedded one, or the office's server named by `DATABASE_URL`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from yanxing.hosting import roles
from yanxing.hosting.binaries import find_binaries
from yanxing.hosting.home import Home
from yanxing.hosting.postgres import Cluster


@dataclass(frozen=True)
class Addresses:
    """Where each role connects: `postgresql://…`."""

    owner: str
    web: str
    worker: str


class Database(Protocol):
    """What the tree asks of a database."""

    def start(self) -> Addresses:
        """Bring it up; raises `HostingError`."""
        ...

    def ended(self) -> bool:
        """Whether it has ended although it should run."""
        ...

    def empty(self) -> None:
        """Throw away everything in it."""
        ...

    def stop(self) -> None: ...


class Embedded:
    """Our own PostgreSQL in the state folder."""

    def __init__(self, home: Home) -> None:
        # What the user has set for another server (PGSSLMODE, PGHOST) must not reach this one.
        for name in [name for name in os.environ if name.startswith("PG")]:
            del os.environ[name]
        self._home = home
        self.cluster = Cluster(home.postgres, find_binaries())

    def start(self) -> Addresses:
        self.cluster.start()
        known = self.cluster.roles
        if not self._home.done("roles", _prepared()):
            roles.prepare(known)
            self._home.mark("roles", _prepared())
        return Addresses(known.url(roles.OWNER), known.url(roles.WEB), known.url(roles.WORKER))

    def ended(self) -> bool:
        return self.cluster.process is None or self.cluster.process.poll() is not None

    def empty(self) -> None:
        roles.recreate(self.cluster.roles)

    def stop(self) -> None:
        self.cluster.stop()


class External:
    """An office's own server; it is neither started nor stopped by us."""

    def start(self) -> Addresses:
        web = os.environ["DATABASE_URL"]
        owner = os.environ.get("DATABASE_OWNER_URL") or web
        return Addresses(owner, web, os.environ.get("DATABASE_WORKER_URL") or web)

    def ended(self) -> bool:
        return False

    def empty(self) -> None:
        raise NotImplementedError("an office's own data is never thrown away by a command")

    def stop(self) -> None:
        return


def database_for(home: Home) -> Database:
    """The demo always has its own: a DATABASE_URL that happens to be set may be another program's."""
    return External() if home.kind == "office" and os.environ.get("DATABASE_URL") else Embedded(home)


def _prepared() -> str:
    """Changes when what `roles.prepare` does may have changed."""
    return str(Path(roles.__file__).stat().st_size)
