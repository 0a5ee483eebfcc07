from __future__ import annotations

from yanxing.access.predicates import anyone, signed_in
from yanxing.web.accounts.login import enter, leave, second_step
from yanxing.web.accounts.preferences import language, letters
from yanxing.web.accounts.proving import prove
from yanxing.web.routes import Route

ROUTES: list[Route] = [
    Route("login", "login/", enter, anyone),
    Route("login-code", "login/code/", second_step, anyone),
    Route("logout", "logout/", leave, anyone),
    Route("prove", "prove/", prove, signed_in),
    Route("language", "language/", language, anyone),
    Route("letters", "letters/", letters, anyone),
]
