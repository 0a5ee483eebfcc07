"""From root to the account of the house, in one process: nothing of root is left running."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NoReturn

from yanxing.hosting.account import Account
from yanxing.hosting.home import Home, Kind, hand_over, home_for
from yanxing.hosting.problem import Tell
from yanxing.hosting.runtime import Runtime, runtime_for

_KEPT = frozenset({"PATH", "LANG", "TZ", "TERM", "HOST", "PORT", "NO_COLOR"})
_KEPT_FAMILIES = ("LC_", "YANXING_", "DATABASE_", "PG", "GRANIAN_")


def go_on_as(account: Account, kind: Kind, arguments: Sequence[str], tell: Tell) -> NoReturn:
    """Make what the account needs, become it, and start Python anew with these arguments."""
    home = home_for(kind, account)
    hand_over(home, account)
    runtime = runtime_for(account, tell)
    os.chdir(home.folder)
    os.umask(0o077)
    account.become()
    command = [str(runtime.python), *arguments]
    os.execve(runtime.python, command, _environment(account, home, runtime))  # noqa: S606 - no shell is wanted


def _environment(account: Account, home: Home, runtime: Runtime) -> dict[str, str]:
    """What is ours to know: root's own environment may hold secrets of other programs."""
    kept = {
        name: value for name, value in os.environ.items() if name in _KEPT or name.startswith(_KEPT_FAMILIES)
    }
    whose = {"HOME": str(home.folder), "USER": account.name, "LOGNAME": account.name, "SHELL": "/bin/sh"}
    return kept | whose | {"YANXING_HOME": str(home.folder)} | runtime.environment
