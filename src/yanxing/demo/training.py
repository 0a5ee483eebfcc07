"""Six afternoons in June, and who signed in when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from yanxing.demo.chance import chance
from yanxing.demo.people import Worker


@dataclass(frozen=True, slots=True)
class Session:
    """A training session: how many were due, on leave, absent."""

    code: str
    title: str
    begins: datetime
    due: int
    on_leave: int
    absent: int
    hours: int = 3

    @property
    def ends(self) -> datetime:
        return self.begins + timedelta(minutes=150)


def _at(day: int, hour: int = 14) -> datetime:
    return datetime(2024, 6, day, hour)  # noqa: DTZ001 - office time has no zone


SESSIONS = (
    Session("K1", "专家授课：学习贯彻党的二十大精神", _at(12), 350, 14, 5),
    Session("K2", "专家授课：学习贯彻习近平考察上海讲话精神", _at(14), 350, 16, 7),
    Session("K3", "专家授课：基层社会治理政策解读", _at(18), 349, 13, 7),
    Session("K4", "业务培训：专业社会工作方法", _at(20), 349, 19, 12),
    Session("K5", "业务培训：优秀案例分享", _at(25, 9), 348, 17, 9),
    Session("K6", "专家授课：全过程人民民主协商治理", _at(27), 346, 6, 7),
)


@dataclass(frozen=True, slots=True)
class SignIn:
    session: Session
    worker: Worker
    signed_in: datetime | None = None
    signed_out: datetime | None = None
    excused: bool = False


def make_sign_ins(people: Sequence[Worker]) -> tuple[SignIn, ...]:
    """One line for everyone due. The few not due were away on street duty, agreed beforehand."""
    lot = chance("training")
    return tuple(line for session in SESSIONS for line in _of_session(session, people, lot))


def _of_session(session: Session, people: Sequence[Worker], lot: Random) -> list[SignIn]:
    ordinary = [worker for worker in people if not worker.leads]
    away = lot.sample(ordinary, len(people) - session.due + session.on_leave + session.absent)
    not_due = away[: len(people) - session.due]
    excused = away[len(not_due) : len(not_due) + session.on_leave]
    return [
        _line(session, worker, worker in excused, worker in away, lot)
        for worker in people
        if worker not in not_due
    ]


def _line(session: Session, worker: Worker, excused: bool, away: bool, lot: Random) -> SignIn:
    if away:
        return SignIn(session, worker, excused=excused)
    kind = lot.choices(("early", "close", "late", "leaves"), (860, 110, 18, 12))[0]
    before = {"close": lot.randint(0, 14), "late": -lot.randint(1, 25)}.get(kind, lot.randint(15, 48))
    out = session.ends + timedelta(minutes=-lot.randint(20, 60) if kind == "leaves" else lot.randint(0, 12))
    return SignIn(session, worker, session.begins - timedelta(minutes=before), out)
