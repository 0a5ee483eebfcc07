"""A district's roster through the public actions: read, validated, shown, encrypted and written.

One transaction for the dry run, one for writing, as through the pages; the clock on the wall, because the
database works too. Afterwards somebody is looked for among the rows, and a number opened.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

from bench.books import books
from bench.measure import Figure, size
from bench.serving import office

PEER = 1_600
"""People a second of the fastest peer, which encrypts nothing."""

PEOPLE = 50_000


def figures() -> Iterator[Figure]:
    count = size(PEOPLE, 200)
    files = books(count)
    with office():
        import django  # noqa: PLC0415 - its settings stand only now

        django.setup()
        tried, applied = imported(files)
        _proven(count)
    rate = count / (tried + applied)
    name = f"roster of {count} people in {len(files)} files"
    yield Figure(f"{name}, imported", rate, "/s", "the fastest peer", rate / PEER, "≥ 5,000 /s, ÷ ≥ 3.1")
    yield Figure(f"{name}, tried", tried, "s")
    yield Figure(f"{name}, written", applied, "s")


def imported(files: list[tuple[str, bytes]]) -> tuple[float, float]:
    """Seconds of the dry run and of writing, by the officer of a new street."""
    from yanxing.access.acting import acting  # noqa: PLC0415
    from yanxing.access.actor import Actor, actor_of  # noqa: PLC0415
    from yanxing.actions.roster.applying import apply_import  # noqa: PLC0415
    from yanxing.actions.roster.trying import try_import  # noqa: PLC0415

    account, now = street_with_officer(), datetime.now(UTC).astimezone()

    def officer() -> Actor:
        found = actor_of(account, on=now.date())
        assert found is not None
        return found

    begun = time.perf_counter()
    with acting(officer()):
        batch = try_import(files=files, actor=officer(), now=now).pk
    tried = time.perf_counter()
    with acting(officer()):
        apply_import(batch_id=batch, actor=officer(), now=now)
    return tried - begun, time.perf_counter() - tried


def street_with_officer() -> int:
    """A street with nobody in it but an officer: the officer's account."""
    from yanxing.records.models import Account, Post, PostHolding, Subject, Unit  # noqa: PLC0415

    subject = Subject.objects.create(kind="unit")
    street = Unit.objects.create(subject=subject, kind="street", name="中山街道", short_name="中山街道")
    Subject.objects.filter(pk=subject.pk).update(home_unit=street)
    account = Account.objects.create(username="xuzhiqiang", display_name="徐志强", password="x")  # noqa: S106
    post = Post.objects.create(unit=street, role="officer", title="自治办经办人")
    PostHolding.objects.create(post=post, account=account, since="2020-01-01")
    return account.pk


def _proven(count: int) -> None:
    from django.db import connection  # noqa: PLC0415

    from yanxing.access.acting import acting  # noqa: PLC0415
    from yanxing.access.actor import actor_of  # noqa: PLC0415
    from yanxing.access.keyring import sealer  # noqa: PLC0415
    from yanxing.records.models import Account, IdentitySecret, Person  # noqa: PLC0415

    actor = actor_of(Account.objects.get(username="xuzhiqiang").pk, on=datetime.now(UTC).date())
    assert actor is not None
    with acting(actor), connection.cursor():
        assert Person.objects.count() == count
        assert IdentitySecret.objects.count() == 2 * count
        one = IdentitySecret.objects.filter(kind="phone", person__staff_number="P000017").get()
        assert sealer().open(one.sealed, context=f"person:{one.person_id}:phone") == "13000000017"
