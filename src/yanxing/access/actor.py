"""The actor: one account at one moment, with the posts it holds and the units it may look into."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from django.utils.crypto import constant_time_compare

from yanxing.access.prepared import Prepared
from yanxing.access.refusal import NotYours
from yanxing.records.models import Account

Door = Literal["page", "api", "command", "job", "demo"]


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post held today. `stand` is A or B: both see its to-dos."""

    id: int
    role: str
    title: str
    unit_id: int
    unit_name: str
    stand: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `units` = every unit in reach (own units, and all below a street post).

    `led` = units the person heads today (secretary or director by appointment), for never-your-own-case.
    """

    account_id: int | None
    person_id: int | None
    name: str
    posts: tuple[HeldPost, ...] = ()
    units: frozenset[int] = frozenset()
    home_unit_id: int | None = None
    home_unit_name: str = ""
    appointments: tuple[str, ...] = ()
    led: frozenset[int] = frozenset()
    desk_sessions: frozenset[int] = frozenset()
    door: Door = "page"
    sensitive_ok: bool = False  # proved again who they are within the last minutes
    elder: bool = False
    username: str = ""
    roles: frozenset[str] = field(default=frozenset())

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def by(self) -> int:
        """The account that stands in rows as who did it."""
        if self.account_id is None:
            raise NotYours
        return self.account_id

    def through(self, door: Door) -> Actor:
        return replace(self, door=door)

    @property
    def title(self) -> str:
        """What stands under the name: the first post, else the appointment's words."""
        return self.posts[0].title if self.posts else ""


NOBODY = Actor(account_id=None, person_id=None, name="")


@dataclass(frozen=True, slots=True)
class Login:
    """What a login session remembers: Django's stamp of the password, and the device that opened it."""

    stamp: str
    device_id: int | None = None


def _still_good(login: Login, password: str, device_stands: bool) -> bool:
    stamp = Account(password=password).get_session_auth_hash()
    return device_stands and constant_time_compare(login.stamp, stamp)


# One statement: the account, its posts, its appointments and the units below its posts.
_STATEMENT = """
WITH RECURSIVE held AS (
    SELECT p.id, p.role, p.title, p.unit_id, u.short_name, h.stand
    FROM records_postholding h
    JOIN records_post p ON p.id = h.post_id
    JOIN records_unit u ON u.subject_id = p.unit_id
    WHERE h.account_id = %(account)s AND h.since <= %(day)s AND (h.until IS NULL OR h.until > %(day)s)
      AND p.closed_on IS NULL
), appointed AS (
    SELECT a.code, a.unit_id, u.short_name, a.is_main, a.id
    FROM records_account c
    JOIN records_appointment a ON a.person_id = c.person_id
    JOIN records_unit u ON u.subject_id = a.unit_id
    WHERE c.id = %(account)s AND a.since <= %(day)s AND (a.until IS NULL OR a.until > %(day)s)
), below(unit_id) AS (
    SELECT unit_id FROM held WHERE role <> 'judge'
    UNION
    SELECT s.unit_id FROM records_unitspell s JOIN below b ON s.parent_id = b.unit_id
    WHERE s.since <= %(day)s AND (s.until IS NULL OR s.until > %(day)s)
)
SELECT c.id, c.person_id, c.display_name, c.username, c.elder_pages, c.is_active,
    (SELECT json_agg(json_build_array(id, role, title, unit_id, short_name, stand) ORDER BY id) FROM held),
    (SELECT json_agg(json_build_array(code, unit_id, short_name) ORDER BY is_main DESC, id) FROM appointed),
    (SELECT json_agg(unit_id) FROM below),
    (SELECT json_agg(g.session_id) FROM records_accessgrant g
      WHERE g.account_id = c.id AND g.purpose = 'desk' AND g.revoked_at IS NULL AND g.expires_at > now()),
    c.password,
    %(device)s IS NULL OR EXISTS (SELECT 1 FROM records_device d WHERE d.id = %(device)s
      AND d.account_id = c.id AND d.revoked_at IS NULL AND d.expires_at > now())
FROM records_account c WHERE c.id = %(account)s
"""
_ACTOR = Prepared("yanxing_actor", _STATEMENT, account="bigint", day="date", device="bigint")


def actor_of(
    account_id: int, *, on: date, door: Door = "page", sensitive_ok: bool = False, login: Login | None = None
) -> Actor | None:
    """The actor of an account on a day, or None when the account is closed. One query.

    `login`: the session it comes from; None too when its password was changed or its device revoked since.
    """
    row = _ACTOR.one({"account": account_id, "day": on, "device": login and login.device_id})
    if row is None or not row[5] or (login and not _still_good(login, row[10], row[11])):
        return None
    posts = tuple(HeldPost(*held) for held in row[6] or ())
    appointed = row[7] or []
    led = frozenset(unit for code, unit, _ in appointed if code in {"secretary", "director"})
    return Actor(
        account_id=row[0],
        person_id=row[1],
        name=row[2],
        username=row[3],
        elder=row[4],
        posts=posts,
        units=frozenset(row[8] or ()),
        home_unit_id=appointed[0][1] if appointed else None,
        home_unit_name=appointed[0][2] if appointed else "",
        appointments=tuple(dict.fromkeys(code for code, _, _ in appointed)),
        led=led,
        desk_sessions=frozenset(row[9] or ()),
        door=door,
        sensitive_ok=sensitive_ok,
        roles=frozenset({p.role for p in posts} | ({"worker"} if row[1] and appointed else set())),
    )
