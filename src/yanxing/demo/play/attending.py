"""Who came, who was excused, who left early; what they thought of it; the sessions closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import Random

from yanxing.access.clock import OFFICE
from yanxing.actions.activities.evaluations import evaluate_session
from yanxing.actions.attendance import close_session, note_exception
from yanxing.actions.matters import answer_leave, ask_leave
from yanxing.actions.signin.coding import sign_in
from yanxing.actions.signin.many import sign_in_from_paper
from yanxing.demo.chance import chance
from yanxing.demo.play.cast import Cast, at
from yanxing.demo.training import SESSIONS
from yanxing.demo.training import Session as Afternoon
from yanxing.records.models import Expected, Matter, Post, Session

ON_PAPER = ("K1", "K2", "K3")
GROUNDS = ("陪同家人住院", "参加区里业务会议", "小区加梯现场协调会", "孩子家长会", "身体不适", "值班带班")
KINDS = ("事假", "公务", "公务", "事假", "病假", "值班")
REMARKS = ("案例很实在，回去就能用。", "希望多留一点提问的时间。", "材料能发到群里就更好了。", "")
TODAY_SO_FAR = 187
"""Signed in by half past one today."""


def hold_all(cast: Cast) -> None:
    """The five sessions of June, each closed the same evening."""
    lot = chance("attending")
    for each in SESSIONS[:5]:
        hold(cast, each, cast.sessions[each.code], lot)


def hold(cast: Cast, each: Afternoon, session: Session, lot: Random) -> None:
    expected = list(_ordinary(session))
    away = lot.sample(
        [person for person in expected if person not in _known(cast)], each.on_leave + each.absent
    )
    excused, absent = away[: each.on_leave], away[each.on_leave :]
    assert session.starts_at is not None  # noqa: S101 - set down by `arrange`
    for number, person in enumerate(excused):
        grant_leave(cast, session, person, number, session.starts_at - timedelta(days=1, hours=5))
    everyone = list(
        Expected.objects.filter(session=session, removed_at=None).values_list("person_id", flat=True)
    )
    present = [person for person in everyone if person not in set(away)]
    if each.code in ON_PAPER:
        sign_on_paper(cast, session, everyone, absent)
    else:
        sign_by_phone(cast, session, present, lot)
    leavers = lot.sample([person for person in present if person not in _known(cast)], 4)
    _note_early(cast, session, leavers)
    with cast.on_stage("officer", _evening(session)) as officer:
        close_session(session_id=session.pk, actor=officer, now=_evening(session))


def _known(cast: Cast) -> set[int]:
    """Those whom the pictures tell about have come each time."""
    return {person.pk for name in ("李婷", "陆雯倩") for person in cast.persons.get(("方塔", name), [])}


def _ordinary(session: Session) -> Sequence[int]:
    """Whose leave a secretary decides: not hers, not the director's."""
    found = Expected.objects.filter(session=session, removed_at=None).exclude(
        person__appointments__code__in=("secretary", "director")
    )
    return list(found.order_by("person_id").values_list("person_id", flat=True))


def grant_leave(
    cast: Cast, session: Session, person: int, number: int, now: datetime, *, answer: bool = True
) -> None:
    with cast.on_stage(cast.account_of[person], now) as worker:
        kind, grounds = KINDS[number % len(KINDS)], GROUNDS[number % len(GROUNDS)]
        matter = ask_leave(session=session, kind=kind, grounds=grounds, actor=worker, now=now)
    if answer:
        with cast.on_stage(_secretary_of(matter), now + timedelta(hours=2)) as secretary:
            answer_leave(
                matter_id=matter.pk,
                answer="approve",
                reason="",
                actor=secretary,
                now=now + timedelta(hours=2),
            )


def _secretary_of(matter: Matter) -> int:
    post = Post.objects.get(unit=matter.unit, role=Post.Role.SECRETARY)
    return int(post.holdings.order_by("stand").values_list("account_id", flat=True)[0])


def sign_on_paper(cast: Cast, session: Session, everyone: Sequence[int], absent: Sequence[int]) -> None:
    """Ticked off on paper at the door, entered the next morning: only who was absent is marked."""
    assert session.starts_at is not None  # noqa: S101
    now = session.starts_at + timedelta(hours=2)
    begins = session.starts_at.astimezone(OFFICE)
    with cast.on_stage("officer", now) as officer:
        sign_in_from_paper(
            session_id=session.pk, unit_id=None, listed=everyone, absent=absent,
            at=time(begins.hour - 1, 40), actor=officer, now=now,
        )  # fmt: skip


def sign_by_phone(cast: Cast, session: Session, present: Sequence[int], lot: Random) -> None:
    """By the code on the screen: most in time, some close, a few late."""
    assert session.starts_at is not None  # noqa: S101
    for person in present:
        late = lot.random() < 0.02 and person not in _known(cast)
        before = -lot.randint(1, 20) if late else lot.choice((*range(15, 45), 8, 11))
        now = session.starts_at - timedelta(minutes=before, seconds=lot.randint(0, 59))
        with cast.on_stage(cast.account_of[person], now) as worker:
            sign_in(session_id=session.pk, actor=worker, now=now)


def _note_early(cast: Cast, session: Session, leavers: Sequence[int]) -> None:
    assert session.ends_at is not None  # noqa: S101
    now = session.ends_at - timedelta(minutes=30)
    with cast.on_stage("desk", now) as desk:
        for person in leavers:
            note_exception(
                session_id=session.pk, person_id=person, says="left_early", reason="中途离场，未再返回",
                actor=desk, now=now,
            )  # fmt: skip


def _evening(session: Session) -> datetime:
    assert session.ends_at is not None  # noqa: S101
    return session.ends_at + timedelta(hours=2)


def evaluate_the_fifth(cast: Cast) -> None:
    """Sixty who were there say what they thought."""
    lot = chance("evaluating")
    session = cast.sessions["K5"]
    people = session.check_ins.order_by("person_id").values_list("person_id", flat=True)
    willing = [person for person in people if person not in _known(cast)]
    now = at(6, 26, 9)
    for person in lot.sample(willing, 60):
        with cast.on_stage(cast.account_of[person], now) as worker:
            evaluate_session(
                session_id=session.pk, score=lot.choice((5, 5, 5, 4, 4, 3)),
                teacher_score=lot.choice((5, 5, 4)),
                useful=lot.choice((5, 4, 4, 3)), remark=lot.choice(REMARKS), actor=worker, now=now,
            )  # fmt: skip


def this_afternoon(cast: Cast) -> None:
    """Today at half past one: six excused, two waiting for an answer, more than half already in the hall."""
    lot = chance("today")
    session = cast.sessions["K6"]
    session.refresh_from_db()
    ordinary = [person for person in _ordinary(session) if person not in _known(cast)]
    fangta = cast.units["方塔"].pk
    own = set(Expected.objects.filter(session=session, unit_id=fangta).values_list("person_id", flat=True))
    elsewhere = [person for person in ordinary if person not in own]
    for number, person in enumerate(lot.sample(elsewhere, 6)):
        grant_leave(cast, session, person, number, at(9, 19, 9, number))
        elsewhere.remove(person)
    waiting = [person for person in ordinary if person in own][:2]
    for number, person in enumerate(waiting):
        grant_leave(cast, session, person, number, at(9, 20, 8, 40 + number), answer=False)
    here = elsewhere + [person for person in ordinary if person in own and person not in waiting]
    for person in lot.sample(here, TODAY_SO_FAR):
        now = at(9, 20, 13, lot.randint(5, 28), lot.randint(0, 59))
        with cast.on_stage(cast.account_of[person], now) as worker:
            sign_in(session_id=session.pk, actor=worker, now=now)
