"""A worker says how a course was, once, while it runs or after (SUR-06)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import demand
from yanxing.access.refusal import Refused
from yanxing.actions import trail
from yanxing.queries.activities.evaluation import may_evaluate
from yanxing.queries.activities.scope import session_seen
from yanxing.records.models import Evaluation

MOST_LETTERS = 500


@transaction.atomic
def evaluate_session(
    *,
    session_id: int,
    score: int,
    teacher_score: int,
    useful: int,
    actor: Actor,
    now: datetime,
    remark: str = "",
) -> bool:
    """Scores 1–5. True when it was written now; a second click writes nothing and gives False.

    The audit row says that a session was evaluated, and neither what was said nor in which place.
    """
    session = session_seen(actor, session_id)
    demand(actor.person_id is not None)
    why_not = may_evaluate(actor, session, now)
    if why_not == "done":
        return False
    if why_not:
        raise Refused(why_not, code="not_now")
    if not all(1 <= each <= 5 for each in (score, teacher_score, useful)):
        raise Refused(_("三个问题都请选 1 到 5。"), field="score")
    if len(remark.strip()) > MOST_LETTERS:
        raise Refused(_("想说的话请不超过 %(most)d 个字。") % {"most": MOST_LETTERS}, field="remark")
    Evaluation.objects.bulk_create(
        [
            Evaluation(
                session=session,
                person_id=actor.person_id,
                score=score,
                teacher_score=teacher_score,
                answers={"useful": useful},
                remark=remark.strip(),
                given_at=now,
            )
        ],
        ignore_conflicts=True,
    )
    trail.record("session.evaluate", actor=actor, now=now, about=("session", session.pk))
    return True
