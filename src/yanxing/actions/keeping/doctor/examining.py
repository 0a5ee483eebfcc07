"""The whole examination: first the house, then, where it can be reached, the database."""

from __future__ import annotations

import os
from collections.abc import Iterator

from yanxing.actions.keeping.doctor import house
from yanxing.actions.keeping.doctor.finding import Finding
from yanxing.actions.keeping.place import has_own_server, is_running, running_addresses
from yanxing.hosting.database import Addresses, database_for
from yanxing.hosting.home import Home
from yanxing.hosting.problem import HostingError
from yanxing.hosting.steps import environment

_SET_UP = frozenset({"key_missing", "key_damaged", "no_house"})
"""Findings without whose mend Django does not even start."""


def examine(home: Home) -> Iterator[Finding]:
    """Everything that is wrong; changes nothing and starts nothing."""
    found = list(house.look(home))
    yield from found
    if any(each.code in _SET_UP for each in found):
        yield _unseen("先处理上面的问题", "mend the above first")
        return
    try:
        addresses = _addresses(home)
    except HostingError as problem:
        yield _unseen(problem.zh, problem.en)
        return
    yield from _tables(home, addresses)


def _addresses(home: Home) -> Addresses:
    if not has_own_server(home):
        return database_for(home).start()
    if not is_running(home):
        raise HostingError(
            "站没有运行。请先启动（yanxing serve）再检查", "the site is not running; start it first"
        )
    return running_addresses(home)


def _tables(home: Home, addresses: Addresses) -> Iterator[Finding]:
    os.environ.update(environment(home, addresses.owner))
    import django  # noqa: PLC0415 - only now is known where everything lies
    from django.db import Error  # noqa: PLC0415

    django.setup()
    from yanxing.actions.keeping.doctor import tables  # noqa: PLC0415

    try:
        yield from tables.look()
    except Error as problem:
        said = str(problem).strip().partition("\n")[0]
        yield _unseen(f"数据库答不上来：{said}", f"the database does not answer: {said}")


def _unseen(zh: str, en: str) -> Finding:
    return Finding(
        "database_unseen", f"数据库没有检查：{zh}。", f"The database was not looked at: {en}.", unseen=True
    )
