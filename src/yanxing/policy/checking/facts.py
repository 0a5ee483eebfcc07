"""Facts, sources, values and definitions: names that are free, types that exist, values that say enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.document import Value
from yanxing.engine.grammar.facts import FactType, KeyOf, ManyCodes, OneCode, Origin, Records
from yanxing.policy.checking.inspection import RESERVED, Inspection, Scope, Shape
from yanxing.policy.checking.names import NOT_FOUND
from yanxing.policy.checking.nesting import check_nesting
from yanxing.policy.checking.shapes import any_shape
from yanxing.policy.checking.stages import check_column
from yanxing.policy.findings import Finding


def check_facts(see: Inspection) -> None:
    """Checks the declared facts of every kind."""
    taken = {*see.values, *see.define}
    for kind, facts in see.facts.items():
        if kind in RESERVED - {"house"}:
            see.say_at(f"facts.{kind}", "reserved_name", name=kind)
        for name, fact in facts.items():
            place = f"facts.{kind}.{name}"
            if name in RESERVED:
                see.say_at(place, "reserved_name", name=name)
            if name in taken:
                see.say_at(place, "fact_hides", name=name)
            _fact(name, fact, place, see)


def _fact(name: str, fact: FactType, place: str, see: Inspection) -> None:
    see.place = place
    if isinstance(fact, Records):
        for field, simple in fact.records.items():
            if field in RESERVED - {"id"}:
                see.say_at(f"{place}.records.{field}", "reserved_name", name=field)
            _fact(field, simple, place, see)
    elif isinstance(fact, (OneCode, ManyCodes)):
        codes = fact.code if isinstance(fact, OneCode) else fact.codes
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            see.say("code_twice", fact, name=name, code=code)
    elif isinstance(fact, KeyOf):
        kinds = {*see.facts, *see.runs}
        if fact.key not in kinds:
            see.unknown("no_kind", fact, fact.key, kinds)
    see.place = ""


def check_sources(see: Inspection) -> None:
    """Checks that sources speak of facts there are."""
    for name, origin in see.sources.items():
        see.place = f"sources.{name}"
        facts = _facts_of(name, origin, see)
        if facts is not None:
            _origin(origin, facts, see)
    see.place = ""


def _facts_of(name: str, origin: Origin, see: Inspection) -> Mapping[Name, FactType] | None:
    kind, _, records = name.partition(".")
    facts = see.facts
    if kind not in facts:
        see.unknown("no_kind", origin, kind, facts)
        return None
    if not records:
        return facts[kind]
    listed = facts[kind].get(Name(records))
    if not isinstance(listed, Records):
        lists = [each for each, fact in facts[kind].items() if isinstance(fact, Records)]
        see.unknown("no_list", origin, records, lists)
        return None
    return {**listed.records}


def _origin(origin: Origin, facts: Mapping[Name, FactType], see: Inspection) -> None:
    known = {*facts, "id", "parent"}
    matched = (name for names in origin.match for name in names)
    for name in (*(origin.headers or ()), *(origin.blank or ()), *matched):
        if name not in known:
            see.unknown("no_name", origin, name, known)
    codes = set(_codes(facts))
    for code in origin.words or ():
        if code not in codes:
            see.unknown("no_word", origin, code, codes)


def _codes(facts: Mapping[Name, FactType]) -> Iterator[str]:
    for fact in facts.values():
        if isinstance(fact, OneCode):
            yield from fact.code
        elif isinstance(fact, ManyCodes):
            yield from fact.codes
        elif isinstance(fact, Records):
            yield from _codes({**fact.records})
    yield from ("true", "false", "yes", "no")


def check_values(see: Inspection) -> None:
    """Each value is set once, or says what it blocks."""
    for name, value in see.values.items():
        see.place = f"values.{name}"
        if name in RESERVED:
            see.say("reserved_name", value, name=name)
        if name in see.define:
            see.say("column_hides", value, name=name)
        said = [word for word in ("is_", "since", "needed") if getattr(value, word) is not None]
        if len(said) != 1:
            see.say("value_forms", value, name=name)
    see.place = ""


def check_unset(see: Inspection) -> None:
    """After all rules were seen: what stands still while a value is not set."""
    for name, value in see.values.items():
        if not _unset(value):
            continue
        see.place = f"values.{name}"
        if value.needed == "adoption":
            see.say("value_blocks_adoption", value, name=name)
        else:
            blocked = sorted(see.used.values.get(name, set()) - {""})
            see.say("value_blocks_use" if blocked else "value_unset", value, name=name, runs=blocked)
    see.place = ""


def _unset(value: Value) -> bool:
    return value.needed is not None and value.is_ is None and not value.since


def check_definitions(see: Inspection, runs: Mapping[str, Shape]) -> None:
    """Checks each definition once against all facts there are; each use checks it against its own row."""
    shape, lists = any_shape(see), frozenset({"rows", "all_rows", "past"})
    for name, column in see.define.items():
        see.place = f"define.{name}"
        if name in RESERVED:
            see.say("reserved_name", column, name=name)
        muted = see.muted()
        check_column(name, column, Scope(muted, shape.names, runs, lists=lists))
        for each in muted.findings:
            see.findings.append(each)
            if each.code in NOT_FOUND:
                see.nowhere.add(each.params["name"])
    see.findings = [each for each in see.findings if not _told(each, see)]
    see.place = ""
    check_nesting(see)


def _told(each: Finding, see: Inspection) -> bool:
    """Whether a definition's missing name was told at the definition, so that no use of it need repeat it."""
    return each.code == "definition_not_here" and each.params["missing"] in see.nowhere
