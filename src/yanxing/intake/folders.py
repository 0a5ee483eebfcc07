"""A folder given instead of files: the tables and lists in it, and one level below."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

READ = frozenset({".xlsx", ".xlsm", ".xls", ".csv", ".json", ".yaml", ".yml"})

_POLICY = re.compile(rb"^(\xef\xbb\xbf)?policy\s*:", re.MULTILINE)
_LOOKED_AT = 1 << 16


def files_in(folder: Path) -> list[Path]:
    """What can be read in a folder, by name; then the same of each folder in it, but of none deeper.

    Left out: hidden files, lock files of a workbook that is open (`~$`), worked examples, policies, and files
    of other sorts. Raises `OSError` when the folder cannot be listed.
    """
    here = sorted(folder.iterdir())
    below = (each for each in here if each.is_dir() and not each.name.startswith("."))
    return [
        *(each for each in here if _read(each)),
        *(each for inner in below for each in sorted(inner.iterdir()) if _read(each)),
    ]


def with_folders(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The files, each folder replaced by what is in it; and the folders that hold nothing to read."""
    files: list[Path] = []
    empty: list[Path] = []
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name too long
            files.append(path)
        elif found := files_in(path):
            files += found
        else:
            empty.append(path)
    return list(dict.fromkeys(files)), empty


def _read(path: Path) -> bool:
    ending = path.suffix.lower()
    if ending not in READ or path.name.startswith((".", "~$")) or not path.is_file():
        return False
    if ending not in (".yaml", ".yml"):
        return True
    return not path.stem.lower().endswith(".examples") and not _is_policy(path)


def _is_policy(path: Path) -> bool:
    """A file nobody may read is left in, so that reading it says so."""
    try:
        with path.open("rb") as file:
            return _POLICY.search(file.read(_LOOKED_AT)) is not None
    except OSError:
        return False
