"""What every shape shares: its line in the file, and what it may cite."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar, NewType

Number = Fraction
"""An exact number, read from its text: `0.35` is 35/100."""

Whole = int
"""A whole number of 0 or more."""

Name = NewType("Name", str)
"""The name of a fact, column, value, table, window, run, step or party: lower-case letters, digits and
`_`.
"""

Code = NewType("Code", str)
"""A code: stored and compared, shown only by its label."""

Text = NewType("Text", str)
"""Words for people, usually Chinese."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """A construct, with the line and column it was written at (1-based; 0 when it was not read from a
    file).
    """

    HEAD: ClassVar[str | None] = None
    MARK: ClassVar[str | None] = None
    PAIR: ClassVar[tuple[str, ...]] = ()

    line: int = field(default=0, compare=False, repr=False)
    column: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cited(Node):
    """A construct that may say where it comes from.

    `clause`: a quotation of the adopted text or a printed number of it; `reading`: an id under `readings`
    or a sentence; `because`: a remark for whoever edits the file.
    """

    clause: Text | None = None
    reading: Text | None = None
    because: Text | None = None
