"""Who may open, reset or close whose account: never one's own, never upwards, never across the house."""

from __future__ import annotations

from yanxing.access.actor import Actor

RANKS = {
    "judge": 1, "desk": 1, "clerk": 1, "secretary": 2, "officer": 3, "leader": 3, "district": 3,
    "system_admin": 4, "security_admin": 4,
}  # fmt: skip
"""Of a role; without a post: 0. The auditor stands outside: nobody but an auditor resets one."""

GIVES: dict[str, frozenset[str]] = {
    "system_admin": frozenset({*RANKS, "audit_admin"}),
    "officer": frozenset({"secretary", "clerk", "desk", "judge"}),
    "secretary": frozenset({"clerk"}),
}
"""Role → the roles it may give and take."""


def rank(actor: Actor) -> int:
    return max((RANKS.get(post.role, 0) for post in actor.posts), default=0)


def within_reach(actor: Actor, other: Actor) -> bool:
    """The other belongs to, or holds a post in, a unit of the actor's. An administrator also reaches those
    who belong nowhere."""
    places = {post.unit_id for post in other.posts}
    if other.home_unit_id is not None:
        places.add(other.home_unit_id)
    if not places:
        return actor.has("system_admin")
    return not places.isdisjoint(actor.units)


def may_reset(actor: Actor, other: Actor) -> bool:
    """Whether the actor may give the other a new way in. Somebody else's, of a lower rank, within reach."""
    if actor.account_id is None or actor.account_id == other.account_id:
        return False
    if not actor.has("system_admin", "officer", "secretary", "audit_admin"):
        return False
    if other.has("audit_admin"):
        return actor.has("audit_admin")
    if not within_reach(actor, other):
        return False
    return rank(actor) > rank(other) or actor.has("system_admin")


def may_give(actor: Actor, role: str, unit_id: int) -> bool:
    """Whether the actor may put somebody on a post of this role in this unit."""
    allowed = frozenset[str]().union(*(GIVES.get(post.role, frozenset()) for post in actor.posts))
    return role in allowed and unit_id in actor.units
