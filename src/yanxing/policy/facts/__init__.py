"""Typed, tolerant reading of raw values into facts."""

from yanxing.policy.facts.readers import kind_readers, origin_of, types_of
from yanxing.policy.facts.rows import Place, read_cells, read_each, read_rows, remarked

__all__ = [
    "Place",
    "kind_readers",
    "origin_of",
    "read_cells",
    "read_each",
    "read_rows",
    "remarked",
    "types_of",
]
