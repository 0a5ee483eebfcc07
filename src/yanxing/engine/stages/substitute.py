"""substitute: whoever was taken and steps back makes room for the next in line, who may step back too."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from yanxing.engine.course import Course, Taken, TakenGroup, TakenPlace, hold, leave, note, take_leave
from yanxing.engine.evaluation import compile_condition, reads_of
from yanxing.engine.grammar.stages import Substitute
from yanxing.engine.levels import Ranked
from yanxing.engine.outcome import Cell, Decision, Reads, Row, SubstituteReason
from yanxing.engine.unknown import Unknown


def run(stage: Substitute, index: int, course: Course) -> None:
    """Moves rows of the named take. An unknown answer holds the row and its place; level substitutes for
    too few places become undecided; a substitute must fit the place as those first taken did. Whoever a
    decision still to come may call up waits for it: what is said of the others holds however it goes.
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
        undecided = [one for one in self.group.line if one.row.state == "undecided"]
        waiting = [one for one in self.group.line if one.row.state == "held"]
        vacancies: list[deque[str]] = [deque() for _ in self.taken.places]
        for one in self.group.line:
            place = self.group.placed.get(one.row.id)
            if place is not None and one.row.state == "in" and self._leaves(one.row):
                vacancies[place].append(one.row.id)
        self.held = self.held or bool(waiting and self.left)
        self._fill_all(vacancies, undecided)
        for row in self.left:
            for_ = self.came_for.get(row.id)
            row.reasons.append(
                SubstituteReason(self.index, self.stage.substitute, False, for_, self.reads(row))
            )
        self._mark_provisional()

    def _fill_all(self, vacancies: list[deque[str]], undecided: list[Ranked]) -> None:
        """Place after place, as long as no decision still to come can change who is called."""
        may_leave = self._may_leave(undecided)
        first = not undecided or self._stand_first(undecided)
        waiting = self.group.waiting if first else 0
        if may_leave or not first:
            self._wait(sum(map(len, vacancies)) + may_leave - waiting)
            return
        for place, open_places in enumerate(vacancies):
            while waiting and open_places:  # the first in line are rows nobody has decided on yet
                open_places.popleft()
                waiting -= 1
            level = self._fill(place, open_places)
            if level:
                rest = vacancies[place:]
                ahead = len(level) if self._served_alike(level, place, rest) else len(open_places)
                self._wait(sum(map(len, rest)) + self._may_leave(level) - ahead)
                return

    def _may_leave(self, undecided: Iterable[Ranked]) -> int:
        """How many of these may step back, once they have a place."""
        answers = [self.when(one.row) for one in undecided]
        self.held = self.held or any(isinstance(answer, Unknown) for answer in answers)
        return sum(answer is not False for answer in answers)

    def _served_alike(self, level: list[Ranked], place: int, vacancies: list[deque[str]]) -> bool:
        """Whether these stand ahead of the others at each of the places that are vacant."""
        vacant = [at for at, ids in zip(self.taken.places[place:], vacancies, strict=True) if ids]
        one_end = len({at.bottom for at in vacant}) == 1
        more = any(self._left_over(one) and one.key == level[0].key for one in self.group.line)
        return one_end and not more and all(self._fits(at, one) for at in vacant for one in level)

    def _stand_first(self, undecided: list[Ranked]) -> bool:
        """Whether those of them who are left over are sure to be called before anybody else."""
        if self.index != self.taken.index + 1:  # a stage between may end them, once they are decided
            return False
        places = self.taken.places
        if any(place.bottom or not self._fits(place, one) for place in places for one in undecided):
            return False
        keys = {one.key for one in undecided}
        before = False
        for one in reversed(self.group.line):
            before = before or one.row.state == "undecided"
            if self._left_over(one) and (before or one.key in keys):
                return False
        return True

    def _wait(self, places: int) -> None:
        """Whoever so many places more may reach, from either end, waits for the decision."""
        lines = [self.group.line]
        if any(place.bottom for place in self.taken.places):
            lines.append(self.group.line[::-1])
        for row in [row for line in lines for row in self._reached(line, places)]:
            self._leave_undecided(row, "waits_for_level")

    def _reached(self, line: Iterable[Ranked], places: int) -> Iterator[Row]:
        last = None
        for one in line:
            fits = [self._fits(place, one) for place in self.taken.places]
            if not self._left_over(one) or not any(fits):
                continue
            if places <= 0 and (last is None or last.key != one.key):
                return
            yield one.row
            last, answer = one, self.when(one.row)
            self.held = self.held or isinstance(answer, Unknown)
            if all(fits) and answer is not True:
                places -= 1

    def _left_over(self, one: Ranked) -> bool:
        return one.row.state == "in" and one.row.id not in self.group.placed

    @staticmethod
    def _fits(place: TakenPlace, one: Ranked) -> bool:
        return place.fits is None or place.fits(one.row) is True

    def _leaves(self, row: Row) -> bool:
        answer = self.when(row)
        if isinstance(answer, Unknown):
            hold(row, "missing_facts", answer)
            self.held = True
        elif answer:
            take_leave(row, self.stage.leaves)
            self.left.append(row)
        return answer is True

    def _fill(self, place: int, vacancies: deque[str]) -> list[Ranked]:
        """Calls up whoever is next. Answers the level candidates at whom it must stop: they keep the places
        until somebody decides.
        """
        candidates = self._candidates(place)
        coming: deque[Ranked] = deque()
        ahead = next(candidates, None)
        while vacancies and (coming or ahead is not None):
            if not coming:
                while ahead is not None and (not coming or ahead.key == coming[0].key):
                    coming.append(ahead)
                    ahead = next(candidates, None)
                level = list(coming)
                coming = self._parted(coming, len(vacancies))
                if not coming:
                    return level
                continue
            row = coming.popleft().row
            self._enter(row, place, vacancies.popleft())
            if self._leaves(row):
                vacancies.append(row.id)
        return []

    def _candidates(self, place: int) -> Iterator[Ranked]:
        """Whoever is left over and fits the place, in order of serving."""
        rule = self.taken.places[place]
        line = reversed(self.group.line) if rule.bottom else iter(self.group.line)
        for one in line:
            if self._left_over(one) and self._fits(rule, one):
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
        unfit = any(not ids.isdisjoint(one.order) for one in self.decisions)
        for one in level:
            self._leave_undecided(one.row, "level")
            if unfit:
                note(one.row, "decision_does_not_fit")
        return deque()

    def _leave_undecided(self, row: Row, reason: str) -> None:
        """What the take gave the row when it was left over no longer stands."""
        row.cells.pop(self.stage.substitute, None)
        leave(row, "undecided", reason)

    def _enter(self, row: Row, place: int, whose: str) -> None:
        self.group.placed[row.id] = place
        row.cells[self.stage.substitute] = Cell(self.stage.give, self.stage.give, self.stage.give)
        self.came_for[whose] = row.id
        row.reasons.append(SubstituteReason(self.index, self.stage.substitute, True, whose))

    def _mark_provisional(self) -> None:
        """Whoever waits behind an open answer may still be called, or was called before his turn."""
        if self.held:
            came = set(self.came_for.values())
            for one in self.group.line:
                if one.row.state == "in" and (one.row.id not in self.group.placed or one.row.id in came):
                    one.row.provisional = True
