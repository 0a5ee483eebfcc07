"""What every page of a document shares: its head, its tabs, the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from yanxing.access.predicates import an_officer, an_officer_or_secretary, an_officer_who_acts
from yanxing.queries.policies.counts import Counts, counts_of
from yanxing.web.door import Visit

CHIPS = {"draft": "draft", "submitted": "doing", "in_force": "doing", "closed": "rest"}


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    count: int | None
    current: bool


def head_of(request: Visit, document: Any, here: str) -> dict[str, Any]:
    """The context of a document's page. `here`: the tab."""
    counts = counts_of(document)
    return {
        "title": document.title,
        "crumbs": [(_("方案"), reverse("policies"))],
        "chip": (CHIPS[document.state], document.get_state_display()),
        "document": document,
        "tabs": _tabs(request, document, here, counts),
        "may_change": an_officer_who_acts(request.actor),
        "counts": counts,
    }


def _tabs(request: Visit, document: Any, here: str, counts: Counts) -> list[Tab]:
    team = an_officer_or_secretary(request.actor)
    tabs = [
        ("policy-board", _("进度"), None),
        ("policy", _("原文"), None),
        ("policy-values", _("细则"), counts.values),
        ("policy-readings", _("执行口径"), counts.readings),
        ("policy-changes", _("变更"), counts.changes),
    ]
    if an_officer(request.actor) and document.state != "closed":
        tabs.append(("policy-adopt", _("办理"), counts.open))
    return [
        Tab(label, url, count, name == here)
        for name, label, count in tabs
        if (team or name == here) and (url := _address(name, document.pk))
    ]


def _address(name: str, document_id: int) -> str:
    try:
        return reverse(name, kwargs={"document_id": document_id})
    except NoReverseMatch:
        return ""
