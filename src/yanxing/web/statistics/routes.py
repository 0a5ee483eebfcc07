"""Figures with the rows behind them, and the templates of others."""

from __future__ import annotations

from yanxing.access.predicates import an_officer_or_secretary, an_officer_who_acts
from yanxing.web.routes import Route
from yanxing.web.statistics import exporting, figures, hours, templating, views

_TEMPLATE = "statistics/templates/<int:template_id>/"

ROUTES: list[Route] = [
    Route("statistics", "statistics/", views.participation_page, an_officer_or_secretary),
    Route("statistics-kinds", "statistics/kinds/", views.kinds_page, an_officer_or_secretary),
    Route(
        "statistics-certificates",
        "statistics/certificates/",
        views.certificates_page,
        an_officer_or_secretary,
    ),
    Route("statistics-hours", "statistics/hours/", hours.hours_page, an_officer_or_secretary),
    Route("statistics-hours-rows", "statistics/hours/rows/", hours.rows_page, an_officer_or_secretary),
    Route("statistics-rows", "statistics/rows/", views.rows_page, an_officer_or_secretary),
    Route("statistics-holders", "statistics/holders/", views.holders_page, an_officer_or_secretary),
    Route(
        "statistics-export", "statistics/export.xlsx", exporting.participation_sheet, an_officer_or_secretary
    ),
    Route("kinds-export", "statistics/kinds/export.xlsx", exporting.kinds_sheet, an_officer_or_secretary),
    Route("rows-export", "statistics/rows/export.xlsx", exporting.rows_sheet, an_officer_or_secretary),
    Route("figure-new", "statistics/figures/new/", figures.new_figure, an_officer_who_acts),
    Route("statistics-templates", "statistics/templates/", templating.templates_page, an_officer_who_acts),
    Route("statistics-template", _TEMPLATE, templating.template_page, an_officer_who_acts),
    Route("template-filled", f"{_TEMPLATE}filled.xlsx", templating.template_filled, an_officer_who_acts),
]
