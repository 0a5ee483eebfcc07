"""Which function works out the type of which term; modules register here and need not know each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yanxing.engine.grammar.terms import Term
from yanxing.policy.checking.inspection import Scope
from yanxing.policy.checking.types import ANY, Type
from yanxing.policy.findings import Placed

DEEPEST = 80
"""Terms inside terms, through definitions; far more than a person can follow, and less than Python can."""

_TYPERS: dict[type, Callable[[Any, Scope], Type]] = {}


def types(*shapes: type) -> Callable[[Callable[[Any, Scope], Type]], Callable[[Any, Scope], Type]]:
    """Registers the function that types these shapes."""

    def register(typer: Callable[[Any, Scope], Type]) -> Callable[[Any, Scope], Type]:
        _TYPERS.update(dict.fromkeys(shapes, typer))
        return typer

    return register


def type_of(term: Term, scope: Scope) -> Type:
    """The type of a term; findings about it are added on the way. `any` after a finding."""
    typer = _TYPERS.get(type(term))
    if typer is None:
        return ANY
    if scope.see.depth >= DEEPEST:
        if not scope.see.used.too_deep:  # once: of a long chain every link would say the same
            scope.see.say("definitions_too_deep", term, deepest=DEEPEST)
        scope.see.used.too_deep = True
        return ANY
    scope.see.depth += 1
    try:
        return typer(term, scope)
    finally:
        scope.see.depth -= 1


def want(family: str, term: Term, scope: Scope, word: str) -> Type:
    """The type of a term that must be a `number`, `date` (or moment), `code` (or key, text) and so on.

    `word` is the key it stands under."""
    found = type_of(term, scope)
    return expect(family, found, term, scope, word)


def expect(family: str, found: Type, at: Placed, scope: Scope, word: str) -> Type:
    """The type found, or `any` with a finding when it is of another family."""
    if "any" in (found.word, family) or found.family == family:
        return found
    scope.see.say(f"wants_{family}", at, word=word, type=found.word)
    return ANY


def like_units(one: Type, other: Type, at: Placed, scope: Scope, word: str) -> None:
    """Numbers in unlike units are neither added nor compared; a number without a unit goes with any."""
    if one.word == other.word == "number" and one.unit and other.unit and one.unit != other.unit:
        scope.see.say("unlike_units", at, word=word, one=one.unit, other=other.unit)
