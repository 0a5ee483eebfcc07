"""What pages on one session begin with."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.queries.activities.words import full_name_of, name_of, when_words
from yanxing.records.models import Session


def of_session(session: Session, title: str) -> dict[str, Any]:
    """Title, the way back, and which session it is."""
    return {
        "title": title,
        "crumbs": [
            (_("培训"), reverse("trainings")),
            (name_of(session), reverse("session", args=[session.pk])),
        ],
        "session": session,
        "name": full_name_of(session),
        "when": when_words(session.starts_at, session.ends_at),
    }
