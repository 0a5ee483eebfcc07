"""Audience lists: who is meant, who is not, who nearly, of whom something is missing; each with why."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yanxing.access.predicates import an_officer, an_officer_or_secretary, demand
from yanxing.access.refusal import NotYours
from yanxing.actions.policies import settle_audience
from yanxing.queries.policies.audiences import (
    changes_since,
    latest_run,
    previous_run,
    row_for,
)
from yanxing.queries.policies.listing import Chosen, Listing, export_rows, lines_of, listing_of
from yanxing.queries.policies.reach import document_for
from yanxing.queries.policies.resolved import pinned, rendered
from yanxing.queries.policies.shapes import label
from yanxing.report.sheets import Sheet, write_workbook
from yanxing.web.door import Visit
from yanxing.web.policies.documents import done

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ON_A_PAGE = 50
STATUS_CHIPS = {"eligible": "good", "nearly": "near", "ineligible": "no", "unknown": "unknown"}
STATUS_WORDS = {
    "eligible": gettext_lazy("符合"),
    "nearly": gettext_lazy("仅差一项"),
    "ineligible": gettext_lazy("不符合"),
    "unknown": gettext_lazy("信息待补"),
}
"""In the order of the filter chips."""


def audience(request: Visit, /, **address: Any) -> HttpResponse:
    """The last settling of a run, filtered; what one may not see is not counted either."""
    demand(an_officer_or_secretary(request.actor))
    document, settled = _settled(request, address)
    listing = listing_of(request.actor, settled, _chosen(request))
    paginator = Paginator(listing.rows, ON_A_PAGE)
    paginator.count = listing.total  # counted already
    page = paginator.get_page(request.GET.get("page"))
    shown = _frame(document, settled) | {
        "listing": listing,
        "page": page,
        "rows": [(line, line.row, STATUS_CHIPS[line.row.status]) for line in lines_of(listing, page)],
        "statuses": _filters(listing),
        "settled": settled,
        "run": settled.run,
        "document": document,
        "officer": an_officer(request.actor) and document.state != "closed",
        "moved": request.GET.get("moved") and changes_since(previous_run(settled), settled),
    }
    return render(request, "policies/audience.html", shown)


def _settled(request: Visit, address: Any) -> tuple[Any, Any]:
    document = document_for(request.actor, address["document_id"], request.now.date())
    settled = latest_run(document, address["run"])
    if settled is None:
        raise NotYours
    settled.document = document
    return document, settled


def _chosen(request: Visit) -> Chosen:
    unit = request.GET.get("unit", "")
    return Chosen(
        status=request.GET.get("status", ""),
        unit=int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 18 else None,
        words=request.GET.get("q", "").strip()[:40],
    )


def _frame(document: Any, settled: Any) -> dict[str, Any]:
    return {
        "title": label(pinned(document).usable, settled.run),
        "crumbs": [
            (_("方案"), reverse("policies")),
            (document.title, reverse("policy", kwargs={"document_id": document.pk})),
        ],
    }


def _filters(listing: Listing) -> list[tuple[str, str, int | None]]:
    named = [(status, str(words), listing.counts.get(status, 0)) for status, words in STATUS_WORDS.items()]
    return [("", _("全部"), sum(listing.counts.values())), *named]


def why(request: Visit, /, **address: Any) -> HttpResponse:
    """Why a row stands as it does, rendered from what was stored and the pinned policy."""
    document, settled = _settled(request, address)
    row = row_for(request.actor, settled, address["key"])
    row.settled = _whole(document, settled)
    you = row.subject_id is not None and row.subject_id == request.actor.person_id
    explanation = rendered(row, you=you)
    shown = _frame(document, settled) | {"list_title": _frame(document, settled)["title"]}
    shown |= {
        "title": _("为什么%(status)s") % {"status": row.get_status_display()},
        "row": row,
        "chip": (STATUS_CHIPS[row.status], row.get_status_display()),
        "explanation": explanation,
        "settled": settled,
        "you": you,
    }
    return render(request, "policies/why.html", shown)


def _whole(document: Any, settled: Any) -> Any:
    """With the snapshots, which lists leave out; the document is known already."""
    settled.refresh_from_db(fields=["facts", "outcome"])
    settled.document = document
    return settled


def export(request: Visit, /, **address: Any) -> HttpResponse:
    """What is seen, as a workbook."""
    demand(an_officer_or_secretary(request.actor))
    document, settled = _settled(request, address)
    listing = listing_of(request.actor, settled, _chosen(request))
    title = str(_frame(document, settled)["title"])
    sheet = Sheet(
        name=title,
        title=f"{document.title}：{title}",
        heads=[
            _("姓名"),
            _("工号"),
            _("居委会"),
            *(head for _name, head in listing.heads),
            _("结论"),
            _("说明"),
        ],
        rows=export_rows(listing),
        notes=[
            _("以%(day)s为准，%(who)s生成。")
            % {"day": _words(settled.as_of), "who": settled.settled_by.display_name}
        ],
    )
    answer = HttpResponse(write_workbook([sheet]), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="list-{settled.run}.xlsx"'
    return answer


def _words(day: Any) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def settle(request: Visit, /, **address: Any) -> HttpResponse:
    """Settled anew on what the house knows today; then whose result is another."""
    document = document_for(request.actor, address["document_id"], request.now.date())
    settled = settle_audience(
        document=document, run=address["run"], as_of=request.now.date(), actor=request.actor, now=request.now
    )
    moved = len(changes_since(previous_run(settled), settled))
    words = _("名单已重新生成，%(count)s 人的结论有变化。") % {"count": moved}
    answer = done(request, words, "audience", document_id=document.pk, run=settled.run)
    if moved:
        answer["Location"] += "?moved=1"
    return answer
