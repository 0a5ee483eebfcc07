"""Several at once: one change, one announcement, one evaluation."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection
from tests.street.people import NOW, Street, make_street
from tests.web.activities.plan import ROW, announced, at, own_activity, sessions_of

from yanxing.access.acting import acting
from yanxing.access.refusal import Refused
from yanxing.actions.activities import announce_session, evaluate_session, move_session
from yanxing.records.models import Account, CheckIn, Evaluation, Expected, Session, SessionChange


def at_once(street: Street, who: Account, times: int, act: Callable[[], object]) -> list[str]:
    """Runs an act in so many threads; gives the texts of refusals."""
    gate, refusals = Barrier(times), list[str]()
    actor = street.actor(who)

    def one() -> None:
        gate.wait()
        try:
            with acting(actor):
                act()
        except Refused as refused:
            refusals.append(refused.text)
        finally:
            connection.close()

    threads = [Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refusals


def test_one_form_sent_eight_times_is_one_change(committed: str) -> None:
    street = make_street()
    session, actor = announced(street), street.actor(street.xuzhiqiang)

    def move() -> None:
        move_session(
            session_id=session.pk, revision=2, starts_at=at(26, 9), ends_at=at(26, 11), reason="让出会场",
            actor=actor, now=NOW,
        )  # fmt: skip

    assert at_once(street, street.xuzhiqiang, 8, move) == []
    assert (SessionChange.objects.count(), Session.objects.get().revision) == (1, 3)


def test_an_announcement_sent_eight_times_expects_each_once(committed: str) -> None:
    street = make_street()
    session = sessions_of(street, own_activity(street), ROW)[0]
    actor = street.actor(street.xuzhiqiang)
    refusals = at_once(
        street,
        street.xuzhiqiang,
        8,
        lambda: announce_session(session_id=session.pk, revision=1, actor=actor, now=NOW),
    )
    assert (refusals, Expected.objects.count(), Session.objects.get().revision) == ([], 4, 2)


def test_an_evaluation_sent_eight_times_is_one(committed: str) -> None:
    street = make_street()
    session, actor = announced(street), street.actor(street.liting)
    CheckIn.objects.create(session=session, person=street.liting.person, at=NOW, received_at=NOW, way="code")

    def evaluate() -> None:
        evaluate_session(
            session_id=session.pk, score=5, teacher_score=5, useful=5, actor=actor, now=at(24, 15)
        )

    assert at_once(street, street.liting, 8, evaluate) == []
    with acting(actor):
        assert Evaluation.objects.count() == 1
