"""Files in, dry run, confirm, apply."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yanxing.access.refusal import Refused
from yanxing.actions.roster import applying, trying
from yanxing.actions.roster.errors import error_book
from yanxing.queries.people import imports
from yanxing.queries.people.fields import SheetKind
from yanxing.web.door import Visit
from yanxing.web.roster.forms import DropForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def take_files(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    form = DropForm(request.POST or None, request.FILES or None) if request.method == "POST" else DropForm()
    if request.method == "POST" and form.is_valid():
        try:
            batch = trying.try_import(
                files=[(each.name, each.read()) for each in form.cleaned_data["files"]],
                actor=request.actor,
                now=request.now,
                as_of=form.cleaned_data["as_of"],
                expected_units=form.cleaned_data["expected_units"],
            )
            return HttpResponseRedirect(reverse("roster-batch", args=[batch.pk]))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.text)
    status = 422 if form.is_bound else 200
    return render(
        request,
        "roster/files.html",
        {
            "title": _("导入名册"),
            "crumbs": [(_("人员"), reverse("people"))],
            "form": form,
            "batches": imports.batches(request.actor),
        },
        status=status,
    )


def batch(request: Visit, /, batch_id: int, **_kwargs: Any) -> HttpResponse:
    found = imports.batch_for(request.actor, batch_id)
    counted = imports.counted(found)
    labels = (
        ("bad", _("有误")),
        ("ask", _("待确认")),
        ("new", _("新增")),
        ("changed", _("更新")),
        ("same", _("无变化")),
    )
    chips = [("", _("全部"), sum(counted.values())), *((code, text, counted[code]) for code, text in labels)]
    kinds = imports.open_kinds(found)
    return render(
        request,
        "roster/batch.html",
        {
            "title": _("试读结果"),
            "crumbs": [(_("人员"), reverse("people")), (_("导入名册"), reverse("roster-import"))],
            "chip": _state(found.state),
            "batch": found,
            "tried": found.state == "tried",
            "counted": counted,
            "chips": chips,
            "kinds": kinds,
            "open": sum(n for _code, _text, n in kinds),
            "writes": counted["new"] + counted["changed"],
            "page": imports.rows_of(found, request.GET.get("show", ""), request.GET.get("page")),
            "sheets": imports.sheets_of(found),
            "people_fields": imports.choices("people"),
            "unit_fields": imports.choices("units"),
        },
    )


def _state(state: str) -> tuple[str, str]:
    return {
        "tried": ("doing", _("试读，还没有写入")),
        "applied": ("good", _("已导入")),
        "dropped": ("rest", _("已放弃")),
    }[state]


@require_POST
def map_heads(request: Visit, /, batch_id: int, **_kwargs: Any) -> HttpResponse:
    """Boxes are called `people:<head>` or `units:<head>`; only what differs from the guess is remembered."""
    found = imports.batch_for(request.actor, batch_id)
    guessed = {
        f"{sheet.kind or 'people'}:{head}": code
        for sheet in imports.sheets_of(found)
        for _letter, head, code in sheet.columns
    }
    said: dict[tuple[SheetKind, str], str] = {}
    for name, before in guessed.items():
        value = request.POST.get(name, "")
        if value and value != before:
            kind, _colon, head = name.partition(":")
            said["units" if kind == "units" else "people", head] = value
    trying.map_headers(batch_id=batch_id, mapping=said, actor=request.actor, now=request.now)
    messages.success(request, _("列头已记住，下次照此识别；文件已重新试读。"))
    return _back(batch_id)


@require_POST
def confirm(request: Visit, /, batch_id: int, **_kwargs: Any) -> HttpResponse:
    """One row (`row`, `person`: a key, or `new`), or a whole kind (`kind`, `same`: 1 or 0)."""
    if kind := request.POST.get("kind"):
        done = applying.confirm_matches(
            batch_id=batch_id,
            matched_by=kind,
            same=request.POST.get("same") == "1",
            actor=request.actor,
            now=request.now,
        )
        messages.success(request, _("已确认 %(n)d 行。") % {"n": done})
        return _back(batch_id, "?show=ask")
    row, person = request.POST.get("row", ""), request.POST.get("person", "")
    if not row.isdecimal() or not (person == "new" or person.lstrip("-").isdecimal()):
        raise Refused(_("请选是哪个人。"))
    applying.confirm_match(
        row_id=int(row),
        person_id=None if person == "new" else int(person),
        actor=request.actor,
        now=request.now,
    )
    return _back(batch_id, "?show=ask")


@require_POST
def apply(request: Visit, /, batch_id: int, **_kwargs: Any) -> HttpResponse:
    done = applying.apply_import(batch_id=batch_id, actor=request.actor, now=request.now)
    written = done.summary["written"]
    messages.success(
        request,
        _("已写入 %(people)d 人、%(units)d 个单位。")
        % {"people": written["people"], "units": written["units"]},
    )
    return _back(batch_id)


@require_POST
def drop(request: Visit, /, batch_id: int, **_kwargs: Any) -> HttpResponse:
    trying.drop_import(batch_id=batch_id, actor=request.actor, now=request.now)
    messages.info(request, _("这一批已放弃，名册没有变动。"))
    return HttpResponseRedirect(reverse("roster-import"))


def errors(request: Visit, /, batch_id: int, **_kwargs: Any) -> HttpResponse:
    data = error_book(batch_id=batch_id, actor=request.actor, now=request.now)
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="errors-{batch_id}.xlsx"'
    return answer


def _back(batch_id: int, query: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("roster-batch", args=[batch_id]) + query)
