"""One matter: where it stands, the answers one may give, the trace."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.refusal import Refused, Stale
from yanxing.actions.matters import answer_leave, tick_matters
from yanxing.queries.activities.words import full_name_of, when_words
from yanxing.queries.matters.listing import chip_of, title_of
from yanxing.queries.matters.scope import excuse_of, matter_seen
from yanxing.queries.matters.telling import Teller
from yanxing.records.models import Matter, Session
from yanxing.web.door import Visit


def page(request: Visit, /, matter_id: int, **_kwargs: Any) -> HttpResponse:
    matter = matter_seen(request.actor, matter_id)
    if matter.due_at is not None and matter.due_at < request.now:
        tick_matters(actor=request.actor, now=request.now)
        matter.refresh_from_db()
    return _shown(request, matter)


def answer(request: Visit, /, matter_id: int, **_kwargs: Any) -> HttpResponse:
    matter = matter_seen(request.actor, matter_id)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("matter", args=[matter_id]))
    said, reason = request.POST.get("answer", ""), request.POST.get("reason", "")
    revision = request.POST.get("revision", "")
    try:
        answer_leave(
            matter_id=matter_id, answer=said, reason=reason, actor=request.actor, now=request.now,
            revision=int(revision) if revision.isdecimal() and len(revision) < 10 else None,
        )  # fmt: skip
    except Stale as stale:
        matter.refresh_from_db()
        return _shown(request, matter, stale, status=409)
    except Refused as refused:
        return _shown(request, matter, refused, reason=reason, status=422)
    messages.success(request, _("已办理，申请人可以看到结果。"))
    return HttpResponseRedirect(reverse("matter", args=[matter_id]))


def _shown(
    request: Visit, matter: Matter, refused: Refused | None = None, *, reason: str = "", status: int = 200
) -> HttpResponse:
    excuse = excuse_of(matter)
    teller = Teller(matter, request.actor, request.now)
    told = teller.told()
    own = matter.person_id is not None and matter.person_id == request.actor.person_id
    # A step of the applicant's has a form of its own; nobody else's step is theirs to answer.
    answers = [] if own else list(told.answers)
    kind, words = chip_of(matter)
    if matter.state == Matter.State.OPEN:
        place = {"n": told.place, "of": len(told.steps)}
        words = _("进行中 · 第 %(n)d 步，共 %(of)d 步") % place
    open_session = excuse.session.state in {Session.State.DRAFT, Session.State.ANNOUNCED}
    return render(
        request,
        "matters/matter.html",
        {
            "title": title_of(matter, excuse),
            "crumbs": [(_("办理事项"), reverse("matters"))],
            "chip": (kind, words),
            "matter": matter,
            "excuse": excuse,
            "session_name": full_name_of(excuse.session),
            "when": when_words(excuse.session.starts_at, excuse.session.ends_at),
            "told": told,
            "answers": answers,
            "needs_reason": "、".join(each.label for each in answers if each.reason_required),
            "resubmits": own and bool(told.answers),
            "withdraws": own and open_session and not excuse.withdrawn and excuse.granted is not False,
            "refused": refused,
            "reason": reason,
        },
        status=status,
    )
