"""People: list, record, units, search."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.predicates import an_officer_who_acts
from yanxing.access.refusal import Refused
from yanxing.actions.roster.exporting import people_book
from yanxing.queries.people import listing, tree
from yanxing.queries.people.listing import COLUMNS, Filters
from yanxing.queries.people.record import record_of
from yanxing.queries.people.search import search as find
from yanxing.queries.people.showing import LABELS
from yanxing.web.door import Visit
from yanxing.web.people.editing import CHANGES
from yanxing.web.roster.views import XLSX

MARKS = {
    "appoint": "user-plus",
    "move": "arrows-right-left",
    "tier": "stack-2",
    "service": "history",
    "leave": "calendar-off",
    "credential": "certificate",
}
"""The icon of each change in the menu."""


def people(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    today = request.now.date()
    filters = Filters.of(request.GET)
    units, areas = tree.choices_of(request.actor)
    page = listing.page_of(request.actor, filters, request.GET.get("page"), on=today)
    return render(
        request,
        "people/list.html",
        {
            "title": _("人员"),
            "page": page,
            "filters": filters,
            "units": units,
            "areas": [("", _("全部片区"), None), *((key, name, None) for key, name in areas)],
            "posts": [
                ("", _("全部职务"), None),
                *_chosen("posts", "secretary", "director", "deputy_director", "worker"),
            ],
            "tiers": [("", _("全部层次"), None), *_chosen("tier", "backbone", "newly_appointed", "director")],
            "certificates": [
                ("", _("证书不限"), None),
                ("all_post", _("有全岗通"), None),
                ("social_worker", _("有社工证"), None),
                ("none", _("没有证书"), None),
                ("expiring", _("登记将到期"), None),
            ],
            "columns": list(COLUMNS.items()),
            "may_import": an_officer_who_acts(request.actor),
            "narrowed": any(getattr(filters, name) for name in Filters.__slots__),
        },
    )


def _chosen(field: str, *codes: str) -> list[tuple[str, str, None]]:
    return [(code, LABELS[field][code], None) for code in codes]


def export(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """`column` repeated: which columns; the filters of the list hold."""
    columns = [code for code in COLUMNS if code in request.GET.getlist("column")]
    if not columns:
        raise Refused(_("请至少选一列。"))
    data = people_book(filters=Filters.of(request.GET), columns=columns, actor=request.actor, now=request.now)
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="people-{request.now:%Y%m%d}.xlsx"'
    return answer


def person(request: Visit, /, person_id: int, **_kwargs: Any) -> HttpResponse:
    return _record(request, person_id, "people/record.html")


def person_paper(request: Visit, /, person_id: int, **_kwargs: Any) -> HttpResponse:
    return _record(request, person_id, "people/paper.html")


def me(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """One's own record; accounts without a person on the roster have only their account."""
    if request.actor.person_id is None:
        return render(request, "people/no_record.html", {"title": _("我的")})
    return _record(request, request.actor.person_id, "people/record.html")


def _record(request: Visit, person_id: int, template: str) -> HttpResponse:
    found = record_of(request.actor, person_id, on=request.now.date())
    crumbs = [] if found.own else [(_("人员"), reverse("people"))]
    return render(
        request,
        template,
        {
            "title": _("我的培训档案") if found.own else found.person.name,
            "crumbs": crumbs,
            "lead": found.tenure.sentence(),
            "record": found,
            "today": request.now.date(),
            "may_reveal": an_officer_who_acts(request.actor) or found.own,
            "may_edit": an_officer_who_acts(request.actor),
            "changes": [(what, each.title, MARKS[what]) for what, each in CHANGES.items()],
            "back": reverse("me") if found.own else reverse("person", args=[person_id]),
        },
    )


def units(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    branches = tree.tree_of(request.actor, on=request.now.date())
    committees = [each for each in branches if each.kind == "neighbourhood"]
    areas = [each for each in branches if each.kind == "area"]
    return render(
        request,
        "people/units.html",
        {
            "title": _("单位"),
            "crumbs": [(_("人员"), reverse("people"))],
            "branches": branches,
            "committees": len(committees),
            "areas": len(areas),
            "without_code": sum(1 for each in committees if not each.code),
            "may_edit": an_officer_who_acts(request.actor),
        },
    )


def search(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """As a page, or (htmx) only the results."""
    words = request.GET.get("q", "")
    found = find(request.actor, words, on=request.now.date())
    if len(found.people) == 1 and not found.units and not request.htmx:
        return HttpResponseRedirect(reverse("person", args=[found.people[0].id]))
    template = "people/found.html" if request.htmx else "people/search.html"
    context = {"title": _("搜索"), "search_words": words, "found": found}
    return render(request, template, context)
