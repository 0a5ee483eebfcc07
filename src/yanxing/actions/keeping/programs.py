"""Running PostgreSQL's own programs: the password in the environment, never on a command line."""

from __future__ import annotations

import os
import subprocess
from urllib.parse import parse_qsl, unquote, urlsplit

from yanxing.hosting.binaries import Binaries
from yanxing.hosting.problem import HostingError

_SPOKEN_BY_LIBPQ = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "options": "PGOPTIONS"}


def run(binaries: Binaries, program: str, url: str, *words: str) -> None:
    """Raises `HostingError` with the end of what the program said."""
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, arguments of our own
        [binaries[program], "--no-password", *words],
        env=_environment(url),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = "\n".join(done.stderr.strip().splitlines()[-6:])
        raise HostingError(f"{program} 没有完成：\n{said}", f"{program} did not finish:\n{said}")


def _environment(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    more = {
        _SPOKEN_BY_LIBPQ[name]: value for name, value in parse_qsl(parts.query) if name in _SPOKEN_BY_LIBPQ
    }
    return os.environ | {
        "LC_ALL": "C",
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
        **more,
    }
