"""细则: values, rule sheets and windows, entered on pages made from the schema."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.actions.policies import NewValue, record_value
from yanxing.actions.policies.values import proposed
from yanxing.queries.policies.history import entries_of, entry_counts
from yanxing.queries.policies.reach import document_for
from yanxing.queries.policies.resolved import digest_of, resolved_policy
from yanxing.queries.policies.shapes import Shape, shape_named, shapes_of
from yanxing.queries.policies.what_if import Consequence, consequences
from yanxing.web.door import Visit
from yanxing.web.policies.attempt import attempt
from yanxing.web.policies.documents import done
from yanxing.web.policies.forms import DecidedForm, raw_value, value_form
from yanxing.web.policies.tabs import head_of


def values(request: Visit, /, **address: Any) -> HttpResponse:
    """What is set, what is open, from when, by whom."""
    document = document_for(request.actor, address["document_id"], request.now.date())
    policy = resolved_policy(document, request.now.date())
    entered = entry_counts(document)
    shapes = [(each, entered.get((each.section, each.name))) for each in shapes_of(policy)]
    shown = head_of(request, document, "policy-values")
    shown["sections"] = [
        (words, [each for each in shapes if each[0].section == section]) for section, words in _sections()
    ]
    return render(request, "policies/values.html", shown)


def _sections() -> list[tuple[str, str]]:
    return [("value", _("数值")), ("table", _("细则表")), ("window", _("时间"))]


def value(request: Visit, /, **address: Any) -> HttpResponse:
    """One of them: its history, and the form. Saving first shows whose result would be another."""
    document = document_for(request.actor, address["document_id"], request.now.date())
    policy = resolved_policy(document, request.now.date())
    shape = shape_named(policy, address["section"], address["name"])
    if shape is None:
        raise Http404
    history = entries_of(document, shape, policy)
    first: dict[str, Any] = {"valid_from": request.now.date(), "decided_on": request.now.date()}
    first["seen"] = history[0].id if history else 0
    form = value_form(shape, request.POST or None, first)
    form.fields["reason"].required = document.state == "in_force"
    found: list[Consequence] | None = None
    if request.method == "POST" and form.is_valid():
        given = _given(shape, form)
        found = attempt(form, lambda: _consequences(document, given))
        if found is not None and (not found or form.cleaned_data["checked"] == _mark(found)):
            seen = form.cleaned_data["seen"]
            saved = attempt(
                form,
                lambda: record_value(
                    document=document, given=given, actor=request.actor, now=request.now, seen=seen
                ),
            )
            if saved:
                words = _("“%(name)s”已保存。") % {"name": shape.label}
                return done(request, words, "policy-values", document_id=document.pk)
    shown = head_of(request, document, "policy-values")
    shown["crumbs"] = [*shown["crumbs"], (document.title, _back(document))]
    shown |= {
        "title": shape.label,
        "chip": None,
        "shape": shape,
        "form": form,
        "history": history,
        "consequences": found,
        "checked": _mark(found) if found else "",
        "own": [form[name] for name in form.fields if name not in DecidedForm.base_fields],
    }
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, "policies/value.html", shown, status=status)


def _given(shape: Shape, form: DecidedForm) -> NewValue:
    cleaned = form.cleaned_data
    return NewValue(
        section=shape.section,
        name=shape.name,
        value=raw_value(shape, cleaned),
        valid_from=cleaned["valid_from"],
        decided_by=cleaned["decided_by"],
        decided_on=cleaned["decided_on"],
        reason=cleaned["reason"],
    )


def _consequences(document: Any, given: NewValue) -> list[Consequence]:
    return consequences(
        document, [proposed(document, given.section, given.name, given.value, given.valid_from)]
    )


def _mark(found: list[Consequence]) -> str:
    """By which a confirmation shows that it was given to this very list."""
    return digest_of([[each.run, [[who.key, who.before, who.after] for who in each.moved]] for each in found])


def _back(document: Any) -> str:
    return reverse("policy-values", kwargs={"document_id": document.pk})
