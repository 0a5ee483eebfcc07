"""How an action says no: what happened, what to do, whom to ask. Never a traceback."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818
    """An act that cannot be done, in the user's words. `field` names the box of the form it belongs to.

    Nothing is half-written: the transaction it is raised in is rolled back by the door.
    """

    def __init__(self, text: str, *, field: str | None = None, code: str = "refused") -> None:
        super().__init__(text)
        self.text = text
        self.field = field
        self.code = code


class NotYours(Exception):  # noqa: N818
    """Out of reach: the doors answer 404, so that a stranger learns nothing."""


class Stale(Refused):
    """The form was made from an older state: somebody else changed it in between."""


class ProveAgain(Exception):  # noqa: N818
    """A sensitive act: the person has to give the password (or code) once more."""
