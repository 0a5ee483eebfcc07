from __future__ import annotations

from yanxing.access.predicates import a_worker, an_officer_or_secretary
from yanxing.access.predicates import an_officer_who_acts as arranges
from yanxing.web.activities import (
    activity,
    arranging,
    changing,
    evaluating,
    online,
    people,
    schedule,
    session,
    teachers,
    trainings,
)
from yanxing.web.routes import Route
from yanxing.web.shell import a_worker_or_officer

ACTIVITY = "trainings/activities/<int:activity_id>/"
SESSION = "trainings/sessions/<int:session_id>/"

ROUTES: list[Route] = [
    Route("trainings", "trainings/", trainings.trainings, an_officer_or_secretary),
    Route("activity-forms", "trainings/forms/", trainings.forms_dictionary, an_officer_or_secretary),
    Route("activity-new", "trainings/activities/new/", activity.new, arranges),
    Route("activity", ACTIVITY, activity.page, an_officer_or_secretary),
    Route("activity-edit", f"{ACTIVITY}edit/", activity.edit, arranges),
    Route("course-table", f"{ACTIVITY}table/", arranging.paste, arranges),
    Route("session-new", f"{ACTIVITY}sessions/new/", arranging.new, arranges),
    Route("sessions-postpone", f"{ACTIVITY}postpone/", changing.postpone, arranges),
    Route("session", SESSION, session.page, a_worker_or_officer),
    Route("session-fill", f"{SESSION}fill/", arranging.fill, arranges),
    Route("session-announce", f"{SESSION}announce/", arranging.announce, arranges),
    Route("session-move", f"{SESSION}move/", changing.move, arranges),
    Route("session-venue", f"{SESSION}venue/", changing.venue, arranges),
    Route("session-cancel", f"{SESSION}cancel/", changing.cancel, arranges),
    Route("session-expect", f"{SESSION}expected/", people.expect, arranges),
    Route("session-unexpect", f"{SESSION}expected/<int:person_id>/off/", people.unexpect, arranges),
    Route("session-copied", f"{SESSION}copied/", session.copied, an_officer_or_secretary),
    Route("session-evidence", f"{SESSION}online/", online.evidence, arranges),
    Route("session-visit", f"{SESSION}visit/", online.visit, arranges),
    Route("session-material", f"{SESSION}material/", online.material, arranges),
    Route("evaluate", f"{SESSION}evaluate/", evaluating.evaluate, a_worker),
    Route("teachers", "trainings/teachers/", teachers.register, arranges),
    Route("teacher-new", "trainings/teachers/new/", teachers.new, arranges),
    Route("teacher", "trainings/teachers/<int:teacher_id>/", teachers.page, arranges),
    Route("teacher-edit", "trainings/teachers/<int:teacher_id>/edit/", teachers.edit, arranges),
    Route("schedule", "schedule/", schedule.schedule, a_worker_or_officer),
    Route("schedule-print", "schedule/print/", schedule.printed, a_worker_or_officer),
]  # fmt: skip
