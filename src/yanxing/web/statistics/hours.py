"""Hours of all: on average, in bands, and the persons of a band."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.refusal import NotYours
from yanxing.queries.hours.year import hours_words
from yanxing.queries.statistics.hours_held import STEPS, Held, bands, hours_held, in_band
from yanxing.web.door import Visit
from yanxing.web.look.chart import Chart, ChartRow
from yanxing.web.statistics.scope import asked, number
from yanxing.web.statistics.views import ON_A_PAGE, frame


def hours_page(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """By the ledger of this year."""
    which = asked(request)
    held = hours_held(which.scope.units, which.scope.day.year, which.scope.day)
    counted = bands(held)
    most = max(counted, key=lambda step: counted[step])
    total = sum((each.hours for each in held), Fraction(0))
    rows = [
        ChartRow(_words(step), count, url=_url(which, step), marked=step == STEPS[-1])
        for step, count in counted.items()
    ]
    title = _("%(n)d 人在%(band)s学时") % {"n": counted[most], "band": _words(most)}
    shown = frame(
        request,
        "statistics-hours",
        people=len(held),
        average=hours_words(total / len(held)) if held else "–",
        chart=Chart(
            title, _("人数，按今年已得学时分段"), rows if held else [], "bar", _("学时"), _("人数（人）")
        ),
    )
    return render(request, "statistics/hours.html", shown)


def _words(step: int) -> str:
    if step == STEPS[0]:
        return _("不满 %(n)d") % {"n": STEPS[1]}
    if step == STEPS[-1]:
        return _("%(n)d 及以上") % {"n": step}
    return _("%(n)d 至不满 %(m)d") % {"n": step, "m": STEPS[STEPS.index(step) + 1]}


def _url(which: Any, step: int) -> str:
    return f"{reverse('statistics-hours-rows')}?{which.query(step=step, year=None)}"


def rows_page(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """The persons of one band."""
    which, step = asked(request), number(request.GET, "step")
    if step not in STEPS:
        raise NotYours
    held = in_band(hours_held(which.scope.units, which.scope.day.year, which.scope.day), step)
    page: Page[Held] = Paginator(held, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = frame(
        request,
        "",
        page=page,
        rows=[(each, hours_words(each.hours)) for each in page],
        crumbs=[(_("统计"), reverse("statistics")), (_("学时"), reverse("statistics-hours"))],
    )
    shown["title"] = _("%(band)s学时 %(n)d 人") % {"band": _words(step), "n": len(held)}
    return render(request, "statistics/hours_rows.html", shown)
