"""Bytes of a file somebody named: of a plain file only, and no more of them than anybody means."""

from __future__ import annotations

from errno import errorcode
from pathlib import Path

from yanxing.policy.findings import Finding, finding


class NotAFileError(OSError):
    """A device, a pipe or a socket: reading it might never end."""


def bytes_of(path: Path, most: int) -> bytes:
    """The bytes of a file, cut after one more than `most`. Raises `OSError`, and `ValueError` for a name
    that no file can have.
    """
    if not path.is_file():
        path.stat()
        raise IsADirectoryError(path) if path.is_dir() else NotAFileError(path)
    with path.open("rb") as file:
        return file.read(most + 1)


def unopened(problem: OSError | ValueError, file: str) -> Finding:
    """Why a file could not be opened."""
    sorts: tuple[tuple[type[Exception], str], ...] = (
        (FileNotFoundError, "file_missing"),
        (NotADirectoryError, "file_missing"),
        (IsADirectoryError, "file_is_folder"),
        (NotAFileError, "file_not_plain"),
        (PermissionError, "file_forbidden"),
    )
    code = next((code for sort, code in sorts if isinstance(problem, sort)), None)
    if code:
        return finding(code, None, file=file)
    number = problem.errno if isinstance(problem, OSError) else None
    return finding("file_unreadable", None, file=file, problem=errorcode.get(number or 0, "name"))
