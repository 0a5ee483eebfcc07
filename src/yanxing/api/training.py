"""Sessions, who signed in, leave, evaluation and hours: the same reads and the same actions as the pages."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Field, Path, Query, Schema

from yanxing.access.predicates import a_worker, an_officer_or_secretary, at_the_desk, signed_in
from yanxing.actions.activities.evaluations import evaluate_session
from yanxing.actions.matters import answer_leave
from yanxing.actions.signin.desk import sign_in_at_desk
from yanxing.api.door import REFUSALS, api, operation
from yanxing.queries.activities.listing import row_of, sessions_listed
from yanxing.queries.hours.statement import statement_of
from yanxing.queries.hours.year import tenths
from yanxing.queries.signin.sheet import people_of, reach_of

Id: Any = Path(..., ge=1, le=2**62)  # type: ignore[type-arg]


class SessionLine(Schema):
    """One session; counts are 人."""

    id: int
    name: str
    topic: str
    where: str
    teacher: str
    state: str
    expected: int
    present: int
    starts_at: datetime | None


class WhichSessions(Schema):
    """`state`: draft, announced, closed or cancelled; empty means all. A hundred at most from `after`."""

    state: Literal["", "draft", "announced", "closed", "cancelled"] = ""
    after: int = Field(0, ge=0, le=1_000_000)


@api.get("/sessions", response={200: list[SessionLine], **REFUSALS}, summary="场次")
@operation(signed_in)
def sessions(request: Any, which: Query[WhichSessions]) -> Any:
    """Those this account sees: its own, or the street's."""
    found = sessions_listed(request.actor, state=which.state)[which.after : which.after + 100]
    return [row_of(each, request.now) for each in found]


class Attending(Schema):
    """One who is expected at a session."""

    person_id: int
    name: str
    staff_number: str
    unit_id: int
    unit: str
    signed_at: datetime | None
    way: str | None
    excused: bool


@api.get(
    "/sessions/{int:session_id}/people", response={200: list[Attending], **REFUSALS}, summary="应到与签到"
)
@operation(an_officer_or_secretary)
def attending(request: Any, session_id: int = Id) -> Any:
    """The street's for an officer, her own team for a secretary."""
    reach = reach_of(request.actor, session_id)
    return people_of(session_id, units=reach.units)


class DeskScan(Schema):
    """What the scanner read from a badge, card or sheet."""

    personal_code: str = Field(..., min_length=1, max_length=40)
    direction: Literal["in", "out"] = "in"


class Acknowledged(Schema):
    """The sign-in that stands; `fresh` is false when it stood before."""

    person: str
    at: datetime
    fresh: bool


@api.post(
    "/sessions/{int:session_id}/sign-ins", response={200: Acknowledged, **REFUSALS}, summary="签到台签到"
)
@operation(at_the_desk, writes=True)
def sign_in_desk(request: Any, scan: DeskScan, session_id: int = Id) -> Any:
    """Exactly once: the same code again answers with the sign-in that stands."""
    done = sign_in_at_desk(
        session_id=session_id,
        personal_code=scan.personal_code,
        direction=scan.direction,
        actor=request.actor,
        now=request.now,
    )
    return {"person": done.name, "at": done.signed.at, "fresh": done.signed.fresh}


class Opinion(Schema):
    """1 to 5 each."""

    score: int = Field(..., ge=1, le=5)
    teacher_score: int = Field(..., ge=1, le=5)
    useful: int = Field(..., ge=1, le=5)
    remark: str = Field("", max_length=500)


class Done(Schema):
    """`written` is false when it stood before."""

    written: bool


@api.post("/sessions/{int:session_id}/evaluation", response={200: Done, **REFUSALS}, summary="课程测评")
@operation(a_worker, writes=True)
def evaluate(request: Any, opinion: Opinion, session_id: int = Id) -> Any:
    """Once, by whoever was there."""
    written = evaluate_session(session_id=session_id, actor=request.actor, now=request.now, **opinion.dict())
    return {"written": written}


class Answer(Schema):
    """`revision` as read, so that of two answers at once one wins."""

    answer: Literal["approve", "send_back", "refuse"]
    reason: str = Field("", max_length=400)
    revision: int = Field(..., ge=1, le=2**31 - 1)


class Standing(Schema):
    """Where the matter stands now."""

    number: str
    state: str
    step: str
    result: str
    revision: int


@api.post("/matters/{int:matter_id}/answers", response={200: Standing, **REFUSALS}, summary="审批请假")
@operation(an_officer_or_secretary, writes=True)
def answer(request: Any, given: Answer, matter_id: int = Id) -> Any:
    """By whoever is asked; anybody else gets 404."""
    return answer_leave(matter_id=matter_id, actor=request.actor, now=request.now, **given.dict())


class HoursLine(Schema):
    """One session of the year."""

    day: date
    name: str
    status: str
    hours: str


class HoursStatement(Schema):
    """学时, exact to a tenth as shown on the page."""

    year: int
    target: str | None
    done: str
    lines: list[HoursLine]


@api.get("/people/{int:person_id}/hours", response={200: HoursStatement, **REFUSALS}, summary="学时")
@operation(signed_in)
def hours(request: Any, person_id: int = Id) -> Any:
    """Oneself, or somebody in reach."""
    found = statement_of(request.actor, person_id, request.now.date())
    target = found.figures.target if found.figures else None
    lines = [
        {"day": each.day, "name": each.name, "status": each.status, "hours": each.shown}
        for each in found.lines
    ]
    return {
        "year": found.year,
        "target": None if target is None else tenths(target),
        "done": tenths(found.total),
        "lines": lines,
    }
