"""The second lock: with every narrowing taken away, the database itself refuses sensitive rows."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.db.utils import ProgrammingError
from tests.street.attending import in_force
from tests.street.meetings import lecture
from tests.street.people import NOW, Street

from yanxing.access import lock
from yanxing.access.acting import acting
from yanxing.access.actor import NOBODY
from yanxing.actions import trail
from yanxing.records.models import AuditEntry, Evaluation, Excuse, IdentitySecret, Matter


@pytest.fixture
def secret(street: Street) -> IdentitySecret:
    with acting(street.actor(street.xuzhiqiang)):
        return IdentitySecret.objects.create(
            person=street.liting.person,
            kind="phone",
            sealed=b"x",
            key_version=1,
            blind_index=b"i",
            masked="138****0001",
        )


def seen_by(street: Street, name: str) -> int:
    with acting(street.actor(getattr(street, name))):
        return IdentitySecret.objects.count()


def test_secrets_are_seen_by_the_person_and_the_officer_only(street: Street, secret: IdentitySecret) -> None:
    seen = {
        name: seen_by(street, name)
        for name in ("liting", "xuzhiqiang", "wangmin", "zhaolei", "auditor", "admin")
    }
    assert seen == {"liting": 1, "xuzhiqiang": 1, "wangmin": 0, "zhaolei": 0, "auditor": 0, "admin": 0}


def test_an_empty_setting_sees_nothing(street: Street, secret: IdentitySecret) -> None:
    with acting(NOBODY):
        assert IdentitySecret.objects.count() == 0


def test_the_trail_is_written_by_all_and_read_by_the_auditor(street: Street) -> None:
    officer = street.actor(street.xuzhiqiang)
    with acting(officer):
        trail.record("try", actor=officer, now=NOW, about=("unit", 1))
        assert AuditEntry.objects.count() == 0
    with acting(street.actor(street.auditor)):
        assert [(e.act, e.account_id) for e in AuditEntry.objects.all()] == [("try", officer.account_id)]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM records_auditentry",
        "UPDATE records_auditentry SET act = ''",
        "UPDATE records_checkin SET note = 'x'",
        "DELETE FROM records_checkin",
        "DELETE FROM records_posting",
        "SELECT 1 FROM records_personevent",
        "DROP TABLE records_checkin",
        "ALTER TABLE records_identitysecret DISABLE ROW LEVEL SECURITY",
    ],
)
def test_the_web_role_owns_nothing(street: Street, statement: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_with_every_narrowing_taken_away_sensitive_rows_stay_closed(street: Street) -> None:
    """Plain `objects.all()` on every table with a row rule, as everybody: only who may sees the row."""
    rows = sensitive_rows(street)
    assert {f"records_{model.__name__.lower()}" for model in rows} == set(lock.ROW_RULES)
    who = (
        "liting",
        "wangmin",
        "xuzhiqiang",
        "zhaolei",
        "chenjianguo",
        "desk",
        "auditor",
        "admin",
        "stranger",
    )
    seen = dict.fromkeys(rows, "")
    for name in who:
        with acting(street.actor(getattr(street, name))):
            for model in rows:
                seen[model] += f"{name} " * model.objects.count()
    assert {model.__name__: found.split() for model, found in seen.items()} == {
        "IdentitySecret": ["liting", "xuzhiqiang"],
        "Excuse": ["liting", "wangmin", "xuzhiqiang"],
        "Evaluation": ["liting", "xuzhiqiang"],
    }
    for model in rows:
        assert model.objects.count() == 0  # outside of the door nobody is anybody


def sensitive_rows(street: Street) -> list[type[Model]]:
    """One row of 李婷 in each table whose rows are sensitive."""
    person = street.liting.person
    session = lecture(street, street.liting)
    document = in_force(street.street, street.xuzhiqiang)
    matter = Matter.objects.create(
        document=document, flow="leave", number="请假 2024-001", person=person, unit=street.fangta,
        opened_by=street.liting, opened_at=NOW, stored={},
    )  # fmt: skip
    with acting(street.actor(street.liting)):
        Excuse.objects.bulk_create(
            [Excuse(matter=matter, session=session, person=person, kind="病假", reason="住院")]
        )
        Evaluation.objects.bulk_create(
            [Evaluation(session=session, person=person, score=1, teacher_score=1, given_at=NOW)]
        )
        IdentitySecret.objects.bulk_create(
            [
                IdentitySecret(
                    person=person, kind="phone", sealed=b"x", key_version=1, blind_index=b"i", masked="1"
                )
            ]
        )
    return [IdentitySecret, Excuse, Evaluation]
