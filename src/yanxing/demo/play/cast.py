"""Who acts in the play, and how: through `acting`, at a stated moment of the office clock."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from yanxing.access.acting import acting
from yanxing.access.actor import Actor, actor_of
from yanxing.access.clock import OFFICE
from yanxing.records.models import Account, Person, Session, Unit


def at(month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    """A moment of 2024 by the office clock."""
    return datetime(2024, month, day, hour, minute, second, tzinfo=OFFICE)


@dataclass
class Cast:
    """Accounts by role, units by name, persons by (unit, name); filled as the play goes on."""

    street: Unit
    accounts: dict[str, int] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    persons: dict[tuple[str, str], list[Person]] = field(default_factory=dict)
    account_of: dict[int, int] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)
    logins: list[dict[str, str]] = field(default_factory=list)

    @contextmanager
    def on_stage(self, who: str | int, now: datetime) -> Iterator[Actor]:
        """The actor of a role or an account id, inside its own transaction."""
        account_id = self.accounts[who] if isinstance(who, str) else who
        actor = actor_of(account_id, on=now.date(), door="demo", sensitive_ok=True)
        if actor is None:
            raise LookupError(who)
        with acting(actor):
            yield actor

    def password(self, username: str) -> str:
        """A password of the demo: the same on every page that shows it, different in every installation."""
        return self.passwords.setdefault(username, f"yx-{secrets.token_hex(4)}")

    def login(self, role: str, username: str, note: str) -> None:
        """A way in that the first page offers."""
        name = Account.objects.values_list("display_name", flat=True).get(username=username)
        self.logins.append(
            {
                "role": role,
                "name": name,
                "username": username,
                "password": self.password(username),
                "note": note,
            }
        )
