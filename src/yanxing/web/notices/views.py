"""通知公示: the list, a notice with its annexes and receipts, drafting, publishing, withdrawing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from yanxing.access.predicates import an_officer, an_officer_who_acts
from yanxing.actions.notices import (
    add_annex,
    change_draft,
    draft_notice,
    mark_read,
    publish_notice,
    withdraw_notice,
)
from yanxing.queries.filing import bytes_of
from yanxing.queries.notices.drafting import annexes_of, proposed_draft
from yanxing.queries.notices.reading import (
    annexes_kept,
    message_of,
    notice_for,
    notices_for,
    official,
    receipts_of,
    unread_by,
    with_receipts,
)
from yanxing.queries.policies.numbers import shown_number
from yanxing.queries.policies.reach import document_for, documents_for, street_of_officer
from yanxing.report.official import write_document
from yanxing.web.door import Visit
from yanxing.web.notices.forms import KINDS, AnnexForm, DraftForm, PublishForm, WithdrawForm, initial_of
from yanxing.web.policies.attempt import attempt

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CHIPS = {"draft": "draft", "published": "good", "withdrawn": "rest"}


def notices(request: Visit, /, **_address: Any) -> HttpResponse:
    """What one may read, the newest first; drafts before them."""
    found = with_receipts(notices_for(request.actor, request.now.date())).defer("body")
    page = Paginator(found.order_by("-published_at", "-pk"), 50).get_page(request.GET.get("page"))
    shown = {
        "title": _("通知公示"),
        "page": page,
        "rows": [(each, shown_number(each.number), CHIPS[each.state]) for each in page],
        "may_write": an_officer_who_acts(request.actor),
        "officer": an_officer(request.actor),
    }
    return render(request, "notices/notices.html", shown)


def new(request: Visit, /, **_address: Any) -> HttpResponse:
    """From the template of its kind, filled from the document."""
    street = street_of_officer(request.actor)
    document = _document(request)
    kind = request.GET.get("kind", "")
    proposed = proposed_draft(kind if kind in dict(KINDS) else "transmittal", document, street.name)
    form = DraftForm(request.POST or None, initial=initial_of(proposed))
    if request.method == "POST" and form.is_valid():
        notice = attempt(
            form,
            lambda: draft_notice(
                street=street, given=form.draft(), document=document, actor=request.actor, now=request.now
            ),
        )
        if notice is not None:
            return _to(notice.pk)
    shown = _frame(_("拟通知")) | {"form": form, "document": document, "kinds": KINDS, "kind": proposed.kind}
    shown["documents"] = (
        documents_for(request.actor, request.now.date()).filter(state="in_force").defer("source")
    )
    return render(request, "notices/edit.html", shown, status=422 if form.errors else 200)


def _document(request: Visit) -> Any:
    asked = request.GET.get("document", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 18):
        return None
    return document_for(request.actor, int(asked), request.now.date())


def _frame(title: str) -> dict[str, Any]:
    return {"title": title, "crumbs": [(_("通知公示"), reverse("notices"))]}


def _to(notice_id: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("notice", kwargs={"notice_id": notice_id}))


def edit(request: Visit, /, **address: Any) -> HttpResponse:
    notice = notice_for(request.actor, address["notice_id"], request.now.date())
    form = DraftForm(request.POST or None, initial=initial_of(notice))
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"] or 0
        changed = attempt(
            form,
            lambda: change_draft(
                notice=notice, given=form.draft(), seen=seen, actor=request.actor, now=request.now
            ),
        )
        if changed is not None:
            return _to(notice.pk)
    shown = _frame(_("改通知")) | {"form": form, "notice": notice}
    return render(request, "notices/edit.html", shown, status=422 if form.errors else 200)


def notice(request: Visit, /, **address: Any) -> HttpResponse:
    """As it will be or was issued."""
    found = notice_for(request.actor, address["notice_id"], request.now.date())
    return _page(request, found)


def _page(request: Visit, found: Any, forms: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    draft = found.state == "draft"
    number = shown_number(found.number)
    receipts = receipts_of(found) if an_officer(request.actor) and not draft else []
    unread = [each.unit for each in receipts if not each.at]
    address = request.build_absolute_uri(reverse("notice", kwargs={"notice_id": found.pk}))
    proposed = proposed_draft(found.kind, found.document, found.unit.name).number if draft else ""
    shown = _frame(found.title) | {
        "chip": (CHIPS[found.state], found.get_state_display()),
        "notice": found,
        "number": number,
        "annexes": [*(annexes_of(found) if draft else []), *annexes_kept(found)],
        "receipts": receipts,
        "unread_units": unread,
        "read_count": len(receipts) - len(unread),
        "unread": unread_by(request.actor, found),
        "may_write": an_officer_who_acts(request.actor),
        "message": message_of(found, address, unread),
        "publish_form": PublishForm(initial={"number": proposed, "seen": found.revision}),
        "annex_form": AnnexForm(prefix="annex"),
        "withdraw_form": WithdrawForm(),
    }
    return render(request, "notices/notice.html", shown | (forms or {}), status=status)


def publish(request: Visit, /, **address: Any) -> HttpResponse:
    found = notice_for(request.actor, address["notice_id"], request.now.date())
    form = PublishForm(request.POST)
    if form.is_valid():
        cleaned = form.cleaned_data
        done = attempt(
            form,
            lambda: publish_notice(
                notice=found, number=cleaned["number"], seen=cleaned["seen"],
                actor=request.actor, now=request.now,
            ),
        )  # fmt: skip
        if done is not None:
            messages.success(request, _("已发布。发布以后不能再改。"))
            return _to(found.pk)
        found = notice_for(request.actor, found.pk, request.now.date())
    return _page(request, found, {"publish_form": form}, 422)


def annex(request: Visit, /, **address: Any) -> HttpResponse:
    found = notice_for(request.actor, address["notice_id"], request.now.date())
    form = AnnexForm(request.POST, prefix="annex")
    if form.is_valid():
        cleaned = form.cleaned_data
        if attempt(
            form,
            lambda: add_annex(
                notice=found, title=cleaned["title"], body=cleaned["body"],
                actor=request.actor, now=request.now,
            ),
        ):  # fmt: skip
            return _to(found.pk)
    return _page(request, found, {"annex_form": form}, 422)


def withdraw(request: Visit, /, **address: Any) -> HttpResponse:
    found = notice_for(request.actor, address["notice_id"], request.now.date())
    form = WithdrawForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        answer = attempt(
            form,
            lambda: withdraw_notice(notice=found, reason=reason, actor=request.actor, now=request.now),
        )
        if answer is not None:
            messages.success(request, _("已撤回，并发了撤回通知。"))
            return _to(answer.pk)
    return _page(request, found, {"withdraw_form": form}, 422)


def read(request: Visit, /, **address: Any) -> HttpResponse:
    found = notice_for(request.actor, address["notice_id"], request.now.date())
    mark_read(notice=found, actor=request.actor, now=request.now)
    messages.success(request, _("已记下本单位看过这份通知。"))
    return _to(found.pk)


def download(request: Visit, /, **address: Any) -> HttpResponse:
    """The kept file of a published one; a draft as it stands."""
    found = notice_for(request.actor, address["notice_id"], request.now.date())
    if found.file is not None:
        data = bytes_of(found.file)
    else:
        data = write_document(official(found, [*annexes_of(found), *annexes_kept(found)]))
    answer = HttpResponse(data, content_type=DOCX)
    answer["Content-Disposition"] = content_disposition_header(True, f"{found.title}.docx")
    answer["Cache-Control"] = "private, no-store"
    return answer
