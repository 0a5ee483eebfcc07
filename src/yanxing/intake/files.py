"""What a file is, told from its bytes and not from its name."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from yanxing.intake.sheet import MOST_BYTES, NotReadable, Sheet
from yanxing.intake.texts import decoded, read_csv
from yanxing.intake.workbooks import OLE, ZIP, read_workbook
from yanxing.policy.facts.trees import Tree, read_json, read_yaml
from yanxing.policy.findings import Finding
from yanxing.policy.opening import bytes_of, unopened


class Opened(NamedTuple):
    """A file holds sheets, or a tree (JSON, YAML)."""

    sheets: list[Sheet]
    tree: Tree = None
    findings: list[Finding] = []  # noqa: RUF012 - never changed


def open_file(path: Path) -> Opened:
    """Raises `NotReadable`."""
    data = _bytes(path)
    if data.startswith((ZIP, OLE)):
        sheets, findings = read_workbook(path, data)
        return Opened(sheets, None, findings)
    text = decoded(data)
    if path.suffix.lower() in (".yaml", ".yml"):
        return Opened([], read_yaml(text))
    if path.suffix.lower() == ".json" or text.lstrip()[:1] in ("{", "["):
        return Opened([], read_json(text))
    if not text.strip():
        raise NotReadable("input_empty")
    return Opened([read_csv(path, text)])


def _bytes(path: Path) -> bytes:
    try:
        data = bytes_of(path, MOST_BYTES)
    except (OSError, ValueError) as failure:
        why = unopened(failure, path.name)
        params: dict[str, Any] = dict(why.params)
        raise NotReadable(why.code, **params) from failure
    if len(data) > MOST_BYTES:
        limit = f"{MOST_BYTES >> 20} MB"
        raise NotReadable("input_too_big", size=f"> {limit}", limit=limit)
    if not data:
        raise NotReadable("input_empty")
    return data
