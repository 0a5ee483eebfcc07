"""The keys in a file of their own: whoever holds the backup alone cannot open what is sealed in it."""

from __future__ import annotations

import json
from pathlib import Path

from yanxing.actions.keeping.manifest import fingerprint, fingerprints
from yanxing.hosting.keys import LENGTH, read_key
from yanxing.hosting.private import private_folder, write_private
from yanxing.hosting.problem import HostingError


def check_target(file: Path, backup: Path) -> None:
    """The keys' file is new and lies outside the backup. Raises `HostingError`."""
    if backup.resolve() in [file.resolve(), *file.resolve().parents]:
        raise HostingError(
            f"密钥不能和备份放在一起：{file} 在 {backup} 里。请写到别的地方，例如另一个 U 盘。",
            f"Keys are kept apart from the backup: {file} lies in {backup}. Write them somewhere else.",
        )
    if file.exists():
        raise HostingError(
            f"{file} 已经存在，不会覆盖。请另写一个文件名。",
            f"{file} exists and is not replaced. Name another file.",
        )


def save(keys: Path, file: Path) -> None:
    """Writes all keys into one file, 0600. Raises `HostingError`."""
    known = {name: read_key(keys, name).hex() for name in fingerprints(keys)}
    try:
        write_private(file, (json.dumps(known, indent=1) + "\n").encode())
    except OSError as problem:
        raise HostingError(
            f"密钥没有写成 {file}：{problem.strerror}。",
            f"The keys could not be written to {file}: {problem.strerror}.",
        ) from problem


def load(file: Path) -> dict[str, str]:
    """name → hexadecimal digits. Raises `HostingError` for what is not a file of keys."""
    try:
        known: dict[str, str] = json.loads(file.read_text("ascii"))
        whole = all(len(bytes.fromhex(key)) == LENGTH for key in known.values())
    except (OSError, ValueError, AttributeError, TypeError) as problem:
        raise _no_keys(file) from problem
    if not whole or not known:
        raise _no_keys(file)
    return known


def demand_the_same(have: dict[str, str], wanted: dict[str, str]) -> None:
    """`have`, `wanted`: name → fingerprint. Raises `HostingError` that names the keys that do not fit."""
    wrong = [name for name, mark in wanted.items() if have.get(name) != mark]
    if wrong:
        names = "、".join(wrong)
        raise HostingError(
            f"密钥和这份备份不是一套，没有恢复任何内容：{names}。请用 --keys 指出做备份时保存的密钥文件；"
            "用别的密钥，身份证号和手机号打不开。",
            f"The keys do not belong to this backup, nothing was restored: {names}. Name the file of keys "
            "kept with it by --keys; other keys do not open identity numbers and telephones.",
        )


def marks(known: dict[str, str]) -> dict[str, str]:
    return {name: fingerprint(bytes.fromhex(key)) for name, key in known.items()}


def put(keys: Path, known: dict[str, str]) -> None:
    """Into the folder of a house that has no others."""
    private_folder(keys)
    for name, key in known.items():
        write_private(keys / name, f"{key}\n".encode())


def _no_keys(file: Path) -> HostingError:
    return HostingError(
        f"{file} 不是密钥备份。请指出 yanxing backup --keys 写下的那个文件。",
        f"{file} holds no keys. Name the file written by yanxing backup --keys.",
    )
