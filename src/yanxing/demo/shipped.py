"""Where the shipped policies lie: inside an installed package, or beside `src` in a clone."""

from __future__ import annotations

from pathlib import Path

import yanxing

_PACKAGE = Path(yanxing.__file__).parent


def shipped_policy(name: str) -> Path | None:
    """The file of `zhongshan/empowerment-2024`, or None where the policies were not shipped along."""
    for folder in (_PACKAGE / "policies", _PACKAGE.parents[1] / "policies"):
        file = folder / f"{name}.yaml"
        if file.is_file():
            return file
    return None
