"""Handing out places along one line, over plain data: entries are numbered 0, 1, 2 … from the best.

At the edge of a place stand the entries that are level with the last one in. Under `undecided` they form a
block that keeps its places: those it may still fill, here and further on, are taken from the numbers, so
that an entry outside the block has the same result however the block is decided. Where that cannot be
promised (a later place asks something of the block that only some of it meets, or an entry would be level
with it or stand within it), whoever is still in line waits for the decision.

A recorded order parts the entries of its block, here and at every place behind: it is one more key at the
end of their chain.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from yanxing.engine.grammar.stages import Tie

How = Literal["placed", "all_enter", "widened", "decided"]

Decide = Callable[[Sequence[int]], Sequence[int] | None]
"""The recorded order of these level entries, best first, if there is one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One place: how many, from which end, for whom, and what happens when its edge is level.

    `level`: for each entry what must be equal for a tie. `fits` answers None where it cannot be told.
    """

    number: int
    level: Sequence[Hashable]
    fits: Callable[[int], bool | None]
    tie: Tie = "undecided"
    up_to: int | None = None
    bottom: bool = False


@dataclass(slots=True, eq=False)
class Block:
    """Level entries, best first, of which `left` will be left over at the place where they met the edge and
    behind it.
    """

    members: tuple[int, ...]
    place: int
    left: int


Item = int | Block
Kind = TypeVar("Kind", bound=Item)


@dataclass(slots=True)
class Deal:
    """How the places were handed out.

    `line`: entries without a place, and blocks. `order`: all entries, as decided. `unclear`: entries whose
    fitness for a place cannot be told. `waits`: entries that wait for the blocks to be decided. `decided`:
    entries that a recorded order parted at an edge; `parted`: the blocks it was for. `kept_out`: entries
    level at the edge of a place that none of them enters. `last`: the place last filled from the top, and
    the last one in.
    """

    line: list[Item]
    order: list[int] = field(default_factory=list)
    placed: dict[int, tuple[int, How]] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    unclear: dict[int, int] = field(default_factory=dict)
    waits: dict[int, int] = field(default_factory=dict)
    passed: dict[int, list[int]] = field(default_factory=dict)
    level: dict[int, tuple[int, ...]] = field(default_factory=dict)
    decided: set[int] = field(default_factory=set)
    parted: list[frozenset[int]] = field(default_factory=list)
    kept_out: dict[int, int] = field(default_factory=dict)
    last: tuple[int, int] | None = None

    @property
    def left_over(self) -> list[int]:
        """Entries without a place, best first."""
        return [item for item in self.line if not isinstance(item, Block)]

    @property
    def waiting(self) -> list[int]:
        """Entries for whom a person must decide, or who wait for that."""
        return [entry for block in self.blocks for entry in block.members] + list(self.waits)


def deal(chain: Sequence[Hashable], rules: Sequence[Rule], decide: Decide) -> Deal:
    """Serves the places in order. `chain`: each entry's whole key, which parts entries where a widened
    place must end.
    """
    done = Deal(list(range(len(chain))), list(range(len(chain))))
    for place, rule in enumerate(rules):
        _Serving(done, place, rule, chain, decide).run()
    return done


@dataclass(slots=True)
class _Serving:
    """One place being served."""

    deal: Deal
    place: int
    rule: Rule
    chain: Sequence[Hashable]
    decide: Decide
    queue: list[Item] = field(default_factory=list)

    def run(self) -> None:
        if self.deal.waits:
            return
        self._fill_queue()
        if self._depends_on_a_decision():
            self.deal.waits = dict.fromkeys(self.deal.left_over, self.place)
            self.deal.line = list(self.deal.blocks)
        elif self.rule.number > 0:
            self._serve()

    def _fill_queue(self) -> None:
        """Whoever fits, in order of serving. A block stands for the entries it leaves over."""
        fit: list[Item] = []
        line: list[Item] = []
        for item in self.deal.line:
            if isinstance(item, Block):
                fits: bool | None = item.left > 0 and self.rule.fits(item.members[0]) is True
            else:
                fits = self.rule.fits(item)
            if fits is None and not isinstance(item, Block):
                self.deal.unclear[item] = self.place
                continue
            line.append(item)
            if fits:
                fit.append(item)
        self.deal.line = line
        self.queue = fit[::-1] if self.rule.bottom else fit

    def _depends_on_a_decision(self) -> bool:
        """Whether it matters to others which of an undecided block's entries are left over."""
        blocks = [item for item in self.deal.line if isinstance(item, Block) and item.left > 0]
        if not blocks:
            return False
        answers = [{self.rule.fits(entry) for entry in block.members} for block in blocks]
        if any(len(answer) > 1 or None in answer for answer in answers):
            return True
        fitting = [block for block, answer in zip(blocks, answers, strict=True) if True in answer]
        keys = [{self.rule.level[entry] for entry in block.members} for block in fitting]
        together = set[Hashable]().union(*keys)
        if sum(map(len, keys)) > len(together):
            return True
        spans = [(min(block.members), max(block.members)) for block in fitting]
        return any(
            self.rule.level[item] in together or any(first < item < last for first, last in spans)
            for item in self.queue
            if not isinstance(item, Block)
        )

    def _serve(self) -> None:
        reached, room = 0, self.rule.number
        served: list[int] = []
        while reached < len(self.queue) and room > 0:
            item = self.queue[reached]
            gets = min(item.left, room) if isinstance(item, Block) else 1
            if isinstance(item, Block):
                item.left -= gets
            else:
                served.append(item)
            room -= gets
            reached += 1
        self._note_passed_over(reached)
        if not self._meet_edge(reached, served):
            self._give(served, "placed")
        self._note_last(reached)

    def _meet_edge(self, reached: int, served: list[int]) -> bool:
        """Applies the tie rule when the last one in and the next are level; then those before them get
        their places.
        """
        if reached == 0 or reached == len(self.queue) or not self._level(reached - 1, reached):
            return False
        first, end = reached - 1, reached
        while first > 0 and self._level(first - 1, reached):
            first -= 1
        while end < len(self.queue) and self._level(reached, end):
            end += 1
        members = [item for item in self.queue[first:end] if not isinstance(item, Block)]
        inside = reached - first
        if self._is_parted(members):
            self.deal.decided.update(members)
            for entry in members:
                self.deal.level.setdefault(entry, tuple(sorted(members)))
            return False
        self._give(served[: len(served) - inside], "placed")
        self.deal.level |= dict.fromkeys(members, tuple(sorted(members)))
        self._break_tie(members, inside)
        return True

    def _level(self, one: int, other: int) -> bool:
        a, b = self.queue[one], self.queue[other]
        if isinstance(a, Block) or isinstance(b, Block):
            return False
        return self.rule.level[a] == self.rule.level[b]

    def _is_parted(self, members: Sequence[int]) -> bool:
        """Whether a recorded order has put them one after the other."""
        return any(order.issuperset(members) for order in self.deal.parted)

    def _break_tie(self, members: list[int], inside: int) -> None:
        if self.rule.tie == "all_enter":
            self._give(members, "all_enter")
        elif self.rule.tie == "none_enter":
            self.deal.kept_out |= dict.fromkeys(members, self.place)
        elif self.rule.tie == "widen":
            self._widen(members, inside)
        else:
            self._part(members, inside)

    def _widen(self, members: list[int], inside: int) -> None:
        """The next in order while level, up to the limit. If the limit itself cuts entries level on the
        whole chain, they are left to a person: their listing by id decides nothing.
        """
        limit = self.rule.up_to
        room = len(members) if limit is None else max(limit - self.rule.number, 0) + inside
        if room >= len(members):
            self._give(members, "widened")
            return
        keys = [self.chain[entry] for entry in members]
        first = next(at for at in range(len(members)) if keys[at] == keys[room - 1])
        end = next((at for at in range(room, len(members)) if keys[at] != keys[room - 1]), len(members))
        if end == room or self._is_parted(members[first:end]):
            self._give(members[:room], "widened")
        else:
            self._give(members[:first], "widened")
            self._part(members[first:end], room - first)

    def _part(self, members: list[int], inside: int) -> None:
        """As a person decided, or a block that waits for one."""
        best_first = members[::-1] if self.rule.bottom else members
        self.deal.level |= dict.fromkeys(members, tuple(sorted(members)))
        order = self.decide(best_first)
        if order is None:
            self._set_apart(Block(tuple(best_first), self.place, len(members) - inside))
            return
        self.deal.decided.update(members)
        self.deal.parted.append(frozenset(members))
        self.deal.line = _put_in_order(self.deal.line, order)
        self.deal.order = _put_in_order(self.deal.order, order)
        serving = list(order)[::-1] if self.rule.bottom else list(order)
        self._give(serving[:inside], "decided")

    def _set_apart(self, block: Block) -> None:
        """The block stands where the first of its entries stood."""
        self.deal.blocks.append(block)
        line: list[Item] = []
        gone, stands = set(block.members), False
        for item in self.deal.line:
            if isinstance(item, Block) or item not in gone:
                line.append(item)
            elif not stands:
                line.append(block)
                stands = True
        self.deal.line = line

    def _give(self, entries: Sequence[int], how: How) -> None:
        gone = set(entries)
        for entry in entries:
            self.deal.placed[entry] = (self.place, "decided" if entry in self.deal.decided else how)
        self.deal.line = [item for item in self.deal.line if isinstance(item, Block) or item not in gone]

    def _note_passed_over(self, reached: int) -> None:
        """Whoever did not fit and stands before the last one served, or behind when nobody else was there
        to take it.
        """
        line = self.deal.line[::-1] if self.rule.bottom else self.deal.line
        fit, left = set(map(id, self._blocks(self.queue))), reached
        entries = {item for item in self.queue if not isinstance(item, Block)}
        for item in line:
            if left == 0 and reached < len(self.queue):
                return
            if isinstance(item, Block):
                left -= id(item) in fit
            elif item in entries:
                left -= 1
            else:
                self.deal.passed.setdefault(item, []).append(self.place)

    @staticmethod
    def _blocks(items: Sequence[Item]) -> list[Block]:
        return [item for item in items if isinstance(item, Block)]

    def _note_last(self, reached: int) -> None:
        """The last one in: the worst of those who got this place, or one of the block that stands at its
        edge.
        """
        if self.rule.bottom or reached == 0:
            return
        item = self.queue[reached - 1]
        if isinstance(item, Block):
            self.deal.last = (self.place, item.members[0])
            return
        own = [entry for entry, (place, _) in self.deal.placed.items() if place == self.place]
        open_here = [block.members[0] for block in self.deal.blocks if block.place == self.place]
        if own or open_here:
            self.deal.last = (self.place, (open_here or own)[-1])


def _put_in_order(line: Sequence[Kind], order: Sequence[int]) -> list[Kind]:
    """The line with these entries in that order; whoever stood among them stays behind the same one."""
    named = set(order)
    at = [place for place, item in enumerate(line) if not isinstance(item, Block) and item in named]
    stretches = zip(at, [*at[1:], at[-1] + 1], strict=True)
    with_them = {line[start]: line[start:end] for start, end in stretches}
    among = [item for entry in order for item in with_them[entry]]  # type: ignore[index]
    return [*line[: at[0]], *among, *line[at[-1] + 1 :]]
