"""The one-time code of the first start: in a file of the state folder, shown where we were started."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from yanxing.access.tokens import new_activation_code, normal_activation_code


def start_code_file() -> Path:
    return Path(settings.HOME) / "first-start-code"


def start_code() -> str:
    """The code, made on the first question; readable by the house's own account only."""
    path = start_code_file()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass  # another process made it in between
        else:
            with os.fdopen(descriptor, "w") as file:
                file.write(new_activation_code() + "\n")
    return normal_activation_code(path.read_text("ascii").strip()) or "-"


def forget_start_code() -> None:
    start_code_file().unlink(missing_ok=True)
