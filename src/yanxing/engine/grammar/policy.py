"""A policy: one document as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yanxing.engine.grammar.base import Name, Node, Text, Whole
from yanxing.engine.grammar.document import Document, Programme, Reading, Table, Value, Window
from yanxing.engine.grammar.facts import FactType, Origin
from yanxing.engine.grammar.flows import Flow
from yanxing.engine.grammar.ledgers import Ledger
from yanxing.engine.grammar.runs import Run
from yanxing.engine.grammar.stages import Column


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy(Node):
    """What one file says. `text` maps printed numbers (二（一）3) to the adopted words of that clause."""

    policy: Text
    title: Text
    schema: Whole = 1
    document: Document | None = None
    amends: Text | None = None
    text: Mapping[Text, Text] | None = None
    readings: Mapping[Text, Reading] | None = None
    labels: Mapping[Text, Text] | None = None
    facts: Mapping[Name, Mapping[Name, FactType]] | None = None
    sources: Mapping[Text, Origin] | None = None
    values: Mapping[Name, Value] | None = None
    tables: Mapping[Name, Table] | None = None
    windows: Mapping[Name, Window] | None = None
    define: Mapping[Name, Column] | None = None
    programme: Programme | None = None
    runs: Mapping[Name, Run] | None = None
    ledgers: Mapping[Name, Ledger] | None = None
    flows: Mapping[Name, Flow] | None = None
