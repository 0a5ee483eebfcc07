"""A small street with one of everything, so that every address of the site leads somewhere.

All of it belongs to 方塔 or to the street of 中山; the other street has only its officer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.actions.roster.books import YEAR
from tests.street.attending import HOURS, comes, in_force, past_lecture
from tests.street.doors import token_of
from tests.street.meetings import lecture
from tests.street.people import NOW, TODAY, Street, account, holds, make_street, unit
from tests.web.policies.adopting import adopt
from tests.web.statistics.test_templates import district

from yanxing.access import clock
from yanxing.access.acting import acting
from yanxing.access.actor import actor_of
from yanxing.access.keyring import check_in_key
from yanxing.access.tokens import sign_code, slot_of
from yanxing.actions.accounts.api_tokens import issue_api_token
from yanxing.actions.accounts.devices import enrol_device
from yanxing.actions.accounts.grants import grant_access
from yanxing.actions.accounts.links import issue_personal_link, open_judge
from yanxing.actions.accounts.slips import reset_at_desk
from yanxing.actions.filing import store_file
from yanxing.actions.roster.writing import sealed_secret
from yanxing.queries.policies.resolved import resolved_policy
from yanxing.records.models import (
    Account,
    ApiToken,
    AttendanceOutcome,
    Credential,
    Device,
    FactRequest,
    IdentitySecret,
    ImportBatch,
    ImportRow,
    Matter,
    Notice,
    NumberSeries,
    PolicyDocument,
    PostHolding,
    ReportTemplate,
    RunRow,
    Session,
    Teacher,
)

RUN = "roll"
NOTICE = {
    "title": "关于举办专家授课的通知", "addressees": "各居民区", "body": "请准时参加。",
    "issuers": "中山街道办事处", "signed_on": "2024-09-20", "printed_on": "2024-09-20",
    "printed_by": "党政办公室", "contact": "徐志强",
}  # fmt: skip
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


QUERIES = {
    "statistics-rows": "?what=inactive",
    "statistics-hours-rows": "?step=0",
    "statistics-holders": "?what=people&kind=all_post",
    "rows-export": "?what=inactive",
}
"""What an address asks for behind its question mark."""


@dataclass(frozen=True)
class Ground:
    """Who there is, by the letter of the table; what stands in addresses, by its name there; `forms`: the
    fields of a form that names a row of its own."""

    roles: dict[str, Account | None]
    places: dict[str, Any]
    by_route: dict[str, dict[str, Any]]
    queries: dict[str, str]
    forms: dict[str, dict[str, Any]]
    tokens: dict[str, str]


def ground(page: Callable[..., Any]) -> Ground:
    """Builds it, through the pages where that is a line or two. `page`: a client logged in as an account."""
    street = make_street()
    officer = page(street.xuzhiqiang, proved=True)
    document = adopt(officer)
    in_force(street.street, street.xuzhiqiang, HOURS, date(2024, 1, 1))
    closed = past_lecture(street, street.liting, street.wangmin, street.zhaolei)
    comes(closed, street.liting)
    _done(officer.post(f"/trainings/sessions/{closed.pk}/close/"))
    coming = lecture(
        street, street.liting, street.wangmin, street.zhaolei, starts=clock.now() + timedelta(hours=1)
    )
    coming.activity.document = document
    coming.activity.save()
    _done(page(street.liting).post(f"/leave/{coming.pk}/", {"kind": "事假", "grounds": "陪同母亲住院"}))
    _done(officer.post("/roster/import/", {"files": [SimpleUploadedFile(*YEAR[0])]}))
    template = {"file": SimpleUploadedFile("区表.xlsx", district()), "title": ""}
    _done(officer.post("/statistics/templates/", template))
    _done(officer.post(f"/policies/{document.pk}/lists/{RUN}/settle/"))
    return _told(street, document, closed, coming, officer)


def _reading(document: PolicyDocument) -> str:
    return next(iter(resolved_policy(document, TODAY).readings or ()))


def _done(answer: Any) -> None:
    assert answer.status_code == 302, (answer.status_code, answer.content.decode()[:2000])


def _told(street: Street, document: PolicyDocument, closed: Session, coming: Session, officer: Any) -> Ground:
    accounts = _accounts(street, closed)
    draft, published = _notices(document, officer)
    rows = _rows(street, document)
    teacher = Teacher.objects.create(name="周教授", kind="expert", unit=street.street)
    places = {
        "account_id": street.liting.pk,
        "activity_id": coming.activity_id,
        "document_id": document.pk,
        "holding_id": PostHolding.objects.get(account=street.wangmin).pk,
        "matter_id": Matter.objects.get().pk,
        "month": 9,
        "notice_id": published,
        "outcome_id": AttendanceOutcome.objects.get(person=street.liting.person).pk,
        "person_id": street.liting.person_id,
        "run": RUN,
        "session_id": coming.pk,
        "teacher_id": teacher.pk,
        "template_id": ReportTemplate.objects.get().pk,
        "unit_id": street.fangta.pk,
        "batch_id": ImportBatch.objects.get().pk,
        "year": 2024,
        **accounts.pop("places"),
    }
    # Of an hour ago: a fresh one would be over in the middle of the walk, and then answer otherwise.
    code = sign_code(check_in_key(), coming.pk, slot_of(clock.now()) - 120)
    by_route = {
        "scan": {"token": code},
        "policy-value": {"section": "value", "name": "review_day"},
        "policy-reading": {"reading": _reading(document)},
        "audience-why": {"key": RunRow.objects.filter(subject=street.liting.person_id)[0].key},
        **{f"notice-{what}": {"notice_id": draft} for what in ("edit", "annex", "publish")},
        "person-change": {"what": "tier"},
        "person-reveal": {"kind": "id_number"},
        "sign-in-print": {"kind": "sheet"},
        "outcomes": {"session_id": closed.pk},
        "outcomes-export": {"session_id": closed.pk},
        "evaluate": {"session_id": closed.pk},
        "exception": {"session_id": closed.pk},
    }
    tokens = {role: token_of(who, may_write=True) for role, who in accounts.items() if who is not None}
    return Ground(accounts, places, by_route, QUERIES, rows, tokens)


def _notices(document: PolicyDocument, officer: Any) -> tuple[int, int]:
    """A draft, and one that went out."""
    for kind in ("training", "transmittal"):
        _done(officer.post(f"/notices/new/?document={document.pk}&kind={kind}", NOTICE | {"kind": kind}))
    draft, out = Notice.objects.order_by("pk").values_list("pk", flat=True)
    NumberSeries.objects.create(agency_code="松中委", allotted_by="党政办公室", unit=document.unit)
    _done(officer.post(f"/notices/{out}/publish/", {"number": "松中委[2024]37号", "seen": "1"}))
    return draft, out


def _rows(street: Street, document: PolicyDocument) -> dict[str, dict[str, Any]]:
    """What forms name beside their address: an appointment, a certificate, facts that were asked for."""
    person = street.liting.person
    assert person is not None
    with acting(street.actor(street.xuzhiqiang)):
        IdentitySecret.objects.bulk_create([sealed_secret(person.pk, "id_number", "310117199611080027")])
    credential = Credential.objects.create(person=person, kind="all_post")
    asked = {"person": person, "why": "评选要用", "asked_by": street.xuzhiqiang, "asked_at": NOW}
    open_one = FactRequest.objects.create(field="born_on", **asked)
    filled = FactRequest.objects.create(field="education", state="filled", value="bachelor", **asked)
    row = ImportRow.objects.filter(outcome="ask").first() or ImportRow.objects.all()[0]
    return {
        "person-end": {"appointment": person.appointments.get().pk, "last_day": "2024-09-20"},
        "person-revoke": {"credential": credential.pk, "reason": "证书作废"},
        "person-reveal": {"reason": "办理入职手续"},
        "me-facts": {"request": open_one.pk, "value": "1990-01-01"},
        "people-facts": {"request": filled.pk, "answer": "return", "reason": "请核对"},
        "roster-confirm": {"row": row.pk, "person": "new"},
        "matter-answer": {"answer": "approve", "revision": 1},
        "language": {"language": "en"},
    }


def _accounts(street: Street, closed: Session) -> dict[str, Any]:
    """Letter → account; and the places of what belongs to 李婷's account."""
    elsewhere = unit("street", "岳阳街道", None, code="310117002000")
    other, leader = account("yueyang", "陆远"), account("fangzhang", "沈立新")
    holds(other, elsewhere, "officer", "自治办经办人")
    holds(leader, street.street, "leader", "分管领导")
    places: dict[str, Any] = {}
    officer = _proved(street.xuzhiqiang)
    with acting(officer):
        judge = open_judge(name="何老师", unit_id=street.street.pk, actor=officer, now=NOW)
        places["token"] = issue_personal_link(
            account_id=judge, purpose="评审", days=3, actor=officer, now=NOW
        ).token
        places["code"] = reset_at_desk(account_id=street.zhaolei.pk, actor=officer, now=NOW).code
        places["grant_id"] = grant_access(
            account_id=street.liting.pk,
            session_id=closed.pk,
            reason="帮忙签到",
            days=3,
            actor=officer,
            now=NOW,
        )
    her = _proved(street.liting)
    with acting(her):
        issue_api_token(name="对接", may_write=True, days=3, actor=her, now=NOW)
        enrol_device(label="手机", fingerprint="", actor=her, now=NOW)
        places["file_id"] = store_file(
            data=PDF, name="证明.pdf", purpose="excuse", actor=her, now=NOW, subject_id=her.person_id
        ).pk
    places["token_id"] = ApiToken.objects.get().pk
    places["device_id"] = Device.objects.get().pk
    return {
        "W": street.liting, "w": street.zhaolei, "S": street.wangmin, "s": street.chenjianguo,
        "O": street.xuzhiqiang, "o": other, "L": leader, "D": street.desk, "J": Account.objects.get(pk=judge),
        "A": street.admin, "U": street.auditor, "N": street.stranger, "-": None, "places": places,
    }  # fmt: skip


def _proved(who: Account) -> Any:
    return actor_of(who.pk, on=TODAY, sensitive_ok=True)
