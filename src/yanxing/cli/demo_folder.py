"""The folder of the demonstration: what an earlier run wrote may be replaced, anything else may not."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from yanxing.cli.console import err
from yanxing.cli.language import say
from yanxing.cli.trial import Stop
from yanxing.cli.writing import stored

MARKS = ".yanxing-demo.json"
"""Hidden beside the files: what each was when it was written, so that one changed since is told apart."""


def laid_out(folder: Path, make: Callable[[Path], object], *, force: bool) -> list[Path]:
    """The files that `make` writes into an empty folder, put into `folder`; their paths there.

    `Stop` when one would replace what somebody else wrote or changed; then nothing is written at all.
    Raises `OSError` when the folder cannot be made.
    """
    with tempfile.TemporaryDirectory() as empty:
        make(Path(empty))
        fresh = {
            each.relative_to(empty): each.read_bytes()
            for each in sorted(Path(empty).rglob("*"))
            if each.is_file()
        }
    known = _marks(folder)
    if not force:
        _stop_before_others_work(folder, fresh, known)
    ours = {str(name): _mark(data) for name, data in fresh.items()}
    folder.mkdir(parents=True, exist_ok=True)
    _store(folder / MARKS, json.dumps({**known, **ours}, ensure_ascii=False, indent=1).encode())
    for name, data in fresh.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        _store(folder / name, data)
    return [folder / name for name in fresh]


def _store(path: Path, data: bytes) -> None:
    if not stored(path, data):
        raise Stop(2)


def _mark(data: bytes) -> str:
    return sha256(data).hexdigest()


def _marks(folder: Path) -> Mapping[str, str]:
    try:
        found = json.loads((folder / MARKS).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _stop_before_others_work(folder: Path, fresh: Mapping[Path, bytes], known: Mapping[str, str]) -> None:
    for name, data in fresh.items():
        path = folder / name
        if not path.exists():
            continue
        there = path.read_bytes() if path.is_file() else None
        if there is None or (there != data and _mark(there) != known.get(str(name))):
            err(
                say(
                    f"{path} 已经有了，不是 demo 写的，或写好以后改过，没有改动它。"
                    "请用 --out 换一个文件夹；一定要覆盖，加 --force。",
                    f"{path} exists and is not the demo's, or was changed since; it was not touched. "
                    "Choose another folder with --out, or add --force.",
                )
            )
            raise Stop(2)
