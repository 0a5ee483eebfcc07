"""Tree → grammar, driven by the shapes. What cannot be read is reported, remembered and left out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Any, get_args

from yanxing.engine.grammar.base import Node
from yanxing.engine.grammar.terms import Literally, Ref
from yanxing.policy.findings import Finding, Placed, finding_of
from yanxing.policy.nearest import nearest
from yanxing.policy.reading.elsewhere import INSTEAD, instead
from yanxing.policy.reading.nodes import YamlList, YamlMap, YamlNode, YamlScalar, scalars
from yanxing.policy.reading.scalars import CODE, NAME, kind_of, misread, name_problem, value_of
from yanxing.policy.reading.shapes import Kind, Plan, Shape, plan_of

BROKEN: Any = object()
"""Stands for what could not be read; never part of a policy."""

MOST_FINDINGS = 300


class EnoughError(Exception):
    """There are as many findings as anybody will read at once."""


_OF_COLUMNS = ("round", "show", "when_missing")
_EVERYWHERE = ("clause", "reading", "because")


class Builder:
    """Reads nodes of one file. `broken`: every word of the parts left out, where a missing name may stand."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.broken: set[str] = set()

    def note(self, found: Finding) -> None:
        """Keep a finding; so many mean that the file is something else, and the rest says no more."""
        self.findings.append(found)
        if len(self.findings) >= MOST_FINDINGS:
            raise EnoughError

    def report(self, code: str, at: Placed, /, **params: object) -> Any:
        """Note a finding; answers BROKEN so that a reader can return it."""
        self.note(finding_of(code, at, params))
        return BROKEN

    def read(self, shape: Shape, node: YamlNode, place: str) -> Any:
        """Whatever the shape allows here, or BROKEN. `place` is the key it stands under."""
        if isinstance(node, YamlScalar):
            return self.scalar(shape, node, place)
        if isinstance(node, YamlList):
            return self._list(shape, node, place)
        return self._map(shape, node, place)

    # scalars

    def scalar(self, shape: Shape, node: YamlScalar, place: str) -> Any:
        if node.lost:
            return BROKEN
        value = value_of(node)
        read = self._word(shape, node, value) if isinstance(value, str) else _typed(shape, node, value)
        if read is BROKEN:
            self._unfit_scalar(shape, node, place)
        return read

    def _word(self, shape: Shape, node: YamlScalar, word: str) -> Any:
        if word in shape.literals:
            return word
        if NAME.fullmatch(word) and (shape.term or "name" in shape.kinds):
            return Ref(name=word, line=node.line, column=node.column) if shape.term else word  # type: ignore[arg-type]
        if CODE.fullmatch(word) and "code" in shape.kinds:
            return word
        return word.strip() if "text" in shape.kinds and word.strip() else BROKEN

    def _unfit_scalar(self, shape: Shape, node: YamlScalar, place: str) -> None:
        if not node.text.strip():
            self.report("value_empty", node, where=place)
        elif "text" in shape.kinds:
            self.report("want_text", node, where=place, got=node.text)
        elif found := misread(node):
            self.note(found)
        elif shape.literals and not shape.term and not {"name", "code"} & shape.kinds:
            self._not_one_of(shape.literals, node, place)
        elif isinstance(value_of(node), str) and (shape.term or {"name", "code"} & shape.kinds):
            self.note(name_problem(node))
        else:
            self.unfit(shape, node, place, node.text)

    def _not_one_of(self, words: Iterable[str], node: YamlScalar, place: str) -> None:
        words = list(words)
        if said := instead(node.text, words):
            self.report("word_elsewhere", node, word=node.text, instead=said)
        elif near := nearest(node.text, words):
            self.report("want_one_of_near", node, where=place, got=node.text, near=near)
        else:
            self.report("want_one_of", node, where=place, got=node.text, words=words)

    # lists and maps

    def _list(self, shape: Shape, node: YamlList, place: str) -> Any:
        if shape.item is None:
            return self.unfit(shape, node, place, "[…]")
        if not node.items:
            return self.report("list_empty", node, where=place)
        if shape.item.mapping and not shape.item.takes_scalar:
            for item in node.items:
                if isinstance(item, YamlMap) and len(item.entries) != 1:
                    self.report("one_key_each", item, where=place)
        read = [self.read(shape.item, item, place) for item in node.items]
        kept = tuple(item for item in read if item is not BROKEN)
        return kept or BROKEN

    def _map(self, shape: Shape, node: YamlMap, place: str) -> Any:
        if shape.condition:
            from yanxing.policy.reading.conditions import condition  # noqa: PLC0415 - they read each other

            return condition(self, node, place)
        for key in node.entries:
            if key in shape.heads:
                return self.construct(_of_head(shape.heads[key], node), node, key)
            if key in shape.pairs:
                return self._pair(shape.pairs[key], key, node)
        if shape.plain:
            return self.construct(shape.plain, node, place)
        if shape.mapping:
            return self._names(*shape.mapping, node, place)
        if shape.words and node.entries:
            return self._no_head(shape, node, place)
        return self.unfit(shape, node, place, "{…}")

    def _no_head(self, shape: Shape, node: YamlMap, place: str) -> Any:
        self.broken.update(scalar.text for scalar in scalars(node))
        keys = [key for key, _ in node.entries.values()]
        for guess in (instead, nearest):
            for key in keys:
                if said := guess(key.text, shape.words):
                    code = "word_elsewhere" if guess is instead else "key_unknown_near"
                    return self.report(
                        code, key, word=key.text, instead=said, where=place, key=key.text, near=said
                    )
        return self.report("head_unknown", keys[0], where=place, key=keys[0].text, known=shape.words)

    def _names(self, kind: Kind, shape: Shape, node: YamlMap, place: str) -> Any:
        if not node.entries:
            return self.report("map_empty", node, where=place)
        read: dict[Any, Any] = {}
        for key, value in node.entries.values():
            name = self.scalar(_KEY_SHAPES[kind], key, place)
            entry = self.read(shape, value, key.text)
            if name is BROKEN or entry is BROKEN:
                self.broken.add(key.text)
            elif name in read:
                self.report("key_equal", key, key=key.text)
            else:
                read[name] = entry
        return read

    def _pair(self, cls: type[Node], head: str, node: YamlMap) -> Any:
        key, value = node.entries[head]
        for other, _ in node.entries.values():
            if other.text != head:
                self.report("pair_alone", other, head=head, key=other.text)
        plan = plan_of(cls)
        first, second = plan.fields.values()
        read = self.read(second.shape, value, head)
        if read is BROKEN:
            return BROKEN
        return cls(**{first.name: head, second.name: read}, line=key.line, column=key.column)

    # constructs

    def construct(self, cls: type[Node], node: YamlMap, place: str, whole: bool = True) -> Any:
        """An instance of the class. `whole=False`: the file was damaged, so a missing key says nothing."""
        plan = plan_of(cls)
        values: dict[str, Any] = {}
        meant: set[str | None] = set()
        if self._lacks_is(plan, node, place):
            return self._left_out(node)
        for key, value in node.entries.values():
            if key.text not in plan.fields:
                meant.add(self.unknown_key(key, plan.keys, place))
                self.broken.update(scalar.text for scalar in scalars(value))
                continue
            field = plan.fields[key.text]
            values[field.name] = self.read(field.shape, value, key.text)
            if values[field.name] is BROKEN:
                self.broken.update(scalar.text for scalar in scalars(value))
        if whole:
            self._missing_keys(plan, {*node.entries, *meant}, node, place)
        if any(field.required and values.get(field.name, BROKEN) is BROKEN for field in plan.fields.values()):
            return self._left_out(node)
        known = {name: value for name, value in values.items() if value is not BROKEN}
        return cls(**known, line=node.line, column=node.column)

    def _left_out(self, node: YamlNode) -> Any:
        self.broken.update(scalar.text for scalar in scalars(node))
        return BROKEN

    def _missing_keys(self, plan: Plan, written: set[str | None], node: YamlMap, place: str) -> None:
        for field in plan.fields.values():
            if field.required and field.key not in written:
                self.report("key_missing", node, where=place, key=field.key)

    def _lacks_is(self, plan: Plan, node: YamlMap, place: str) -> bool:
        """`total: {sum: […]}` where `total: {is: {sum: […]}}` is meant."""
        field = plan.fields.get("is")
        if field is None or "is" in node.entries:
            return False
        for key, _ in node.entries.values():
            if key.text in field.shape.heads and key.text not in plan.fields:
                self.report("write_is", key, where=place, got=f"{{{key.text}: …}}")
                return True
        return False

    def unknown_key(self, key: YamlScalar, allowed: Iterable[str], place: str) -> str | None:
        """Refuse a key; answers the word that was probably meant."""
        known = list(allowed)
        mark = misread(key)
        if mark and mark.code.startswith("colon"):
            self.note(mark)
            return next((word for word in known if key.text.startswith((f"{word}:", f"{word}："))), None)
        if said := instead(key.text, known):
            self.report("word_elsewhere", key, word=key.text, instead=said)
            return said
        if key.text in _OF_COLUMNS:
            self.report("word_of_columns", key, where=place, key=key.text)
            return None
        if key.text not in INSTEAD and (near := nearest(key.text, known)):
            self.report("key_unknown_near", key, where=place, key=key.text, near=near)
            return near
        shown = [word for word in known if word not in _EVERYWHERE] or known
        self.report("key_unknown", key, where=place, key=key.text, known=shown)
        return None

    def unfit(self, shape: Shape, node: YamlNode, place: str, got: str) -> Any:
        """Say what was wanted here in plain words."""
        if isinstance(node, YamlMap) and "result" in node.entries and "name" in shape.kinds:
            result = node.entries["result"][1]
            name = result.text if isinstance(result, YamlScalar) else "…"
            return self.report("result_for_name", node, where=place, name=name)
        if (
            isinstance(node, YamlScalar)
            and (found := misread(node))
            and found.code.startswith(("colon", "comma"))
        ):
            self.note(found)
            return BROKEN
        if shape.plain and not shape.takes_scalar and "is" in plan_of(shape.plain).fields:
            return self.report("write_is", node, where=place, got=got)
        if shape.plain and not shape.takes_scalar and not shape.heads and not shape.item:
            known = [key for key in plan_of(shape.plain).keys if key not in _EVERYWHERE]
            return self.report("want_map", node, where=place, got=got, known=known)
        return self.report(
            _wanted(shape), node, where=place, got=got, known=shape.words, words=shape.literals
        )


def _typed(shape: Shape, node: YamlScalar, value: Fraction | date | datetime | bool) -> Any:
    """A number, date, moment, true or false where one is wanted."""
    kind = kind_of(value)
    if shape.term:
        return Literally(value=value, line=node.line, column=node.column)
    if kind in shape.kinds:
        return value
    if kind == "number" and "whole" in shape.kinds and isinstance(value, Fraction):
        return int(value) if value.denominator == 1 and value >= 0 and "." not in node.text else BROKEN
    if kind == "number" and "code" in shape.kinds and CODE.fullmatch(node.text):
        return node.text
    if "text" in shape.kinds and kind != "yes_no":
        return node.text
    return BROKEN


def _of_head(classes: tuple[type[Node], ...], node: YamlMap) -> type[Node]:
    """Of constructs sharing a head, the one whose mark, or one of whose own keys, stands beside it."""
    marked = [cls for cls in classes if cls.MARK]
    plain = [cls for cls in classes if not cls.MARK]
    for cls in marked:
        if cls.MARK in node.entries or not plain:
            return cls
        own = set(plan_of(cls).fields) - set(plan_of(plain[0]).fields)
        if own & set(node.entries):
            return cls
    return plain[0]


def _wanted(shape: Shape) -> str:
    """The catalogue entry that says what this place takes."""
    kinds = shape.kinds
    checks = (
        (shape.condition, "want_condition"),
        (shape.term, "want_term"),
        ({"number", "code"} <= kinds, "want_number_or_code"),
        ("number" in kinds, "want_number"),
        ("whole" in kinds, "want_whole"),
        ("date" in kinds, "want_date"),
        ("moment" in kinds, "want_moment"),
        ("yes_no" in kinds, "want_yes_no"),
        (shape.item is not None and not shape.takes_scalar, "want_list"),
        ("name" in kinds, "want_name"),
        ("code" in kinds, "want_code"),
        (bool(shape.literals), "want_one_of"),
        ("text" in kinds, "want_text"),
        (shape.mapping is not None, "want_names"),
    )
    return next((code for wanted, code in checks if wanted), "want_map")


_KEY_SHAPES: dict[Kind, Shape] = {kind: Shape(kinds=frozenset({kind})) for kind in get_args(Kind)}
