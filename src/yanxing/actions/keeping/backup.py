"""A backup: one consistent moment of the database, the files, and a manifest that proves both.

The files are copied after the database's moment: a file is on disk before the row that names it is.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from yanxing import __version__
from yanxing.actions.keeping import keys_apart, manifest, programs
from yanxing.actions.keeping.contents import contents, snapshot
from yanxing.actions.keeping.place import reached
from yanxing.hosting.binaries import find_binaries
from yanxing.hosting.home import Home
from yanxing.hosting.problem import HostingError

FOLDERS = ("files", "heads")
SINGLE = ("clock",)
"""What lies beside the database and cannot be made again."""


@dataclass(frozen=True)
class Saved:
    """What a backup holds, and the digest of its manifest to be noted down elsewhere."""

    tables: int
    rows: int
    files: int
    digest: str


def back_up(home: Home, folder: Path, *, keys: Path | None, made_at: datetime) -> Saved:
    """Writes a whole backup into `folder`, new or empty, and the keys into a file of their own if asked.

    Works while the house runs. Raises `HostingError`; what was written by then is removed again.
    """
    if keys is not None:
        keys_apart.check_target(keys, folder)
    fresh = _open(folder)
    try:
        with reached(home) as addresses, snapshot(addresses.owner) as (connection, name):
            binaries = find_binaries()
            target = f"--file={folder / manifest.DUMP}"
            options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={name}", target]
            programs.run(binaries, "pg_dump", addresses.owner, *options)
            tables = contents(connection)
        _copy(home.folder, folder)
        written = manifest.Manifest(
            manifest.FORMAT, home.kind, __version__, made_at.isoformat(), binaries.version,
            manifest.files_in(folder), tables, manifest.fingerprints(home.keys),
        )  # fmt: skip
        digest = manifest.write(folder, written)
        if keys is not None:
            keys_apart.save(home.keys, keys)
    except OSError as problem:
        _forget(folder, fresh)
        raise HostingError(
            f"备份没有写成：{problem.strerror}（{problem.filename or folder}）。请检查磁盘空间和权限。",
            f"The backup was not written: {problem.strerror} ({problem.filename or folder}). Check the disk.",
        ) from problem
    except BaseException:
        _forget(folder, fresh)
        raise
    rows = sum(int(str(count)) for count, _ in tables.values())
    return Saved(len(tables), rows, len(written.files) - 1, digest)


def _open(folder: Path) -> bool:
    """The folder, 0700; whether it is new."""
    try:
        fresh = not folder.exists()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        filled = any(folder.iterdir())
    except OSError as problem:
        raise HostingError(
            f"备份文件夹 {folder} 用不了：{problem.strerror}。",
            f"The folder {folder} cannot be used: {problem.strerror}.",
        ) from problem
    if filled:
        raise HostingError(
            f"{folder} 里已经有东西，备份不会覆盖它。请另写一个文件夹，例如按日期命名。",
            f"{folder} is not empty and a backup replaces nothing. Name another folder, say the day's date.",
        )
    return fresh


def _copy(house: Path, folder: Path) -> None:
    for name in FOLDERS:
        if (house / name).is_dir():
            # A file being written has another name until it is whole.
            shutil.copytree(house / name, folder / name, ignore=shutil.ignore_patterns("part-*"))
    for name in SINGLE:
        if (house / name).is_file():
            shutil.copy2(house / name, folder / name)


def _forget(folder: Path, fresh: bool) -> None:
    with suppress(OSError):
        for each in folder.iterdir():
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        if fresh:
            folder.rmdir()
