"""The keys of the house: outside the database, one file each, readable by its own account only.

`django` signs sessions and forms, `field-N` encrypts identity numbers and telephones (the highest N writes,
all read), `index` makes their blind indexes, `check-in` signs sign-in codes, `seal` chains the audit.
"""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from yanxing.hosting.private import private_folder, write_private
from yanxing.hosting.problem import HostingError

LENGTH = 32
"""Bytes of a key; a file holds it as hexadecimal digits and a line end."""

NAMES = ("django", "field-1", "index", "check-in", "seal")
_NAME = re.compile(r"[a-z][a-z0-9-]*")


def ensure_keys(folder: Path) -> None:
    """Make the keys that are missing; those there are left as they are."""
    private_folder(folder)
    for name in NAMES:
        versioned = name.endswith("-1") and key_versions(folder, name.removesuffix("-1"))
        if not versioned and not (folder / name).exists():
            _write(folder, name)


def read_key(folder: Path, name: str) -> bytes:
    """The 32 bytes of a key. Raises `HostingError` when it is missing or damaged."""
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    path = folder / name
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as problem:
        raise _unusable(path) from problem
    if len(key) != LENGTH:
        raise _unusable(path)
    return key


def key_versions(folder: Path, family: str) -> list[int]:
    """The versions of a key there are, lowest first: `key_versions(keys, "field")` → [1, 2]."""
    found = (
        re.fullmatch(rf"{re.escape(family)}-([1-9]\d*)", each.name) for each in folder.glob(f"{family}-*")
    )
    return sorted(int(match[1]) for match in found if match)


def add_version(folder: Path, family: str) -> int:
    """A new version of a key; from now on it writes, and the earlier ones still read."""
    version = max(key_versions(folder, family), default=0) + 1
    _write(folder, f"{family}-{version}")
    return version


def _write(folder: Path, name: str) -> None:
    write_private(folder / name, f"{secrets.token_hex(LENGTH)}\n".encode())


def _unusable(path: Path) -> HostingError:
    return HostingError(
        f"密钥文件 {path} 读不出来或已损坏。请从密钥备份中恢复这个文件，不要新建：新密钥打不开已加密的内容。",
        f"The key file {path} cannot be read or is damaged. Restore it from the backup of the keys; "
        "a new key does not open what is already encrypted.",
    )
