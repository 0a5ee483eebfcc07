"""The whole year of the street, before it is written into workbooks."""

from __future__ import annotations

from dataclasses import dataclass

from yanxing.demo.contests import Design, Entry, make_designs, make_notes, make_photos, make_talks
from yanxing.demo.exam import Paper, make_papers
from yanxing.demo.inspections import Inspections, make_inspections
from yanxing.demo.people import Worker, make_people
from yanxing.demo.training import SignIn, make_sign_ins
from yanxing.demo.visits import Nomination, make_nominations


@dataclass(frozen=True, slots=True)
class Year:
    people: tuple[Worker, ...]
    talks: tuple[Entry, ...]
    notes: tuple[Entry, ...]
    designs: tuple[Design, ...]
    photos: tuple[Entry, ...]
    inspections: Inspections
    papers: tuple[Paper, ...]
    sign_ins: tuple[SignIn, ...]
    nominations: tuple[Nomination, ...]


def make_year() -> Year:
    """The same year every time."""
    people = make_people()
    return Year(
        people,
        make_talks(people),
        make_notes(people),
        make_designs(people),
        make_photos(people),
        make_inspections(people),
        make_papers(people),
        make_sign_ins(people),
        make_nominations(people),
    )
