"""How often one address may guess a code that belongs to no account, in each process of the server."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext as _

from yanxing.access.refusal import Refused


@dataclass(frozen=True, slots=True)
class Tries:
    """`most` tries in `seconds`: wide enough for a hall behind one address, far too few to guess."""

    what: str
    most: int
    seconds: int

    def take(self, address: str) -> None:
        """Counts one try. Raises `Refused` when there were too many."""
        key = f"tries:{self.what}:{address}"
        cache.add(key, 0, timeout=self.seconds)
        try:
            number = cache.incr(key)
        except ValueError:
            number = 1
        if number > self.most:
            minutes = self.seconds // 60
            raise Refused(
                _("从这里试得太多了，请过 %(minutes)s 分钟再试。") % {"minutes": minutes}, code="too_many"
            )
