"""Commands that look into a running house: where its database is, and Django set up for it."""

from __future__ import annotations

import argparse
import json
import os
from typing import Any

from yanxing.cli.language import say


def add_which(parser: argparse.ArgumentParser) -> None:
    """`--demo`: the demonstration's house instead of the office's."""
    words = say("查演示站，不查正式站", "look into the demonstration, not the office")
    parser.add_argument("--demo", action="store_true", help=words)


def enter(*, demo: bool) -> None:
    """Sets Django up as the house's worker. An address in DATABASE_URL counts before what is found.

    Raises `HostingError` when there is no such house on this machine.
    """
    import django  # noqa: PLC0415 - help must not wait for it

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanxing.site.settings")
    if not os.environ.get("DATABASE_URL"):
        os.environ.update(_found("demo" if demo else "office"))
    django.setup()


def _found(kind: Any) -> dict[str, str]:
    from yanxing.hosting.account import service_account  # noqa: PLC0415
    from yanxing.hosting.home import home_for  # noqa: PLC0415
    from yanxing.hosting.problem import HostingError  # noqa: PLC0415
    from yanxing.hosting.roles import WORKER, Roles  # noqa: PLC0415

    home = home_for(kind, service_account())
    try:
        passwords = json.loads((home.postgres / "passwords.json").read_text("utf-8"))
        port = int((home.postgres / "port").read_text("ascii"))
    except (OSError, ValueError) as problem:
        raise HostingError(
            f"{home.folder} 里没有能用的站。站在别处时，用 YANXING_HOME 或 DATABASE_URL 指明。",
            f"No house in {home.folder}. If it is elsewhere, name it in YANXING_HOME or DATABASE_URL.",
        ) from problem
    return {
        "DATABASE_URL": Roles(passwords, port).url(WORKER),
        "YANXING_HOME": str(home.folder),
        "YANXING_KEYS": str(home.keys),
        "YANXING_FILES": str(home.files),
    }
