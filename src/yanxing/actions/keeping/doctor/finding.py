"""One thing that is wrong, or that could not be looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` names the check; what is wrong and how to mend it, in Chinese and in English.

    `unseen`: it could not be checked, which is no good news either.
    """

    code: str
    zh: str
    en: str
    unseen: bool = False
