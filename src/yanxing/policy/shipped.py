"""Where the shipped policies lie: inside an installed package, or beside `src` in a clone."""

from __future__ import annotations

from pathlib import Path

import yanxing

_PACKAGE = Path(yanxing.__file__).parent
_FOLDERS = (_PACKAGE / "policies", _PACKAGE.parents[1] / "policies")


def shipped_policy(name: str) -> Path | None:
    """The file of `zhongshan/empowerment-2024`, or None where the policies were not shipped along."""
    return shipped_policies().get(name)


def shipped_policies() -> dict[str, Path]:
    """issuer/name → its file, in order; the examples beside them are left out."""
    folder = next((each for each in _FOLDERS if each.is_dir()), None)
    files = sorted(folder.glob("*/*.yaml")) if folder else []
    return {
        file.relative_to(file.parents[1]).with_suffix("").as_posix(): file
        for file in files
        if not file.stem.endswith(".examples")
    }
