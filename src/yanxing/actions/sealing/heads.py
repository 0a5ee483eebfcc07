"""The newest head leaves the house every day: whoever keeps it can prove later that the chain was not cut."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from yanxing.access.clock import OFFICE
from yanxing.records.models import AuditSeal

_LINE = re.compile(r"^\S+ \S+ seal (\d+) ([0-9a-f]{64})$", re.MULTILINE)


def head_report(now: datetime) -> str:
    """One line: day, time, ordinal and head of the newest seal. Empty while nothing is sealed."""
    last = AuditSeal.objects.order_by("-ordinal").first()
    if last is None:
        return ""
    return f"{now.astimezone(OFFICE):%Y-%m-%d %H:%M} seal {last.ordinal} {bytes(last.head).hex()}\n"


def write_head_report(now: datetime) -> Path | None:
    """Adds the line to this month's file in the state folder, for the backup and for whoever keeps it."""
    line = head_report(now)
    if not line:
        return None
    folder = Path(settings.HOME) / "heads"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{now.astimezone(OFFICE):%Y-%m}.txt"
    with path.open("a", encoding="ascii") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    return path


def read_heads(texts: Iterable[str]) -> dict[int, str]:
    """ordinal → head, from the text of reports."""
    return {int(ordinal): head for text in texts for ordinal, head in _LINE.findall(text)}
