"""A way back in when nobody is left above an account: given on the machine itself, by whoever runs it."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor, actor_of
from yanxing.access.clock import real_now
from yanxing.access.hashing import hashed
from yanxing.access.refusal import Refused
from yanxing.access.tokens import new_activation_code
from yanxing.actions import trail
from yanxing.actions.accounts.slips import LASTS, Slip, withdraw
from yanxing.records.models import Account, ActivationSlip

MACHINE = Actor(None, None, "command", door="command")
"""Nobody of the roster: whoever holds the keys of the machine."""


def reset_on_machine(*, username: str, now: datetime) -> Slip:
    """A slip for an auditor or administrator, or for whoever has lost an authenticator, which goes: a slip
    alone does not pass it. It works once, for a day; earlier ones stop working.

    Raises `Refused` for anybody else, who has somebody above to go to.
    """
    account = Account.objects.select_for_update().filter(username__iexact=username.strip()).first()
    if account is None or not account.is_active:
        raise Refused(_("没有这个用户名，或账号已停用：%(name)s") % {"name": username}, field="username")
    other = actor_of(account.pk, on=now.date())
    kept = Authenticator.objects.filter(user_id=account.pk)
    if other is None or not (other.has("audit_admin", "system_admin") or kept.exists()):
        raise Refused(
            _("这里只给审计管理员和系统管理员重设。%(name)s请到街道经办人或本居民区负责人处当面重设。")
            % {"name": account.display_name},
            field="username",
        )
    kept.delete()
    withdraw([account.pk])
    real = real_now()
    slip = Slip(
        account.pk, account.username, account.display_name, new_activation_code(), real + LASTS["reset"]
    )
    # A reset has to be somebody else's, and there is nobody: the machine issues it as a first slip.
    ActivationSlip.objects.create(
        account=account, purpose="activate", code_hash=hashed(slip.code), issued_by=account, issued_at=real,
        expires_at=slip.expires_at,
    )  # fmt: skip
    trail.record("account.reset_on_machine", actor=MACHINE, now=now, about=("account", account.pk))
    return slip
