"""Slips with a one-time code: the first way in, and the way back in after a reset at the desk."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor, actor_of
from yanxing.access.clock import real_now
from yanxing.access.hashing import hashed
from yanxing.access.predicates import demand, demand_proof, demand_unit
from yanxing.access.ranks import may_reset
from yanxing.access.refusal import NotYours, Refused
from yanxing.access.tokens import new_activation_code, normal_activation_code
from yanxing.actions import trail
from yanxing.actions.accounts.checks import checked_password
from yanxing.actions.accounts.opening import open_accounts, shut_other_ways
from yanxing.queries.accounts.slips import account_ids_of_unit, persons_without_account
from yanxing.records.models import Account, ActivationSlip

LASTS = {"activate": timedelta(days=30), "reset": timedelta(hours=24)}


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip as printed. `code` is nowhere else: only its hash is kept."""

    account_id: int
    username: str
    name: str
    code: str
    expires_at: datetime


def issue_slips(
    *, unit_id: int, actor: Actor, now: datetime, account_ids: Collection[int] | None = None
) -> list[Slip]:
    """Slips for everybody of a unit who has not activated yet (or only for some); earlier ones stop working.

    Opens the accounts that are missing. Left out: one's own, and those above one's own post.
    """
    demand(actor.has("officer", "secretary", "system_admin"))
    demand_unit(actor, unit_id)
    demand_proof(actor)
    missing = persons_without_account(unit_id, now.date())
    if missing and account_ids is None:
        open_accounts(person_ids=missing, actor=actor, now=now)
    wanted = account_ids_of_unit(unit_id, now.date())
    if account_ids is not None:
        demand(set(account_ids) <= set(wanted))
        wanted = [each for each in wanted if each in account_ids]
    found = Account.objects.select_for_update().filter(pk__in=wanted, is_active=True, activated_at=None)
    accounts = [each for each in found if _may_get(each.pk, actor, now)]
    accounts.sort(key=lambda each: wanted.index(each.pk))
    return _issue(accounts, "activate", actor=actor, now=now, unit_id=unit_id)


def issue_slip(*, account_id: int, actor: Actor, now: datetime) -> Slip:
    """One slip for an account that has not been activated yet: also for people who are not on the roster."""
    demand_proof(actor)
    account = (
        Account.objects.select_for_update().filter(pk=account_id, is_active=True, activated_at=None).first()
    )
    if account is None or not _may_get(account_id, actor, now):
        raise NotYours
    return _issue([account], "activate", actor=actor, now=now)[0]


def reset_at_desk(*, account_id: int, actor: Actor, now: datetime) -> Slip:
    """A new way in for somebody who stands at the desk: another person's, of a lower rank, within reach."""
    demand_proof(actor)
    other = actor_of(account_id, on=now.date())
    if other is None or not may_reset(actor, other):
        raise NotYours
    account = Account.objects.select_for_update().get(pk=account_id)
    return _issue([account], "reset", actor=actor, now=now)[0]


def withdraw_slips(*, account_id: int, actor: Actor, now: datetime) -> int:
    """A slip that was lost or went to the wrong person; answers how many stopped working."""
    other = actor_of(account_id, on=now.date())
    if other is None or not (may_reset(actor, other) or actor.has("system_admin")):
        raise NotYours
    number = withdraw([account_id])
    trail.record("account.withdraw_slips", actor=actor, now=now, about=("account", account_id), number=number)
    return number


def redeem_slip(*, code: str, password: str, now: datetime) -> int:
    """Sets the password with a code that works once. Answers the account, which may then be logged in.

    Raises `Refused`; every other session and device of the account ends.
    """
    slip = find_slip(code, lock=True)
    checked_password(password, username=slip.account.username)
    account = slip.account
    account.set_password(password)
    account.activated_at = account.activated_at or now
    account.must_change_password = False
    account.save(update_fields=["password", "activated_at", "must_change_password"])
    slip.used_at = real_now()
    slip.save(update_fields=["used_at"])
    shut_other_ways(account.pk)
    actor = actor_of(account.pk, on=now.date())
    if actor is None:
        raise NotYours
    trail.record(
        "account.redeem_slip", actor=actor, now=now, about=("account", account.pk), purpose=slip.purpose
    )
    return account.pk


def find_slip(code: str, *, lock: bool = False) -> ActivationSlip:
    """The slip of a code as typed or scanned. Raises `Refused` with what to do."""
    normal = normal_activation_code(code)
    found = ActivationSlip.objects.select_related("account")
    if lock:
        found = found.select_for_update(of=("self", "account"))
    slip = found.filter(code_hash=hashed(normal)).first() if normal else None
    if slip is None:
        raise Refused(_("激活码不对。请照激活条上的 8 位码重新填写，不分大小写。"), field="code")
    if slip.used_at:
        raise Refused(
            _("这张激活条已经用过。请直接用工号和自己设的密码登录；忘了密码，请当面重设。"), field="code"
        )
    if slip.withdrawn_at or slip.expires_at <= real_now() or not slip.account.is_active:
        raise Refused(_("这张激活条已经失效。请本居民区负责人或街道经办人再发一张。"), field="code")
    return slip


def _may_get(account_id: int, actor: Actor, now: datetime) -> bool:
    """Like a reset; the administrator may also hand the first slip to a new auditor."""
    other = actor_of(account_id, on=now.date())
    if other is None:
        return False
    new_auditor = other.has("audit_admin") and actor.has("system_admin") and actor.account_id != account_id
    return may_reset(actor, other) or new_auditor


def withdraw(account_ids: Sequence[int]) -> int:
    """Unused slips of these accounts stop working; answers how many."""
    unused = Q(used_at=None, withdrawn_at=None)
    return ActivationSlip.objects.filter(unused, account__in=account_ids).update(withdrawn_at=real_now())


def _issue(
    accounts: Sequence[Account], purpose: str, *, actor: Actor, now: datetime, unit_id: int | None = None
) -> list[Slip]:
    real = real_now()
    withdraw([each.pk for each in accounts])
    slips = [
        Slip(each.pk, each.username, each.display_name, new_activation_code(), real + LASTS[purpose])
        for each in accounts
    ]
    ActivationSlip.objects.bulk_create(
        ActivationSlip(
            account_id=slip.account_id, purpose=purpose, code_hash=hashed(slip.code),
            issued_by_id=actor.account_id or 0, issued_at=real, expires_at=slip.expires_at,
        )
        for slip in slips
    )  # fmt: skip
    trail.write(
        [
            trail.entry(
                "account.issue_slip", actor=actor, now=now, about=("account", slip.account_id),
                unit_id=unit_id, purpose=purpose,
            )
            for slip in slips
        ]
    )  # fmt: skip
    return slips
