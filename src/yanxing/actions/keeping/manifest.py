"""The manifest of a backup: every file with its SHA-256, every table with its rows and digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from yanxing.hosting.keys import key_versions, read_key
from yanxing.hosting.private import write_private
from yanxing.hosting.problem import HostingError

NAME = "manifest.json"
SUM = "manifest.sha256"
DUMP = "database.dump"
FORMAT = 1
_PIECE = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """`files`: path within the backup → [bytes, SHA-256]; `tables`: name → [rows, digest];
    `keys`: name → a fingerprint, which says whether a key is the same and nothing about it."""

    format: int
    kind: str
    version: str
    made_at: str
    postgres: int
    files: dict[str, list[Any]]
    tables: dict[str, list[Any]]
    keys: dict[str, str]


def sha256_of(path: Path) -> str:
    """The digest of a file of any size."""
    whole = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            whole.update(piece)
    return whole.hexdigest()


def files_in(folder: Path) -> dict[str, list[Any]]:
    """Every file below, but the manifest's own two."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    listed = ((path.relative_to(folder).as_posix(), path) for path in paths)
    return {name: [path.stat().st_size, sha256_of(path)] for name, path in listed if name not in {NAME, SUM}}


def fingerprints(keys: Path) -> dict[str, str]:
    """name → fingerprint of each key there is. Raises `HostingError` for a damaged one."""
    single = [name for name in ("django", "index", "check-in", "seal") if (keys / name).exists()]
    names = single + [f"field-{version}" for version in key_versions(keys, "field")]
    return {name: fingerprint(read_key(keys, name)) for name in sorted(names)}


def fingerprint(key: bytes) -> str:
    return hashlib.sha256(b"yanxing key " + key).hexdigest()[:16]


def write(folder: Path, manifest: Manifest) -> str:
    """Last of all: a backup with a manifest is whole. Answers the manifest's own SHA-256."""
    data = (json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n").encode()
    digest = hashlib.sha256(data).hexdigest()
    write_private(folder / SUM, f"{digest}  {NAME}\n".encode())
    write_private(folder / NAME, data)
    return digest


def read(folder: Path) -> Manifest:
    """Raises `HostingError` when there is none, or it is not what was written."""
    try:
        data = (folder / NAME).read_bytes()
        known = (folder / SUM).read_text("ascii").split()[0]
    except (OSError, ValueError, IndexError) as problem:
        raise HostingError(
            f"{folder} 不是一份完整的备份（缺 {NAME} 或 {SUM}）。请换一份备份。",
            f"{folder} is no whole backup ({NAME} or {SUM} is missing). Take another one.",
        ) from problem
    if hashlib.sha256(data).hexdigest() != known:
        raise _damaged([NAME])
    found = Manifest(**json.loads(data))
    if found.format != FORMAT:
        raise HostingError(
            f"备份的格式是 {found.format}，这里只认识 {FORMAT}。请用版本 {found.version} 恢复。",
            f"This backup has format {found.format}; this version knows {FORMAT}. "
            f"Restore it with version {found.version}.",
        )
    return found


def check(folder: Path, manifest: Manifest) -> None:
    """Every byte is what it was. Raises `HostingError` that names the files that are not."""
    if wrong := list(_wrong(folder, manifest)):
        raise _damaged(wrong)


def _wrong(folder: Path, manifest: Manifest) -> Iterator[str]:
    for name, (size, digest) in manifest.files.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size or sha256_of(path) != digest:
            yield name


def _damaged(names: list[str]) -> HostingError:
    shown = "、".join(names[:5])
    more_zh = f"等 {len(names)} 个" if len(names) > 5 else ""
    return HostingError(
        f"备份已损坏，没有恢复任何内容。与清单不一致的文件：{shown}{more_zh}。请换一份备份。",
        f"The backup is damaged and nothing was restored. Files that differ from the manifest "
        f"({len(names)}): {', '.join(names[:5])}. Take another backup.",
    )
