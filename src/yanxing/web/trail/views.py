"""The auditor's page: who did what to whom, when and why; whether the seal holds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yanxing.access.clock import real_now
from yanxing.actions import trail
from yanxing.actions.sealing.heads import head_report
from yanxing.actions.sealing.verify import verify
from yanxing.queries.trail import (
    MOST_EXPORTED,
    Asked,
    Row,
    all_entries,
    find_entries,
    seal_state,
    shown_to_others,
)
from yanxing.report.sheets.workbook import Sheet, write_workbook
from yanxing.web.door import Visit
from yanxing.web.trail.words import act_words, choices, detail_words, noun_words

SHOWN_TROUBLES = 50


class AskForm(forms.Form):
    who = forms.CharField(label=gettext_lazy("谁"), max_length=40, required=False)
    act = forms.CharField(label=gettext_lazy("做了什么"), max_length=60, required=False)
    about = forms.CharField(label=gettext_lazy("对谁、对什么"), max_length=40, required=False)
    since = forms.DateField(label=gettext_lazy("从"), required=False)
    until = forms.DateField(label=gettext_lazy("到"), required=False)


def trail_page(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    form, asked = _asked(request)
    found = find_entries(request.actor, asked, page=request.GET.get("page", "1"))
    shown = {
        "title": _("审计留痕"),
        "form": form,
        "asked": asked,
        "acts": choices(),
        "page": found.page,
        "rows": [_told(row) for row in found.rows],
        "seal": seal_state(real_now()),
        "query": request.GET.urlencode(),
    }
    return render(request, "trail/list.html", shown, status=422 if form.errors else 200)


def _asked(request: Visit) -> tuple[AskForm, Asked]:
    """What is not understood is said beside its box and narrows nothing."""
    form = AskForm(request.GET)
    form.is_valid()
    given = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
    return form, Asked(**given)


def _told(row: Row) -> dict[str, Any]:
    entry = row.entry
    number = f" {entry.object_id}" if entry.object_id and not row.about else ""
    return {
        "entry": entry,
        "who": row.who or _("系统"),
        "act": act_words(entry.act),
        "about": f"{noun_words(entry.object_kind)} {row.about}{number}".strip(),
        "unit": row.unit,
        "door": {
            "page": _("网页"), "api": _("接口"), "command": _("命令"), "job": _("后台"), "demo": _("演示")
        }.get(entry.door, entry.door),
        "detail": detail_words(entry.act, entry.detail),
    }  # fmt: skip


def export(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """What is seen, as a workbook; the export itself is an act of the trail."""
    _form, asked = _asked(request)
    heads = [
        _("序号"), _("时间"), _("实际时间"), _("谁"), _("做了什么"), _("对谁、对什么"), _("单位"),
        _("原因"), _("入口"), _("详情"),
    ]  # fmt: skip
    told = (_told(row) for row in all_entries(request.actor, asked))
    rows = (
        (
            each["entry"].pk, _clock(each["entry"].at), _clock(each["entry"].real_at), each["who"],
            each["act"], each["about"], each["unit"], each["entry"].reason, each["door"], each["detail"],
        )
        for each in told
    )  # fmt: skip
    notes = [_("最多导出 %(most)s 条；更早的请缩小期间再导出。") % {"most": MOST_EXPORTED}]
    data = write_workbook([Sheet(_("审计留痕"), _("审计留痕"), heads, rows, notes)])
    trail.record("trail.export", actor=request.actor, now=request.now, about=("trail", ""))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = HttpResponse(data, content_type=kind)
    name = _("审计留痕") + f" {request.now:%Y-%m-%d}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _clock(moment: Any) -> str:
    return localtime(moment).strftime("%Y-%m-%d %H:%M:%S")


def check(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """Reads the whole trail and says what does not fit."""
    if request.method != "POST":
        raise Http404
    verdict = verify()
    trail.record(
        "trail.verify", actor=request.actor, now=request.now, about=("trail", ""),
        troubles=len(verdict.troubles), last=verdict.last[0] if verdict.last else 0,
    )  # fmt: skip
    shown = {
        "title": _("封存核对"),
        "crumbs": [(_("审计留痕"), reverse("trail"))],
        "verdict": verdict,
        "troubles": [each.text() for each in verdict.troubles[:SHOWN_TROUBLES]],
        "more": max(0, len(verdict.troubles) - SHOWN_TROUBLES),
        "head": head_report(real_now()),
    }
    return render(request, "trail/verdict.html", shown)


def my_secrets(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """Who had my sealed details shown, and why."""
    shown = {
        "title": _("谁看过我的敏感信息"),
        "crumbs": [(_("我的账号"), reverse("my-account"))],
        "rows": shown_to_others(request.actor),
        "kinds": {"id_number": _("身份证号"), "phone": _("手机号")},
    }
    return render(request, "trail/mine.html", shown)
