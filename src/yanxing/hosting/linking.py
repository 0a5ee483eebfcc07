"""A copy of a folder that costs little: hard links where the file system allows, copies otherwise."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

Left = Callable[[str], bool]


def _nothing(_name: str) -> bool:
    return False


def link_copy(source: Path, target: Path, leave_out: Left = _nothing) -> None:
    """Make `target` a readable twin of the folder `source`. Names that `leave_out` accepts are skipped.

    A file everybody may read is linked; another is copied and the copy opened, never the original.
    """
    target.mkdir(mode=0o755)
    with os.scandir(source) as entries:
        for entry in entries:
            if leave_out(entry.name):
                continue
            twin = target / entry.name
            if entry.is_dir():
                link_copy(Path(entry.path), twin, leave_out)
            elif entry.is_file():
                _twin(Path(entry.path).resolve(), twin)


def plain_copy(source: Path, target: Path, leave_out: Left = _nothing) -> None:
    """The same without links: for what is edited in place."""
    target.mkdir(mode=0o755)
    with os.scandir(source) as entries:
        for entry in entries:
            if leave_out(entry.name):
                continue
            if entry.is_dir():
                plain_copy(Path(entry.path), target / entry.name, leave_out)
            elif entry.is_file():
                _copied(Path(entry.path), target / entry.name)


def _twin(source: Path, twin: Path) -> None:
    if stat.S_IMODE(source.stat().st_mode) & stat.S_IROTH:
        try:
            os.link(source, twin)
        except OSError:  # another file system, or one without links
            _copied(source, twin)
    else:
        _copied(source, twin)


def _copied(source: Path, twin: Path) -> None:
    shutil.copy2(source, twin)
    runs = source.stat().st_mode & stat.S_IXUSR
    twin.chmod(0o755 if runs else 0o644)
