"""Commands about one house, typed as its user does; and its database, as the owner sees it."""

import subprocess
import tempfile
from pathlib import Path

import psycopg
from tests.hosting.house import House

from yanxing.hosting.roles import OWNER, Roles, ensure_passwords


def shared_folder() -> Path:
    """Where the account of the house can come in too: pytest's own folders are closed to it."""
    folder = Path(tempfile.mkdtemp(prefix="yanxing-backups-"))
    folder.chmod(0o777)
    return folder


def kept(house: House, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """A command of this house, as its user types it."""
    return subprocess.run(
        [*house.program(), *map(str, words)],
        env=house.environment_of_command(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def owner(house: House) -> psycopg.Connection[tuple[object, ...]]:
    return as_role(house, OWNER)


def as_role(house: House, role: str, database: str = "yanxing") -> psycopg.Connection[tuple[object, ...]]:
    known = Roles(ensure_passwords(house.folder / "postgres/passwords.json"), house.database_port())
    return psycopg.connect(known.url(role, database), autocommit=True)
