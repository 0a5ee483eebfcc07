"""Restoring into an empty office: checked before anything is touched, proven by digests afterwards."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg

from yanxing.actions.keeping import keys_apart, manifest, programs
from yanxing.actions.keeping.backup import FOLDERS, SINGLE
from yanxing.actions.keeping.contents import contents, snapshot, table_names
from yanxing.actions.keeping.place import at_rest, has_own_server
from yanxing.hosting.binaries import find_binaries
from yanxing.hosting.database import Database
from yanxing.hosting.home import Home
from yanxing.hosting.private import private_folder
from yanxing.hosting.problem import HostingError

_SIGNS_OF_LIFE: dict[str, LiteralString] = {
    "records_account": "SELECT 1 FROM records_account LIMIT 1",
    "records_auditentry": "SELECT 1 FROM records_auditentry LIMIT 1",
}


@dataclass(frozen=True)
class Restored:
    """What came back; all of it compared with the manifest."""

    tables: int
    rows: int
    files: int
    made_at: str


def restore(home: Home, folder: Path, *, keys: Path | None) -> Restored:
    """Brings a backup back into a house that is at rest and holds nothing yet.

    Raises `HostingError`: the backup is damaged, the keys are others, the house runs or is not empty, or what
    came back differs from the manifest. Then the house is empty as before.
    """
    known = manifest.read(folder)
    _demand_kind(home, known)
    manifest.check(folder, known)
    given = keys_apart.load(keys) if keys is not None else None
    with at_rest(home) as (database, addresses):
        _demand_empty(home, addresses.owner)
        keys_apart.demand_the_same(_keys_of(home, given), known.keys)
        if given is not None:
            keys_apart.put(home.keys, given)
        try:
            _bring(home, folder, known, database, addresses.owner)
        except BaseException:
            _clear(home, database, addresses.owner)
            raise
    home.unmark("tables")  # the next start brings them up to date and grants anew
    if home.kind == "demo":
        home.mark("street", "played")
    rows = sum(int(count) for count, _ in known.tables.values())
    return Restored(len(known.tables), rows, len(known.files) - 1, known.made_at)


def _bring(home: Home, folder: Path, known: manifest.Manifest, database: Database, owner: str) -> None:
    if has_own_server(home):
        database.empty()
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    name = f"--dbname={_name(owner)}"
    programs.run(find_binaries(), "pg_restore", owner, *options, name, str(folder / manifest.DUMP))
    with snapshot(owner) as (connection, _):
        _compare(contents(connection), known.tables)
    for part in FOLDERS:
        if (folder / part).is_dir():
            _copy(folder / part, home.folder / part)
    for part in SINGLE:
        if (folder / part).is_file():
            shutil.copyfile(folder / part, home.folder / part)
    _compare_files(home, known)


def _copy(source: Path, target: Path) -> None:
    private_folder(target)
    shutil.copytree(source, target, dirs_exist_ok=True, copy_function=shutil.copyfile)
    for folder, _, files in os.walk(target):
        Path(folder).chmod(0o700)
        for each in files:
            Path(folder, each).chmod(0o600)


def _compare(found: dict[str, list[object]], wanted: dict[str, list[object]]) -> None:
    wrong = sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
    if wrong:
        raise _differs("、".join(wrong[:5]), ", ".join(wrong[:5]))


def _compare_files(home: Home, known: manifest.Manifest) -> None:
    for name, (_, digest) in known.files.items():
        if name != manifest.DUMP and manifest.sha256_of(home.folder / name) != digest:
            raise _differs(name, name)


def _differs(zh: str, en: str) -> HostingError:
    return HostingError(
        f"恢复出来的内容和清单不一致，已全部撤回：{zh}。请把这几个名字报给管理员。",
        f"What came back differs from the manifest and was taken back: {en}. Report these names.",
    )


def _keys_of(home: Home, given: dict[str, str] | None) -> dict[str, str]:
    there = manifest.fingerprints(home.keys) if home.keys.is_dir() else {}
    return there if given is None else keys_apart.marks(given)


def _demand_kind(home: Home, known: manifest.Manifest) -> None:
    if known.kind != home.kind:
        asked = "--demo" if known.kind == "demo" else ""
        raise HostingError(
            f"这是{'演示站' if known.kind == 'demo' else '正式站'}的备份，不能恢复到这里。"
            f"请运行：yanxing restore {asked}",
            f"This is a backup of the {known.kind}, not of the {home.kind}. Run: yanxing restore {asked}",
        )


def _demand_empty(home: Home, owner: str) -> None:
    """No account, no entry of the trail, no file. An office's own server: no table at all."""
    with psycopg.connect(owner) as connection:
        there = _SIGNS_OF_LIFE.keys() & set(table_names(connection))
        filled = bool(there) and not has_own_server(home)
        filled = filled or any(connection.execute(_SIGNS_OF_LIFE[name]).fetchone() for name in there)
    if filled or any(each.is_file() for each in home.files.rglob("*")):
        raise HostingError(
            f"这里不是空的，没有恢复任何内容：{home.folder} 已有账号、留痕、文件或数据表。"
            "请在 YANXING_HOME 里另写一个新文件夹（用自己的数据库服务器时，另建一个空库）再恢复。",
            f"This office is not empty and nothing was restored: {home.folder} has accounts, a trail, files "
            "or tables. Name a new folder in YANXING_HOME (with a server of your own: an empty database).",
        )


def _clear(home: Home, database: Database, owner: str) -> None:
    """Back to empty, as it was proven to be before."""
    for part in FOLDERS:
        shutil.rmtree(home.folder / part, ignore_errors=True)
    private_folder(home.files)
    if has_own_server(home):
        database.empty()
        return
    with psycopg.connect(owner) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def _name(url: str) -> str:
    return url.rpartition("/")[2].partition("?")[0]
