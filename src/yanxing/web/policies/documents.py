"""The list of documents, loading one, and its page: clauses left, what each started right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.predicates import an_officer_or_secretary, an_officer_who_acts
from yanxing.actions.policies import TextHasErrors, load_document
from yanxing.policy.shipped import shipped_policies
from yanxing.queries.policies.document import page_of
from yanxing.queries.policies.reach import document_for, documents_for, street_of_officer
from yanxing.web.door import Visit
from yanxing.web.policies.attempt import attempt
from yanxing.web.policies.forms import LoadForm
from yanxing.web.policies.tabs import CHIPS, head_of


def documents(request: Visit, /, **_address: Any) -> HttpResponse:
    """All documents the visitor may look at, the newest first."""
    found = documents_for(request.actor, request.now.date()).defer("source").select_related("organiser")
    rows = [(each, CHIPS[each.state]) for each in found.order_by("-pk")]
    shown = {"title": _("方案"), "rows": rows, "may_load": an_officer_who_acts(request.actor)}
    return render(request, "policies/documents.html", shown)


def load(request: Visit, /, **_address: Any) -> HttpResponse:
    """Errors are shown with their place and mend; without any the file becomes a draft."""
    files = shipped_policies()
    form = LoadForm([(name, name) for name in files], request.POST or None, request.FILES or None)
    findings: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        data = _bytes(form, files)
        document, findings = _loaded(request, form, data)
        if document is not None:
            return HttpResponseRedirect(reverse("policy-adopt", kwargs={"document_id": document.pk}))
    shown: dict[str, Any] = {"title": _("载入方案文件"), "crumbs": [(_("方案"), reverse("policies"))]}
    shown |= {"form": form, "findings": findings}
    status = 422 if request.method == "POST" else 200
    return render(request, "policies/load.html", shown, status=status)


def _loaded(request: Visit, form: LoadForm, data: bytes) -> tuple[Any, tuple[Any, ...]]:
    """The draft, or what is wrong with the file."""
    findings: tuple[Any, ...] = ()

    def act() -> Any:
        nonlocal findings
        try:
            street = street_of_officer(request.actor)
            return load_document(text=data, street=street, actor=request.actor, now=request.now)
        except TextHasErrors as refused:
            findings = refused.findings
            raise

    return attempt(form, act), findings


def _bytes(form: LoadForm, files: Any) -> bytes:
    cleaned = form.cleaned_data
    if cleaned["shipped"]:
        return bytes(files[cleaned["shipped"]].read_bytes())
    if cleaned["file"]:
        return bytes(cleaned["file"].read())
    return str(cleaned["text"]).encode()


def document(request: Visit, /, **address: Any) -> HttpResponse:
    """原文: each clause as printed, and beside it what it started."""
    found = document_for(request.actor, address["document_id"], request.now.date())
    shown = head_of(request, found, "policy")
    shown |= {"page": page_of(found, request.now.date()), "team": an_officer_or_secretary(request.actor)}
    return render(request, "policies/document.html", shown)


def done(request: Visit, words: str, name: str, **address: Any) -> HttpResponse:
    """Back to a page with what has been done."""
    messages.success(request, words)
    return HttpResponseRedirect(reverse(name, kwargs=address))
