"""Conditions: every name exists, every test fits its type, every code is one of its codes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from yanxing.engine.exact import shown
from yanxing.engine.grammar.base import Node
from yanxing.engine.grammar.conditions import AllOf, AnyOf, Compare, Condition, Not, OtherName, Test
from yanxing.engine.grammar.terms import Literally, Own, Ref, Term
from yanxing.engine.grammar.walking import nodes
from yanxing.policy.checking.inspection import Scope
from yanxing.policy.checking.names import named
from yanxing.policy.checking.registry import like_units, type_of
from yanxing.policy.checking.repeating import repeating
from yanxing.policy.checking.types import Type

_SIZE = ("at_least", "above", "at_most", "below")
_DAYS = ("from", "after", "until", "before")
_WORDS: dict[str, tuple[str, ...]] = {
    "number": ("is", "is_not", *_SIZE, "known"),
    "date": ("is", "is_not", *_DAYS, "within", "known"),
    "moment": ("is", "is_not", *_DAYS, "within", "known"),
    "yes_no": ("is", "is_not", "known"),
    "code": ("is", "is_not", "in", "not_in", "known"),
    "key": ("is", "is_not", "in", "not_in", "known"),
    "text": ("is", "is_not", "in", "not_in", "known"),
    "codes": ("has", "lacks", "has_all", "has_any", "known"),
    "records": ("known",),
}


def check_condition(condition: Condition, scope: Scope) -> None:
    """Checks a condition and all it is made of."""
    match condition:
        case AllOf(all=parts) | AnyOf(any=parts):
            for part in parts:
                check_condition(part, scope)
        case Not(not_=part):
            check_condition(part, scope)
        case Compare():
            _compare(condition, scope)


def _compare(compare: Compare, scope: Scope) -> None:
    found = named(compare.name, compare, scope)
    for test in compare.tests:
        _test(compare.name, found, test, scope)
        if scope.owner is not None and _names_in(test) == {compare.name}:
            scope.see.say("compares_itself", test, name=compare.name)
    if found.rounded and compare.on is None and any(_looks_at_size(test) for test in compare.tests):
        scope.see.say("rounded_compare", compare, name=compare.name)


def _names_in(test: Test) -> set[str]:
    """Every name an operand reads, of the record or of its row; a window is none."""
    if test.word == "within" or not isinstance(test.operand, Node):
        return set()
    found: set[str] = set()
    for node in nodes(test.operand):
        match node:
            case OtherName(of=name) | Ref(name=name):
                found.add(name)
            case Own(own=name):
                found.add(f"own {name}")
    return found


def _looks_at_size(test: Test) -> bool:
    return test.word in (*_SIZE, "is", "is_not")


def _test(name: str, found: Type, test: Test, scope: Scope) -> None:
    at = test if test.line else None
    if found.word == "any":
        _operand_names(test, scope)
    elif test.word not in _WORDS[found.word]:
        _unfit(name, found, test, scope)
    elif test.word == "known":
        if not isinstance(test.operand, bool) and not _is_yes_no(test.operand):
            scope.see.say("operand_yes_no", at, name=name, word="known")
    else:
        _OPERANDS[found.word](name, found, test, scope)


def _unfit(name: str, found: Type, test: Test, scope: Scope) -> None:
    if found.family == "code" and test.word in _SIZE:
        scope.see.say(f"{found.word}_by_size", test, name=name, word=test.word)
    else:
        scope.see.say(
            "test_not_fit", test, name=name, type=found.word, word=test.word, words=_WORDS[found.word]
        )


def _is_yes_no(operand: object) -> bool:
    return isinstance(operand, Literally) and isinstance(operand.value, bool)


def _operand_names(test: Test, scope: Scope) -> None:
    """Of a name whose type is not known: the operand's own names still must exist."""
    if isinstance(test.operand, OtherName):
        named(test.operand.of, test.operand, scope)
    elif isinstance(test.operand, Node) and test.word != "within":
        type_of(test.operand, scope)


def _other(operand: object, scope: Scope) -> Type | None:
    """The type of a term or another name; None when it is neither."""
    if isinstance(operand, bool):
        return Type("yes_no")
    if isinstance(operand, OtherName):
        return named(operand.of, operand, scope)
    if isinstance(operand, Node):
        term: Term = operand  # type: ignore[assignment]
        return type_of(term, scope)
    return None


def _number(name: str, found: Type, test: Test, scope: Scope) -> None:
    other = _other(test.operand, scope)
    if _bare_name(name, test, scope):
        return
    if other is None or other.word not in ("number", "any"):
        scope.see.say("operand_number", test, name=name, word=test.word)
        return
    like_units(found, other, test, scope, test.word)
    if found.share and (near := repeating(_literal(test.operand, scope), found.share)):
        part, whole = near
        scope.see.say("rate_repeats", test, name=name, number=_shown(test, scope), part=part, whole=whole)


def _bare_name(name: str, test: Test, scope: Scope) -> bool:
    """A known name written where a bare word is a code."""
    written = test.operand
    if not isinstance(written, str) or written not in scope.known():
        return False
    scope.see.say("operand_bare_name", test, name=name, word=test.word, other=written)
    return True


def _literal(operand: object, scope: Scope) -> Fraction | None:
    if isinstance(operand, Literally) and isinstance(operand.value, Fraction):
        return operand.value
    values = scope.see.values
    if isinstance(operand, Ref) and operand.name in values and operand.name not in scope.names:
        number = values[operand.name].is_
        return number if isinstance(number, Fraction) else None
    return None


def _shown(test: Test, scope: Scope) -> str:
    number = _literal(test.operand, scope)
    return shown(number) if number is not None else ""


def _date(name: str, _found: Type, test: Test, scope: Scope) -> None:
    if test.word == "within":
        _window(test, scope)
        return
    other = _other(test.operand, scope)
    if _bare_name(name, test, scope):
        return
    if other is None or other.family not in ("date", "any"):
        scope.see.say("operand_date", test, name=name, word=test.word)


def _window(test: Test, scope: Scope) -> None:
    window = test.operand.name if isinstance(test.operand, Ref) else test.operand
    windows = scope.see.windows
    if window not in windows:
        scope.see.unknown("no_window", test, str(window), windows)
    else:
        scope.see.used.windows.add(str(window))


def _yes_no(name: str, _found: Type, test: Test, scope: Scope) -> None:
    other = _other(test.operand, scope)
    if other is None or other.word not in ("yes_no", "any"):
        scope.see.say("operand_yes_no", test, name=name, word=test.word)


def _code(name: str, found: Type, test: Test, scope: Scope) -> None:
    many = test.word in ("in", "not_in")
    if isinstance(test.operand, OtherName | Own) and not many:
        other = _other(test.operand, scope) or found
        if other.family not in ("code", "any"):
            scope.see.say("operand_code", test, name=name, word=test.word)
        return
    _listed(name, found, test, many, scope)


def _codes(name: str, found: Type, test: Test, scope: Scope) -> None:
    if isinstance(test.operand, OtherName):
        other = named(test.operand.of, test.operand, scope)
        if other.word not in ("codes", "code", "key", "any"):
            scope.see.say("operand_code", test, name=name, word=test.word)
        return
    _listed(name, found, test, test.word in ("has_all", "has_any"), scope)


def _listed(name: str, found: Type, test: Test, many: bool, scope: Scope) -> None:
    """Codes written after a test: one, or a list of them; each must be among the name's codes."""
    if many and isinstance(test.operand, tuple):
        codes = test.operand
    elif not many and isinstance(test.operand, str):
        codes = (test.operand,)
    else:
        scope.see.say("operand_code", test, name=name, word=test.word)
        return
    for code in codes:
        check_code(code, name, found, test, scope)


def check_code(code: str, name: str, found: Type, at: Node, scope: Scope) -> None:
    """A code must be one of those the name can have, where these are a closed set."""
    if found.codes is not None and code not in found.codes:
        scope.see.unknown("no_code", at, code, found.codes, of=name)


_OPERANDS: dict[str, Callable[[str, Type, Test, Scope], None]] = {
    "number": _number, "date": _date, "moment": _date, "yes_no": _yes_no,
    "code": _code, "key": _code, "text": _code, "codes": _codes,
}  # fmt: skip
