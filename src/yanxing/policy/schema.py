"""The grammar as JSON Schema 2020-12, so that an editor completes and underlines while a policy is written.

It says what may stand where; names, types and order of reading are the checker's. The first line of a policy:
`# yaml-language-server: $schema=policy.schema.json`.
"""

from __future__ import annotations

from inspect import cleandoc
from typing import Any, get_args

from yanxing.engine.grammar.base import Node
from yanxing.engine.grammar.conditions import OtherName
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.terms import Percent
from yanxing.policy.reading.conditions import MANY_CODES, ONE_CODE, SAME, WORDS
from yanxing.policy.reading.shapes import Kind, Shape, plan_of

Json = dict[str, Any]

_NAME = "^[a-z][a-z0-9_]*$"
_CODE = "^([a-z][a-z0-9_]*|[0-9]{4}(h[12]|q[1-4]|m(0[1-9]|1[0-2]))?)$"
_NUMBER = "^-?(0|[1-9][0-9]*)([.][0-9]+)?$"
_DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MOMENT = "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?$"

_SCALARS: dict[Kind, Json] = {
    "number": {"type": "number"},
    "whole": {"type": "integer", "minimum": 0},
    "date": {"type": "string", "pattern": _DATE},
    "moment": {"type": "string", "pattern": _MOMENT},
    "yes_no": {"type": "boolean"},
    "name": {"type": "string", "pattern": _NAME},
    "code": {"type": ["string", "integer"], "pattern": _CODE, "minimum": 1000, "maximum": 9999},
    "text": {"type": ["string", "number"], "minLength": 1},
}

_KEYS: dict[Kind, Json] = {
    **{kind: {"pattern": scalar["pattern"]} for kind, scalar in _SCALARS.items() if "pattern" in scalar},
    "number": {"pattern": _NUMBER},
    "text": {"minLength": 1},
}

_TERM_SHAPE = plan_of(Percent).fields["percent"].shape
_BARE_KINDS: tuple[Kind, ...] = ("number", "date", "moment", "yes_no", "name")


def schema() -> Json:
    """The whole schema; the root is a policy."""
    definitions: dict[str, Json] = {"Term": {}, "Condition": _condition(), "Tests": {}, "Codes": _codes()}
    definitions["Tests"] = _tests(definitions)
    bare = [_SCALARS[kind] for kind in _BARE_KINDS]
    constructs = [_ref(cls, definitions) for classes in _TERM_SHAPE.heads.values() for cls in classes]
    about = "A number, a date, the name of a fact, column or value, or a construct that works out a value."
    definitions["Term"] = {"description": about, "anyOf": [*bare, *constructs]}
    root = _construct(Policy, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Yanxing policy",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _ref(cls: type[Node], definitions: dict[str, Json]) -> Json:
    name = cls.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _construct(cls, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _construct(cls: type[Node], definitions: dict[str, Json]) -> Json:
    plan = plan_of(cls)
    about = _about(cls)
    if cls.PAIR:
        _, value = plan.fields.values()
        heads = dict.fromkeys(cls.PAIR, _shape(value.shape, definitions))
        return about | _object(heads) | {"minProperties": 1, "maxProperties": 1}
    properties = {key: _shape(field.shape, definitions) for key, field in plan.fields.items()}
    required = [key for key, field in plan.fields.items() if field.required]
    return about | _object(properties) | ({"required": required} if required else {})


def _about(cls: type[Node]) -> Json:
    text = cls.__doc__ or ""
    # A dataclass without a docstring gets its signature as one.
    return {} if text.startswith(f"{cls.__name__}(") else {"description": cleandoc(text).replace("`", "")}


def _object(properties: Json) -> Json:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _shape(shape: Shape, definitions: dict[str, Json]) -> Json:
    options: list[Json] = []
    if shape.literals:
        options.append({"enum": list(shape.literals)})
    if shape.term:
        options.append({"$ref": "#/$defs/Term"})
    if shape.condition:
        options.append({"$ref": "#/$defs/Condition"})
    options += [_SCALARS[kind] for kind in get_args(Kind) if kind in shape.kinds]
    if shape.item:
        options.append({"type": "array", "minItems": 1, "items": _shape(shape.item, definitions)})
    classes = [] if shape.term else [cls for several in shape.heads.values() for cls in several]
    classes += dict.fromkeys(shape.pairs.values())
    classes += [shape.plain] if shape.plain else []
    options += [_ref(cls, definitions) for cls in classes]
    if shape.mapping:
        options.append(_mapping(shape.mapping[0], _shape(shape.mapping[1], definitions)))
    return options[0] if len(options) == 1 else {"anyOf": options}


def _mapping(key: Kind, value: Json) -> Json:
    return {"type": "object", "minProperties": 1, "propertyNames": _KEYS[key], "additionalProperties": value}


def _codes() -> Json:
    return {"type": "array", "minItems": 1, "items": _SCALARS["code"]}


def _condition() -> Json:
    this = {"$ref": "#/$defs/Condition"}
    several = {"type": "array", "minItems": 1, "items": this}
    return {
        "description": "Names with tests, all of which must hold; any and all take lists, not takes one.",
        "type": "object",
        "minProperties": 1,
        "properties": {"any": several, "all": several, "not": this},
        "patternProperties": {"^(?!(any|all|not)$)[a-z][a-z0-9_]*$": {"$ref": "#/$defs/Tests"}},
        "additionalProperties": False,
    }


def _tests(definitions: dict[str, Json]) -> Json:
    term, codes = {"$ref": "#/$defs/Term"}, {"$ref": "#/$defs/Codes"}
    plain: list[Json] = [_SCALARS[kind] for kind in ("number", "date", "moment", "yes_no", "code")]
    same = {"anyOf": [*plain, _ref(OtherName, definitions), term]}
    words: Json = dict.fromkeys(WORDS, term)
    words |= dict.fromkeys(SAME, same) | dict.fromkeys(MANY_CODES, codes)
    words |= dict.fromkeys(ONE_CODE, _SCALARS["code"])
    words |= {"known": _SCALARS["yes_no"], "within": _SCALARS["name"], "on": {"enum": ["rounded", "exact"]}}
    return _object(words) | {"minProperties": 1}
