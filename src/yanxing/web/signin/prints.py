"""On paper: badges (胸牌), table cards (桌签), the sign-in sheet of a unit, each with the personal code."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yanxing.access.tokens import qr_svg
from yanxing.queries.signin.sheet import people_of, reach_of
from yanxing.web.door import Visit


def printed(request: Visit, session_id: int, kind: str) -> HttpResponse:
    """All who are expected, or one unit with ?unit=."""
    words = {"badges": _("胸牌"), "cards": _("桌签"), "sheet": _("签到表")}.get(kind)
    if words is None:
        raise Http404
    reach = reach_of(request.actor, session_id)
    unit = request.GET.get("unit", "")
    units = reach.narrowed(int(unit)) if unit.isdecimal() and len(unit) < 18 else reach.units
    people = people_of(session_id, units=units)
    groups: dict[str, list[tuple[object, str]]] = {}
    for entry in people:
        groups.setdefault(entry.unit, []).append((entry, qr_svg(entry.code, label=entry.name)))
    shown = {
        "title": f"{reach.meeting.name} {words}",
        "meeting": reach.meeting,
        "groups": groups.items(),
        "back": f"/missing/{session_id}/",
    }
    return render(request, f"signin/print_{kind}.html", shown)
