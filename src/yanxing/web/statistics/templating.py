"""Somebody else's workbook, step by step: upload, point the heads, download it filled."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.refusal import Refused
from yanxing.actions.statistics import fill_template, point_template, save_template
from yanxing.queries.policies.reach import street_of_officer
from yanxing.queries.statistics.reportable import NUMBER, PERSON, UNIT
from yanxing.queries.statistics.templates import heads_of, template_for, templates_of
from yanxing.web.door import Visit
from yanxing.web.hours.sheets import XLSX
from yanxing.web.statistics.forms import TemplateForm
from yanxing.web.statistics.views import frame


def templates_page(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """The list, and the form that takes a new one."""
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            made = save_template(
                data=upload.read(),
                name=upload.name,
                title=form.cleaned_data["title"],
                unit_id=street_of_officer(request.actor).pk,
                actor=request.actor,
                now=request.now,
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.text)
        else:
            return HttpResponseRedirect(reverse("statistics-template", args=[made.pk]))
    shown = frame(request, "statistics-templates", form=form, templates=templates_of(request.actor)[:50])
    return render(request, "statistics/templates.html", shown, status=422 if form.is_bound else 200)


def template_page(request: Visit, /, template_id: int, **_kwargs: Any) -> HttpResponse:
    """Each head with the field it is pointed at."""
    template = template_for(request.actor, template_id)
    heads, lost = heads_of(template)
    refused, mapping = None, template.mapping
    if request.method == "POST":
        mapping = {head.key: request.POST.get(f"head:{head.key}", "") for head in heads}
        try:
            point_template(template=template, mapping=mapping, actor=request.actor, now=request.now)
        except Refused as caught:
            refused = caught
        else:
            messages.success(request, _("已记住每一列是什么，下次同样的表头自动认出。"))
            return HttpResponseRedirect(reverse("statistics-template", args=[template.pk]))
    shown = {
        "title": template.title,
        "crumbs": [(_("统计"), reverse("statistics")), (_("填上级报表"), reverse("statistics-templates"))],
        "template": template,
        "heads": [(head, mapping.get(head.key, "")) for head in heads],
        "pointed": sum(bool(mapping.get(head.key)) for head in heads),
        "groups": [(_("一行一个居委会"), UNIT), (_("一行一个人"), PERSON)],
        "number": NUMBER,
        "lost": [{"charts": _("图表"), "pictures": _("图片")}[each] for each in lost],
        "refused": refused,
    }
    return render(request, "statistics/template.html", shown, status=422 if refused else 200)


def template_filled(request: Visit, /, template_id: int, **_kwargs: Any) -> HttpResponse:
    """The workbook, filled as of today."""
    template = template_for(request.actor, template_id)
    data = fill_template(template=template, actor=request.actor, now=request.now)
    answer = HttpResponse(data, content_type=XLSX)
    name = f"{template.title}-{request.now:%Y%m%d}.xlsx"
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer
