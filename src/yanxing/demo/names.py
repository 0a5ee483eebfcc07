"""Names as they are met in a Shanghai street: common surnames often, compound and rare ones now and then."""

from __future__ import annotations

from random import Random

from yanxing.demo.words import words


class Names:
    """Gives a name that fits a year of birth, no name twice unless it was reserved by hand."""

    def __init__(self, chance: Random, taken: set[str]) -> None:
        self._chance = chance
        self._taken = set(taken)
        self._surnames: dict[str, int] = words()["surnames"]
        self._given = {age: names.split() for age, names in words()["given"].items()}

    def one(self, born: int) -> str:
        given = self._given["older" if born < 1975 else "middle" if born < 1990 else "younger"]
        while True:
            surname = self._chance.choices(list(self._surnames), list(self._surnames.values()))[0]
            name: str = surname + self._chance.choice(given)
            if name not in self._taken:
                self._taken.add(name)
                return name
