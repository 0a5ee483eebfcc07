"""请假 on the phone: ask, hand in again, take back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yanxing.access.refusal import NotYours, Refused
from yanxing.actions.filing import store_file
from yanxing.actions.matters import ask_leave, resubmit_leave, withdraw_leave
from yanxing.queries.activities.words import full_name_of, when_words
from yanxing.queries.matters.listing import title_of
from yanxing.queries.matters.scope import excuse_of, matter_seen, session_to_miss, standing_excuse
from yanxing.records.models import Excuse, Matter, Session, StoredFile
from yanxing.web.door import Visit

KINDS = [
    ("公务", gettext_lazy("公务冲突")),
    ("值班", gettext_lazy("值班")),
    ("病假", gettext_lazy("病假")),
    ("事假", gettext_lazy("事假")),
]


class LeaveForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("请假类别"), choices=KINDS, widget=forms.RadioSelect)
    grounds = forms.CharField(
        label=gettext_lazy("事由"), max_length=400, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("只有您、本居民区书记和街道经办人看得到。"),
    )  # fmt: skip
    proof = forms.FileField(
        label=gettext_lazy("证明"), required=False, help_text=gettext_lazy("照片或 PDF，不超过 10 MB。")
    )


class AgainForm(forms.Form):
    grounds = forms.CharField(
        label=gettext_lazy("事由"), max_length=400, widget=forms.Textarea(attrs={"rows": 4})
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("为什么撤回"), max_length=200, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


def ask(request: Visit, /, session_id: int, **_kwargs: Any) -> HttpResponse:
    session = session_to_miss(request.actor, session_id)
    standing = standing_excuse(request.actor, session)
    if standing is not None:
        return HttpResponseRedirect(reverse("matter", args=[standing.matter_id]))
    form = LeaveForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            matter = _asked(request, session, form)
        except Refused as refused:
            field = "proof" if refused.field == "file" else refused.field
            form.add_error(field if field in form.fields else None, refused.text)
        else:
            messages.success(request, _("请假已提交，等书记审批。批准前仍请按时参加。"))
            return HttpResponseRedirect(reverse("matter", args=[matter.pk]))
    return _form(request, _("请假"), form, session)


def _asked(request: Visit, session: Session, form: LeaveForm) -> Matter:
    proof: StoredFile | None = None
    file = form.cleaned_data["proof"]
    if file is not None:
        proof = store_file(
            data=file.read(), name=file.name, purpose="excuse", actor=request.actor, now=request.now,
            subject_id=request.actor.person_id, unit_id=request.actor.home_unit_id,
        )  # fmt: skip
    return ask_leave(
        session=session, kind=form.cleaned_data["kind"], grounds=form.cleaned_data["grounds"],
        proof=proof, actor=request.actor, now=request.now,
    )  # fmt: skip


def _own(request: Visit, matter_id: int) -> tuple[Matter, Excuse]:
    matter = matter_seen(request.actor, matter_id)
    if matter.person_id != request.actor.person_id:
        raise NotYours
    return matter, excuse_of(matter)


def resubmit(request: Visit, /, matter_id: int, **_kwargs: Any) -> HttpResponse:
    matter, excuse = _own(request, matter_id)
    form = AgainForm(request.POST or None, initial={"grounds": excuse.reason})
    if request.method == "POST" and form.is_valid():
        try:
            resubmit_leave(
                matter_id=matter_id, grounds=form.cleaned_data["grounds"], actor=request.actor,
                now=request.now,
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.text)
        else:
            messages.success(request, _("已重新提交。"))
            return HttpResponseRedirect(reverse("matter", args=[matter_id]))
    return _form(request, _("补充后再提交"), form, excuse.session, matter)


def withdraw(request: Visit, /, matter_id: int, **_kwargs: Any) -> HttpResponse:
    matter, excuse = _own(request, matter_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_leave(
                matter_id=matter_id, reason=form.cleaned_data["reason"], actor=request.actor, now=request.now
            )
        except Refused as refused:
            form.add_error(None, refused.text)
        else:
            messages.success(request, _("请假已撤回，请按时参加。"))
            return HttpResponseRedirect(reverse("matter", args=[matter_id]))
    return _form(request, _("撤回请假"), form, excuse.session, matter)


def _form(
    request: Visit, title: str, form: forms.Form, session: Session, matter: Matter | None = None
) -> HttpResponse:
    crumbs = [(_("办理事项"), reverse("matters"))]
    if matter is not None:
        excuse = excuse_of(matter)
        crumbs.append((title_of(matter, excuse), reverse("matter", args=[matter.pk])))
    shown = {
        "title": title,
        "crumbs": crumbs,
        "form": form,
        "session": session,
        "name": full_name_of(session),
        "when": when_words(session.starts_at, session.ends_at),
    }
    return render(request, "matters/form.html", shown, status=422 if form.is_bound else 200)
