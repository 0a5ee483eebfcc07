"""Who may: sentences over an actor. A door checks one of them; queries narrow what it then sees."""

from __future__ import annotations

from collections.abc import Callable

from yanxing.access.actor import Actor
from yanxing.access.refusal import NotYours, ProveAgain

Predicate = Callable[[Actor], bool]


def anyone(_actor: Actor) -> bool:
    return True


def signed_in(actor: Actor) -> bool:
    return actor.account_id is not None


def a_worker(actor: Actor) -> bool:
    """Somebody on the roster, in post today (secretaries and directors are workers too)."""
    return "worker" in actor.roles


def a_secretary(actor: Actor) -> bool:
    return actor.has("secretary", "clerk")


def an_officer(actor: Actor) -> bool:
    return actor.has("officer", "leader")


def an_officer_who_acts(actor: Actor) -> bool:
    return actor.has("officer")


def an_officer_or_secretary(actor: Actor) -> bool:
    return a_secretary(actor) or an_officer(actor)


def at_the_desk(actor: Actor) -> bool:
    return actor.has("desk", "officer") or bool(actor.desk_sessions)


def runs_the_system(actor: Actor) -> bool:
    return actor.has("system_admin")


def reads_the_trail(actor: Actor) -> bool:
    return actor.has("audit_admin")


def runs_or_officer(actor: Actor) -> bool:
    return actor.has("system_admin", "officer")


def demand(holds: bool) -> None:
    """Inside an action: the sentence must hold, otherwise the thing does not exist for this actor."""
    if not holds:
        raise NotYours


def demand_unit(actor: Actor, unit_id: int | None) -> None:
    demand(unit_id is not None and unit_id in actor.units)


def demand_proof(actor: Actor) -> None:
    """Sensitive acts ask again who it is."""
    if not actor.sensitive_ok:
        raise ProveAgain


def is_own(actor: Actor, *, person_id: int | None = None, unit_id: int | None = None) -> bool:
    """*Own* = the same person, or the unit one heads, at the time of the act."""
    return (person_id is not None and person_id == actor.person_id) or (
        unit_id is not None and unit_id in actor.led
    )
