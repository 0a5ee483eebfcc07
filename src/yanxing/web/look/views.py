"""The gallery: every part of the design system with its usage, in real names and long ones."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from yanxing.web.look import samples
from yanxing.web.look.sample_form import SampleForm

TITLES = {"sheet": "为什么暂不符合", "bare": "登录雁行", "home": "首页", "paper": "签到表"}
SHOWN = {"bare", "hall", "home", "paper", "parts", "poster", "sheet"}


def gallery(request: HttpRequest, /, **_kwargs: Any) -> HttpResponse:
    """`?show=` one of SHOWN; 404 outside a demonstration. The choices of the page change only itself."""
    show = request.GET.get("show", "parts")
    if not (settings.DEBUG or os.environ.get("YANXING_DEMO")) or show not in SHOWN:
        raise Http404
    return render(request, f"look/{show}.html", _context(request, show))


def _context(request: HttpRequest, show: str) -> dict[str, Any]:
    rows = Paginator(samples.people(request.GET.get("result", "")), 12)
    return {
        "title": TITLES.get(show, "界面部件"),
        "crumbs": [] if show == "home" else [("首页", "/"), ("2024 年社区干部赋能计划", "?show=home")],
        "chip": ("doing", "实施中"),
        "form": SampleForm(request.POST if request.method == "POST" else None),
        "broken": SampleForm(samples.BROKEN, prefix="broken"),
        "page": rows.get_page(request.GET.get("page")),
        "results": samples.RESULTS,
        "chips": samples.CHIPS,
        "step_items": samples.STEPS,
        "spans": samples.SPANS,
        "today": samples.TODAY,
        "bars": samples.BARS,
        "line": samples.LINE,
        "no_bars": samples.NO_BARS,
        "pasted": samples.PASTED,
        "paste_form": samples.PasteForm(),
        "matrix": samples.MATRIX,
        "message": samples.MESSAGE,
        "areas": samples.AREAS,
        "awards": samples.AWARDS,
        "poster": show == "poster",
        "back": "?",
    }
