"""The second step: setting up an authenticator, checking its codes, its recovery codes."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import decrypt
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import demand, demand_proof
from yanxing.access.proof import matching_step
from yanxing.access.refusal import Refused
from yanxing.actions import trail
from yanxing.records.models import Account


def enrol_authenticator(*, secret: str, code: str, actor: Actor, now: datetime) -> list[str]:
    """Keeps the secret once its first code is right. Answers the recovery codes, shown this once."""
    demand(actor.account_id is not None)
    step = matching_step(secret, code)
    if step is None:
        raise Refused(_("验证码不对。请看手机上现在的 6 位数字，并核对手机的时间。"), field="code")
    account = Account.objects.select_for_update().get(pk=actor.account_id or 0)
    if Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists():
        raise Refused(_("已经设置过验证器。要换一个，请先停用原来的。"))
    kept = TOTP.activate(account, secret).instance
    kept.data["last_step"] = step
    kept.save(update_fields=["data"])
    codes: list[str] = RecoveryCodes.activate(account).generate_codes()
    trail.record("account.enrol_authenticator", actor=actor, now=now, about=("account", account.pk))
    return codes


def drop_authenticator(*, actor: Actor, now: datetime) -> None:
    """Removes one's own, with its recovery codes."""
    demand(actor.account_id is not None)
    demand_proof(actor)
    Authenticator.objects.filter(user_id=actor.account_id).delete()
    trail.record("account.drop_authenticator", actor=actor, now=now, about=("account", actor.account_id))


def code_is_right(*, account_id: int, code: str) -> bool:
    """A code of the authenticator or a recovery code; each counts once, whichever process is asked."""
    kept = Authenticator.objects.select_for_update().filter(user_id=account_id).order_by("type")
    for one in kept:
        if one.type == Authenticator.Type.TOTP and _step_is_right(one, code):
            return True
        if one.type == Authenticator.Type.RECOVERY_CODES and RecoveryCodes(one).validate_code(code):
            return True
    return False


def _step_is_right(one: Authenticator, code: str) -> bool:
    step = matching_step(decrypt(one.data["secret"]), code, after=one.data.get("last_step", -1))
    if step is None:
        return False
    one.data["last_step"] = step
    one.record_usage()
    one.save(update_fields=["data"])
    return True
