"""What leaves the house: the notice that issues the plan, and the one for today's lecture."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from yanxing.actions.activities.copying import copy_message
from yanxing.actions.notices.drafting import draft_notice
from yanxing.actions.notices.publishing import publish_notice
from yanxing.actions.policies.numbers import open_number_series
from yanxing.actions.roster.facts import ask_for_fact
from yanxing.demo.play.cast import Cast, at
from yanxing.demo.play.policies import PLAN
from yanxing.queries.notices.drafting import proposed_draft
from yanxing.records.models import PolicyDocument


def issue_the_plan(cast: Cast) -> None:
    """松中委〔2024〕37号, signed on 9 May, printed on the 11th."""
    now = at(5, 11, 10)
    with cast.on_stage("officer", now) as officer:
        for code in ("松中委", "松府中办"):
            open_number_series(
                street=cast.street, agency_code=code, allotted_by="街道党政办公室", actor=officer, now=now
            )
        document = PolicyDocument.objects.get(code=PLAN)
        draft = replace(
            proposed_draft("transmittal", document, cast.street.name),
            signed_on=date(2024, 5, 9), printed_on=date(2024, 5, 11), contact="自治办 徐志强 57820000",
        )  # fmt: skip
        notice = draft_notice(street=cast.street, given=draft, document=document, actor=officer, now=now)
    with cast.on_stage("officer", now) as officer:
        publish_notice(notice=notice, number="松中委〔2024〕37号", actor=officer, now=now)


def ask_what_is_missing(cast: Cast) -> None:
    """A start of service nobody wrote down, a certificate that is being looked up."""
    now = at(9, 18, 15)
    with cast.on_stage("officer", now) as officer:
        for field, why in (("entered_on", "核对“全岗通”考核资格"), ("all_post", "核对“全岗通”证书")):
            ask_for_fact(field=field, why=why, actor=officer, now=now)


def remind(cast: Cast) -> None:
    """This morning's reminder for the street's group."""
    now = at(9, 20, 8, 30)
    with cast.on_stage("officer", now) as officer:
        copy_message(session_id=cast.sessions["K6"].pk, kind="reminder", actor=officer, now=now)
