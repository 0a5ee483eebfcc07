from __future__ import annotations

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer_who_acts, anyone, runs_or_officer, runs_the_system, signed_in
from yanxing.web.accounts import authenticator, device, link, listing, login, mine, one, slip, slips, starting
from yanxing.web.accounts.preferences import language, letters
from yanxing.web.accounts.proving import prove
from yanxing.web.routes import Route


def gives_slips(actor: Actor) -> bool:
    return actor.has("system_admin", "officer", "secretary")


def resets_accounts(actor: Actor) -> bool:
    return gives_slips(actor) or actor.has("audit_admin")


_ENTERING = [
    Route("login", "login/", login.enter, anyone, counts=True),
    Route("login-code", "login/code/", login.second_step, anyone, counts=True),
    Route("logout", "logout/", login.leave, anyone),
    Route("prove", "prove/", prove, signed_in, counts=True),
    Route("language", "language/", language, anyone),
    Route("letters", "letters/", letters, anyone),
    Route("first-start", "first-start/", starting.start, anyone, counts=True),
    Route("slip-code", "start/", slip.type_code, anyone, counts=True),
    Route("slip", "start/<str:code>/", slip.slip, anyone, counts=True),
    Route("personal-link", "enter/<str:token>/", link.personal_link, anyone, counts=True),
]
_MINE = [
    Route("my-account", "my/account/", mine.my_account, signed_in),
    Route("my-password", "my/password/", mine.my_password, signed_in, counts=True),
    Route("my-token", "my/token/", mine.my_token, signed_in),
    Route("token-drop", "my/token/<int:token_id>/drop/", mine.drop_token, signed_in),
    Route("authenticator", "my/authenticator/", authenticator.authenticator, signed_in, counts=True),
    Route("authenticator-drop", "my/authenticator/drop/", authenticator.drop, signed_in),
    Route("device-enrol", "my/device/", device.enrol, signed_in),
    Route("device-revoke", "my/device/<int:device_id>/revoke/", device.revoke, signed_in),
]
_ONE = "accounts/<int:account_id>/"
_HOLDING = _ONE + "posts/<int:holding_id>/"
_ACCOUNTS = [
    Route("accounts", "accounts/", listing.accounts, resets_accounts),
    Route("account-new", "accounts/new/", listing.new_account, runs_the_system),
    Route("judge-new", "accounts/judge/", listing.new_judge, runs_or_officer),
    Route("slips", "accounts/slips/", slips.units, gives_slips),
    Route("slips-unit", "accounts/slips/<int:unit_id>/", slips.print_unit, gives_slips),
    Route("account", _ONE, one.account, resets_accounts),
    Route("account-slip", _ONE + "slip/", slips.print_one, resets_accounts),
    Route("account-withdraw", _ONE + "withdraw/", one.withdraw, gives_slips),
    Route("account-post", _ONE + "posts/new/", one.new_post, gives_slips),
    Route("account-close", _ONE + "close/", one.close, runs_or_officer),
    Route("account-reopen", _ONE + "reopen/", one.reopen, runs_the_system),
    Route("judge-link", _ONE + "link/", one.judge_link, runs_or_officer),
    Route("account-grant", _ONE + "grants/new/", one.new_grant, an_officer_who_acts),
    Route("grant-revoke", _ONE + "grants/<int:grant_id>/revoke/", one.stop_grant, an_officer_who_acts),
    Route("post-end", _HOLDING + "end/", one.stop_holding, gives_slips),
    Route("post-stand", _HOLDING + "stand/", one.change_stand, gives_slips),
    Route("post-hand-over", _HOLDING + "hand-over/", one.hand_post_over, gives_slips),
]
ROUTES: list[Route] = [*_ENTERING, *_MINE, *_ACCOUNTS]
