"""Marks of what was done from what: a start whose marks still hold skips the work."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path


def short(text: str) -> str:
    """Eight digits that stand for a longer text in the name of a folder."""
    return sha256(text.encode()).hexdigest()[:8]


def files_below(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Every file under the folder, but what Python has compiled."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from files_below(Path(entry.path))
        elif entry.is_file():
            yield entry


def stamp_of_folders(folders: Iterable[Path]) -> str:
    """Changes when a file below is added, removed, replaced or written to."""
    digest = sha256()
    for folder in folders:
        for entry in files_below(folder):
            stat = entry.stat()
            digest.update(f"{entry.path}\0{stat.st_mtime_ns}\0{stat.st_size}\n".encode())
    return digest.hexdigest()


def stamp_of_contents(paths: Iterable[Path]) -> str:
    """Changes when the text of one of the files does; their times do not matter."""
    digest = sha256()
    for path in sorted(paths):
        digest.update(f"{path.name}\0{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def stamp_of_packages(packages: Path) -> str:
    """Changes when a distribution is installed, removed or replaced."""
    names = sorted(
        f"{entry.name}\0{entry.stat().st_mtime_ns}"
        for entry in os.scandir(packages)
        if entry.name.endswith(".dist-info")
    )
    return sha256("\n".join(names).encode()).hexdigest()
