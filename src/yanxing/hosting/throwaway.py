"""A database for tests: up in about a second, gone without a trace, nothing durable in it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from yanxing.hosting.account import Account, service_account
from yanxing.hosting.binaries import SHARED_FOLDERS, Binaries, find_binaries
from yanxing.hosting.linking import link_copy
from yanxing.hosting.postgres import Cluster
from yanxing.hosting.processes import alive
from yanxing.hosting.roles import DATABASE, OWNER, SUPERUSER, WEB, WORKER, prepare

PREFIX = "yanxing-throwaway-"


@dataclass(frozen=True)
class Throwaway:
    """The addresses of one empty database, by role: `postgresql://…`. Only the owner may make databases."""

    owner: str
    web: str
    worker: str
    superuser: str
    database: str = DATABASE


@contextmanager
def throwaway_database(*, durable: bool = False) -> Iterator[Throwaway]:
    """An own server on a free port of loopback, in a folder of its own; stopped and removed at the end.

    `durable`: set up as an office's server is, for measuring.

    Ends with this process even when that is killed (Linux). Raises `HostingError`.
    """
    account = service_account()
    _remove_forsaken()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    try:
        cluster = Cluster(folder, _readable(find_binaries(), account, folder), account, throwaway=not durable)
        cluster.start()
        try:
            roles = cluster.roles
            prepare(roles, may_create_databases=True)
            yield Throwaway(
                roles.url(OWNER), roles.url(WEB), roles.url(WORKER), roles.url(SUPERUSER, "postgres")
            )
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_forsaken() -> None:
    """Folders of test runs that were killed: their servers have ended, the files are still there."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        run = folder.name.removeprefix(PREFIX).partition("-")[0]
        if run.isdigit() and not alive(int(run)):
            shutil.rmtree(folder, ignore_errors=True)


def _readable(binaries: Binaries, account: Account | None, folder: Path) -> Binaries:
    """The programs where the account can run them: in place, else linked beside the data."""
    programs = [Path(binaries["initdb"]), Path(binaries["postgres"])]
    if account is None or account.can_read(programs):
        return binaries
    packages = binaries.folder.parent.parent.parent
    own = folder / "programs"
    own.mkdir(mode=0o755)
    for name in SHARED_FOLDERS:
        if (packages / name).is_dir():
            link_copy(packages / name, own / name)
    return replace(binaries, folder=own / os.path.relpath(binaries.folder, packages))
