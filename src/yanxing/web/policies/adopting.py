"""办理: what stands between a draft and its coming into force, step by step."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.actions.filing import store_file
from yanxing.actions.policies import (
    PaperAnswer,
    bind_collection,
    close_document,
    confirm_warning,
    put_in_force,
    record_paper_decision,
    submit_document,
)
from yanxing.queries.policies.adopting import bound_collections, decisions_of, open_values, steps_of
from yanxing.queries.policies.reach import document_for
from yanxing.queries.policies.readiness import missing_before_force, missing_before_review, warnings_of
from yanxing.report.official import ApprovalForm, write_approval_form
from yanxing.web.door import Visit
from yanxing.web.policies.attempt import attempt
from yanxing.web.policies.documents import done
from yanxing.web.policies.forms import CloseForm, DecisionForm
from yanxing.web.policies.tabs import head_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def adopt(request: Visit, /, **address: Any) -> HttpResponse:
    """Everything still open, each with its own button."""
    return _page(request, document_for(request.actor, address["document_id"], request.now.date()))


def _page(request: Visit, document: Any, form: Any = None, status: int = 200) -> HttpResponse:
    today = request.now.date()
    shown = head_of(request, document, "policy-adopt")
    shown |= {
        "steps": steps_of(document),
        "warnings": warnings_of(document),
        "collections": bound_collections(document),
        "open_values": open_values(document, today),
        "decisions": decisions_of(document),
        "missing": missing_before_review(document, today)
        if document.state == "draft"
        else missing_before_force(document, today),
        "form": form or DecisionForm(initial={"seen": document.state}),
        "close_form": CloseForm(initial={"seen": document.state}),
    }
    return render(request, "policies/adopt.html", shown, status=status)


def confirm(request: Visit, /, **address: Any) -> HttpResponse:
    """One warning, by the person who is logged in."""
    document = document_for(request.actor, address["document_id"], request.now.date())
    confirm_warning(
        document=document,
        finding=request.POST.get("finding", ""),
        note=request.POST.get("note", ""),
        actor=request.actor,
        now=request.now,
    )
    return done(request, _("已确认，记在您的名下。"), "policy-adopt", document_id=document.pk)


def bind(request: Visit, /, **address: Any) -> HttpResponse:
    """What each collection is in the house."""
    document = document_for(request.actor, address["document_id"], request.now.date())
    with transaction.atomic():
        for collection, noun, _label, _choices in bound_collections(document):
            chosen = request.POST.get(f"bind-{collection}", noun)
            if chosen != noun:
                bind_collection(
                    document=document,
                    collection=collection,
                    noun=chosen,
                    actor=request.actor,
                    now=request.now,
                )
    return done(request, _("信息来源已保存。"), "policy-adopt", document_id=document.pk)


def submit(request: Visit, /, **address: Any) -> HttpResponse:
    document = document_for(request.actor, address["document_id"], request.now.date())
    submit_document(document=document, actor=request.actor, now=request.now, seen=_seen(request))
    words = _("已送审。请打印呈批表请领导签署，签好后在这里登记。")
    return done(request, words, "policy-adopt", document_id=document.pk)


def decide(request: Visit, /, **address: Any) -> HttpResponse:
    """线下审定."""
    document = document_for(request.actor, address["document_id"], request.now.date())
    form = DecisionForm(request.POST, request.FILES)
    if form.is_valid() and attempt(form, lambda: _decide(request, document, form.cleaned_data)):
        return done(request, _("审定意见已登记。"), "policy-adopt", document_id=document.pk)
    return _page(request, document, form, 422)


def _decide(request: Visit, document: Any, cleaned: Any) -> Any:
    scan = cleaned["scan"] and store_file(
        data=cleaned["scan"].read(), name=cleaned["scan"].name, purpose="scan",
        actor=request.actor, now=request.now, subject_id=document.pk, unit_id=document.unit_id,
    )  # fmt: skip
    given = PaperAnswer(
        answer=cleaned["answer"],
        decided_by=cleaned["decided_by"],
        title=cleaned["post"],
        decided_on=cleaned["decided_on"],
        opinion=cleaned["opinion"],
        scan=scan or None,
    )
    return record_paper_decision(
        document=document, given=given, actor=request.actor, now=request.now, seen=cleaned["seen"]
    )


def enforce(request: Visit, /, **address: Any) -> HttpResponse:
    document = document_for(request.actor, address["document_id"], request.now.date())
    put_in_force(document=document, actor=request.actor, now=request.now, seen=_seen(request))
    words = _("方案已实施，名单已生成。")
    return done(request, words, "policy", document_id=document.pk)


def close(request: Visit, /, **address: Any) -> HttpResponse:
    document = document_for(request.actor, address["document_id"], request.now.date())
    close_document(
        document=document,
        reason=request.POST.get("reason", ""),
        actor=request.actor,
        now=request.now,
        seen=_seen(request),
    )
    return done(request, _("方案已结束。"), "policy", document_id=document.pk)


def approval_form(request: Visit, /, **address: Any) -> HttpResponse:
    """呈批表 to print: what is decided, what was confirmed, room for the leader's hand."""
    document = document_for(request.actor, address["document_id"], request.now.date())
    confirmed = [each for each in warnings_of(document) if each.by]
    summary = "\n".join(
        [
            _("拟于本街道实施《%(title)s》，请审定。") % {"title": document.title},
            *(
                _("已确认：%(what)s（%(who)s）") % {"what": each.finding.what(), "who": each.by}
                for each in confirmed
            ),
        ]
    )
    form = ApprovalForm(
        office=document.unit.name,
        subject=document.title,
        summary=summary,
        drafted_by=document.loaded_by.display_name,
        drafted_on=document.loaded_at.date(),
        unit=document.organiser.name if document.organiser else "",
        reference=document.digest[:12],
    )
    answer = HttpResponse(write_approval_form(form), content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="approval-{document.pk}.docx"'
    return answer


def _seen(request: Visit) -> str | None:
    return request.POST.get("seen") or None


def adopt_address(document: Any) -> str:
    return reverse("policy-adopt", kwargs={"document_id": document.pk})
