"""Persons and units as facts: what is not known stays unknown, what nobody holds is nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.street.people import NOW, Street, person

from yanxing.access.acting import acting
from yanxing.actions.policies import load_document
from yanxing.engine.unknown import Unknown
from yanxing.queries.facts import collections_of, facts_for, runs_behind
from yanxing.queries.policies.resolved import pinned
from yanxing.records.models import Appointment, Credential, Person, PolicyDocument, SubjectFact, UnitSpell

FOLDER = Path(__file__).parents[3] / "policies"
JUNE = date(2024, 6, 10)


def loaded(street: Street, name: str) -> PolicyDocument:
    actor = street.actor(street.xuzhiqiang)
    with acting(actor):
        return load_document(text=(FOLDER / name).read_bytes(), street=street.street, actor=actor, now=NOW)


@pytest.fixture
def plan(street: Street) -> PolicyDocument:
    return loaded(street, "zhongshan/empowerment-2024.yaml")


def row(document: PolicyDocument, who: Person, on: date = JUNE) -> dict[str, Any]:
    rows = facts_for(document, as_of=on, collections=["workers"])["workers"]
    return next(dict(each) for each in rows if each["id"] == str(who.pk))


def say(who: Person, name: str, value: object, street: Street) -> None:
    SubjectFact.objects.create(
        subject_id=who.pk, name=name, value=value, recorded_by=street.xuzhiqiang, recorded_at=NOW
    )


def test_a_person_is_read_from_the_tables(street: Street, plan: PolicyDocument) -> None:
    liting = street.liting.person
    assert liting is not None
    assert row(plan, liting) == {
        "id": str(liting.pk),
        "name": "李婷",
        "staff_no": "ZS0001",
        "unit": str(street.fangta.pk),
        "posts": frozenset({"worker"}),
        "entered": date(2020, 1, 1),
        "credentials": frozenset(),
        "speaker_added": False,  # the policy says what a blank means there
    }


def test_what_is_missing_is_absent_and_what_is_said_to_be_unknown_is_unknown(
    street: Street, plan: PolicyDocument
) -> None:
    new = person("盛翌", street.fangta, "ZS0100", "worker")
    Person.objects.filter(pk=new.pk).update(entered_on=None)
    say(new, "credentials", None, street)
    found = row(plan, new)
    assert "entered" not in found
    assert not isinstance(found.get("credentials"), frozenset)
    say(new, "credentials", [], street)
    assert row(plan, new)["credentials"] == frozenset()
    Credential.objects.create(person=new, kind="all_post", issued_on=date(2024, 6, 1))
    assert row(plan, new)["credentials"] == {"all_post"}
    assert row(plan, new, date(2024, 5, 31))["credentials"] == frozenset()


def test_a_certificate_counts_from_its_day_until_it_is_revoked(street: Street, plan: PolicyDocument) -> None:
    liting = street.liting.person
    assert liting is not None
    Credential.objects.create(
        person=liting, kind="all_post", issued_on=date(2024, 6, 10), revoked_on=date(2024, 7, 1)
    )
    Credential.objects.create(person=liting, kind="social_worker", level="assistant")
    held = {on: row(plan, liting, on)["credentials"] for on in (date(2024, 6, 9), JUNE, date(2024, 7, 1))}
    assert held == {date(2024, 6, 9): set(), JUNE: {"all_post"}, date(2024, 7, 1): set()}


def test_several_posts_and_a_move_are_those_of_the_day(street: Street, plan: PolicyDocument) -> None:
    liting = street.liting.person
    assert liting is not None
    Appointment.objects.filter(person=liting).update(until=date(2024, 6, 1))
    for code in ("deputy_director", "worker", "deputy_secretary"):
        Appointment.objects.create(person=liting, unit=street.lantian, code=code, since=date(2024, 6, 1))
    before, after = row(plan, liting, date(2024, 5, 31)), row(plan, liting)
    assert (before["unit"], before["posts"]) == (str(street.fangta.pk), {"worker"})
    assert (after["unit"], after["posts"]) == (str(street.lantian.pk), {"deputy_director", "worker"})


def test_whoever_left_is_still_a_row_with_the_day(street: Street, plan: PolicyDocument) -> None:
    liting = street.liting.person
    assert liting is not None
    Person.objects.filter(pk=liting.pk).update(left_on=date(2024, 5, 1))
    Appointment.objects.filter(person=liting).update(until=date(2024, 5, 2))
    found = row(plan, liting)
    assert (found["left"], found["unit"], found["posts"]) == (
        date(2024, 5, 1), str(street.fangta.pk), {"worker"},
    )  # fmt: skip


def test_a_typed_fact_fills_what_no_column_holds_and_never_changes_one(
    street: Street, plan: PolicyDocument
) -> None:
    liting = street.liting.person
    assert liting is not None
    say(liting, "speaker_added", True, street)
    say(liting, "entered", "1999-01-01", street)
    say(liting, "written", "83.5", street)
    found = row(plan, liting)
    assert (found["speaker_added"], found["entered"]) == (True, date(2020, 1, 1))
    assert str(found["written"]) == "167/2"


def test_units_come_with_their_area(street: Street, plan: PolicyDocument) -> None:
    rows = facts_for(plan, as_of=JUNE, collections=["committees"])["committees"]
    named = [(each["id"], each["name"], each.get("area")) for each in rows]
    assert named == [
        (str(street.fangta.pk), "方塔", "fucheng_fangta"),
        (str(street.lantian.pk), "蓝天", "fucheng_fangta"),
    ]
    UnitSpell.objects.filter(unit=street.lantian).update(until=JUNE)
    rows = facts_for(plan, as_of=JUNE, collections=["committees"])["committees"]
    assert [each["name"] for each in rows] == ["方塔"]


def test_only_what_the_runs_look_at_is_read(plan: PolicyDocument) -> None:
    policy = pinned(plan).usable
    runs = runs_behind(policy, ["exam_candidates"])
    assert runs == {"roll", "exam_candidates"}
    assert collections_of(policy, runs) == {"workers", "committees"}


def test_the_other_document_reads_the_same_people_its_own_way(street: Street) -> None:
    document = loaded(street, "baoshan/training-hours.yaml")
    liting = street.liting.person
    assert liting is not None
    found = row(document, liting)
    assert (found["unit"], found["leaves"]) == ("方塔", ())
    assert not isinstance(found["entered"], Unknown)
