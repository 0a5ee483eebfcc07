"""substitute: whoever was taken and steps back makes room for the next in line, who may step back too."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from yanxing.engine.course import Course, Taken, TakenGroup, hold, leave, take_leave
from yanxing.engine.evaluation import compile_condition, reads_of
from yanxing.engine.grammar.stages import Substitute
from yanxing.engine.levels import Ranked
from yanxing.engine.outcome import Cell, Decision, Reads, Row, SubstituteReason
from yanxing.engine.unknown import Unknown


def run(stage: Substitute, index: int, course: Course) -> None:
    """Moves rows of the named take. An unknown answer holds the row and its place; level substitutes for
    too few places become undecided; a substitute must fit the place as those first taken did.
    """
    course.begin()
    taken = course.taken[stage.substitute]
    when, reads = compile_condition(stage.when, course.scope), reads_of(stage.when, course.scope)
    decisions = course.decisions_on(stage.substitute)
    for group in taken.groups.values():
        _Calling(stage, index, taken, group, when, reads, decisions).run()


@dataclass(slots=True)
class _Calling:
    """The calling-up of one group. `for_`: who left for whom, once told."""

    stage: Substitute
    index: int
    taken: Taken
    group: TakenGroup
    when: Callable[[Row], bool | Unknown]
    reads: Callable[[Row], Reads]
    decisions: Sequence[Decision]
    came_for: dict[str, str] = field(default_factory=dict)
    left: list[Row] = field(default_factory=list)
    held: bool = False

    def run(self) -> None:
        vacancies: list[deque[str]] = [deque() for _ in self.taken.places]
        for one in self.group.line:
            place = self.group.placed.get(one.row.id)
            if place is not None and one.row.state == "in" and self._leaves(one.row):
                vacancies[place].append(one.row.id)
        waiting = self.group.waiting
        for place, open_places in enumerate(vacancies):
            while waiting and open_places:  # the first in line are rows nobody has decided on yet
                open_places.popleft()
                waiting -= 1
            self._fill(place, open_places)
        for row in self.left:
            for_ = self.came_for.get(row.id)
            row.reasons.append(
                SubstituteReason(self.index, self.stage.substitute, False, for_, self.reads(row))
            )
        self._mark_provisional()

    def _leaves(self, row: Row) -> bool:
        answer = self.when(row)
        if isinstance(answer, Unknown):
            hold(row, "missing_facts", answer)
            self.held = True
        elif answer:
            take_leave(row, self.stage.leaves)
            self.left.append(row)
        return answer is True

    def _fill(self, place: int, vacancies: deque[str]) -> None:
        candidates = self._candidates(place)
        coming: deque[Ranked] = deque()
        ahead = next(candidates, None)
        while vacancies and (coming or ahead is not None):
            if not coming:
                while ahead is not None and (not coming or ahead.key == coming[0].key):
                    coming.append(ahead)
                    ahead = next(candidates, None)
                coming = self._parted(coming, len(vacancies))
                if not coming:  # they keep the places until somebody decides
                    return
                continue
            row = coming.popleft().row
            self._enter(row, place, vacancies.popleft())
            if self._leaves(row):
                vacancies.append(row.id)

    def _candidates(self, place: int) -> Iterator[Ranked]:
        """Whoever is left over and fits the place, in order of serving."""
        rule = self.taken.places[place]
        line = reversed(self.group.line) if rule.bottom else iter(self.group.line)
        for one in line:
            left_over = one.row.state == "in" and one.row.id not in self.group.placed
            if left_over and (rule.fits is None or rule.fits(one.row) is True):
                yield one

    def _parted(self, level: deque[Ranked], places: int) -> deque[Ranked]:
        """The level candidates in the order they enter: any, where all do; as decided; or none, and they
        are undecided.
        """
        if len(level) <= places or len(level) == 1:
            return level
        ids = {one.row.id for one in level}
        decision = next((one for one in reversed(self.decisions) if ids <= set(one.order)), None)
        if decision is not None:
            return deque(sorted(level, key=lambda one: decision.order.index(one.row.id)))
        for one in level:
            leave(one.row, "undecided", "level")
        self.held = True
        return deque()

    def _enter(self, row: Row, place: int, whose: str) -> None:
        self.group.placed[row.id] = place
        row.cells[self.stage.substitute] = Cell(self.stage.give, self.stage.give, self.stage.give)
        self.came_for[whose] = row.id
        row.reasons.append(SubstituteReason(self.index, self.stage.substitute, True, whose))

    def _mark_provisional(self) -> None:
        """Whoever waits behind an open answer may still be called."""
        if self.held:
            for one in self.group.line:
                if one.row.state == "in" and one.row.id not in self.group.placed:
                    one.row.provisional = True
