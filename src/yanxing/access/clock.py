"""The office clock. Business time comes from here and is passed down; nothing else asks for the time.

YANXING_CLOCK = "real", or "demo:2024-09-20T13:30": then the first start is that minute and the clock runs on.
The moment of the first start lies in the state folder, so that a restart does not go back in time.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

OFFICE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The office's time, aware, to the microsecond."""
    return real_now() + _offset()


def today() -> date:
    return now().date()


def real_now() -> datetime:
    """Wall-clock time: for tokens, sessions, lock-outs and the audit's second column."""
    return datetime.now(OFFICE)


def is_demo() -> bool:
    return str(settings.CLOCK).startswith("demo:")


def move_forward(by: timedelta) -> None:
    """The demo's clock may be moved forward, never back."""
    if not is_demo() or by < timedelta(0):
        raise ValueError("the office clock can only be moved forward, and only in the demo")
    path = _offset_file()
    path.write_text(str((_read_offset(path) or timedelta(0)).total_seconds() + by.total_seconds()))


def _offset() -> timedelta:
    if not is_demo():
        return timedelta(0)
    path = _offset_file()
    known = _read_offset(path)
    if known is not None:
        return known
    start = datetime.fromisoformat(str(settings.CLOCK).removeprefix("demo:")).replace(tzinfo=OFFICE)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x") as file:  # two processes may start at once; one of them sets the clock
            file.write(str((start - real_now()).total_seconds()))
    except FileExistsError:
        pass
    return _read_offset(path) or timedelta(0)


def _offset_file() -> Path:
    return Path(settings.HOME) / "clock"


def _read_offset(path: Path) -> timedelta | None:
    try:
        stamp = path.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return _parsed(str(path), stamp)


@lru_cache(maxsize=4)
def _parsed(path: str, _stamp: int) -> timedelta | None:
    text = Path(path).read_text()
    return timedelta(seconds=float(text)) if text else None
