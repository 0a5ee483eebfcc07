"""Files that commands write: never over what somebody else wrote, and never half."""

from __future__ import annotations

import os
from collections.abc import Sequence
from errno import errorcode
from pathlib import Path

from yanxing.cli.console import err
from yanxing.cli.language import say

PAGE = b'name="generator" content="Yanxing"'
SCHEMA = b'"title": "Yanxing policy"'
"""What stands near the beginning of an earlier output of the same kind, which may be replaced."""

_LOOKED_AT = 2000


def refused(path: Path, mark: bytes | None, reading: Sequence[str | Path] = (), *, force: bool) -> bool:
    """Whether nothing may be written there; says why. `reading`: the files that this command reads."""
    why = _why_not(path, mark, [Path(each) for each in reading], force=force)
    if why:
        err(why)
    return why is not None


def _why_not(path: Path, mark: bytes | None, reading: Sequence[Path], *, force: bool) -> str | None:
    try:
        if not path.exists():
            return None
        if path.is_dir():
            return say(f"{path} 是文件夹。请写出文件名。", f"{path} is a folder. Name a file in it.")
        if not path.is_file():
            return say(
                f"{path} 不是普通文件。请换一个名字。", f"{path} is not a plain file. Choose another name."
            )
        if force or path.stat().st_size == 0:
            return None
        if any(each.exists() and path.samefile(each) for each in reading):
            return say(
                f"{path} 是这次要读的文件，没有改动它。请换一个名字；一定要覆盖，加 --force。",
                f"{path} is one of the files read and was not touched. Choose another name, or add --force.",
            )
        with path.open("rb") as file:
            ours = mark is not None and mark in file.read(_LOOKED_AT)
    except OSError as problem:
        return _not_written(path, problem)
    if ours:
        return None
    return say(
        f"{path} 已经有了，没有改动它。请换一个名字；一定要覆盖，加 --force。",
        f"{path} exists and was not touched. Choose another name, or add --force.",
    )


def written(path: Path, text: str) -> bool:
    """Whether the text now stands in the file, as `stored`."""
    return stored(path, text.encode("utf-8", "replace"))


def stored(path: Path, data: bytes) -> bool:
    """Whether the data now stand in the file, whole; what was there stays until then. Says why not."""
    path = Path(os.path.realpath(path))
    part = path.with_name(f".{path.name[:60]}.{os.getpid()}.part")
    try:
        try:
            with part.open("xb") as file:
                file.write(data)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as problem:
        err(_not_written(path, problem))
        return False
    return True


def _not_written(path: Path, problem: OSError) -> str:
    why = errorcode.get(problem.errno or 0, type(problem).__name__)
    if isinstance(problem, (FileNotFoundError, NotADirectoryError)):
        why = say("没有这个文件夹", "there is no such folder")
    elif isinstance(problem, PermissionError):
        why = say("没有权限", "no permission")
    return say(
        f"{path} 写不进去（{why}）。请换一个位置。",
        f"{path} cannot be written ({why}). Choose another place.",
    )
