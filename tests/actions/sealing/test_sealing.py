"""The seal: what was changed, taken out or added behind its back is named."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from tests.street.database import Server, point_at

from yanxing.access import clock
from yanxing.access.acting import acting
from yanxing.access.actor import Actor
from yanxing.actions import trail
from yanxing.actions.sealing.heads import head_report, read_heads
from yanxing.actions.sealing.seal import seal_finished
from yanxing.actions.sealing.verify import Trouble, verify

WHO = Actor(account_id=1, person_id=None, name="徐志强")


class House:
    """Acts as the web role, seals and verifies as the worker, tampers as the owner."""

    def __init__(self, server: Server, name: str) -> None:
        self.server, self.name = server, name

    def act(self, *acts: str) -> None:
        point_at(self.server.url("web", self.name))
        with acting(WHO):
            trail.write([trail.entry(act, actor=WHO, now=clock.now(), unit_id=3, n=7) for act in acts])

    def seal(self) -> int:
        point_at(self.server.url("worker", self.name))
        return seal_finished()

    def verdict(self, **known: Any) -> Any:
        point_at(self.server.url("worker", self.name))
        return verify(**known)

    def tamper(self, statement: str) -> None:
        with psycopg.connect(self.server.url("owner", self.name), autocommit=True) as owner:
            owner.execute(statement.encode())

    def troubles(self) -> list[Trouble]:
        return list(self.verdict().troubles)


@pytest.fixture
def house(server: Server, committed: str) -> Iterator[House]:
    yield House(server, committed)
    connection.close()


def test_three_batches_and_a_clean_verdict(house: House) -> None:
    house.act("a", "b")
    assert house.seal() == 2
    house.act("c")
    assert (house.seal(), house.seal()) == (1, 0)
    verdict = house.verdict()
    assert (verdict.seals, verdict.entries, verdict.troubles) == (2, 3, ())


@pytest.mark.parametrize(
    "change",
    [
        "act = 'x'", "reason = 'x'", "account_id = 2", "at = at + interval '1 microsecond'",
        "detail = '{\"n\": 8}'", "transaction = transaction + 1", "real_at = real_at - interval '1 hour'",
        "unit_id = NULL", "object_id = 'x'",
    ],
)  # fmt: skip
def test_one_changed_value_is_named(house: House, change: str) -> None:
    house.act("a", "b", "c")
    house.seal()
    house.tamper(f"UPDATE records_auditentry SET {change} WHERE id = 2")  # noqa: S608
    assert house.troubles() == [Trouble("changed", seal=1, entry=2)]
    assert house.troubles()[0].text() == "第 2 条留痕被改动过（第 1 号封存）"


def test_a_missing_entry_is_named(house: House) -> None:
    house.act("a", "b", "c")
    house.seal()
    house.tamper("DELETE FROM records_auditentry WHERE id = 2")
    assert house.troubles() == [Trouble("missing", seal=1, entry=2)]


def test_a_changed_entry_with_its_mark_changed_too(house: House) -> None:
    house.act("a", "b")
    house.seal()
    house.tamper("UPDATE records_auditentry SET act = 'x' WHERE id = 1")
    from yanxing.actions.sealing.digests import rows_of, sealed
    from yanxing.records.models import AuditEntry

    forged = str(sealed(rows_of(AuditEntry.objects.all())).marks).replace("'", '"')
    house.tamper(f"UPDATE records_auditseal SET entry_ids = '{forged}'")  # noqa: S608
    assert house.troubles() == [Trouble("batch", seal=1)]


def test_a_seal_taken_out_or_made_without_the_key(house: House) -> None:
    for act in "abc":
        house.act(act)
        house.seal()
    house.tamper("DELETE FROM records_auditseal WHERE ordinal = 2")
    assert {each.why for each in house.troubles()} == {"gap", "broken_link"}
    house.tamper("UPDATE records_auditseal SET ordinal = 2 WHERE ordinal = 3")
    assert Trouble("broken_link", seal=2) in house.troubles()


def test_a_chain_cut_off_at_its_end_is_seen_with_the_head_kept_outside(house: House) -> None:
    for act in "abc":
        house.act(act)
        house.seal()
    kept = read_heads([head_report(clock.real_now())])
    assert list(kept) == [3]
    house.tamper("DELETE FROM records_auditseal WHERE ordinal = 3")
    house.tamper("DELETE FROM records_auditentry WHERE id = 3")
    assert house.troubles() == []
    assert list(house.verdict(known_heads=kept).troubles) == [Trouble("gap", seal=3)]


def test_an_unsealed_tail_older_than_a_minute_is_named(house: House) -> None:
    house.act("a")
    assert house.troubles() == []
    past = clock.real_now() - timedelta(minutes=2)
    house.tamper(f"UPDATE records_auditentry SET real_at = '{past.isoformat()}'")  # noqa: S608
    assert house.troubles() == [Trouble("unsealed", entry=1)]


def test_an_open_transaction_is_waited_for_and_lost_by_nobody(house: House) -> None:
    """It took its number first and finishes last: a chain by number alone would never see it."""
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with psycopg.connect(house.server.url("web", house.name)) as web:
            web.execute(
                "INSERT INTO records_auditentry (at, real_at, door, act, object_kind, object_id, reason,"
                " detail) VALUES (now(), now(), 'page', 'slow', '', '', '', '{}')"
            )
            begun.set()
            go_on.wait(20)

    thread = threading.Thread(target=slow)
    thread.start()
    begun.wait(20)
    house.act("quick")
    assert house.seal() == 1
    go_on.set()
    thread.join()
    assert house.seal() == 1
    assert (house.seal(), house.troubles()) == (0, [])


def test_what_is_written_after_a_restore_is_sealed_too(house: House) -> None:
    """A restored database counts its transactions anew, far below those in the seals."""
    house.act("a", "b")
    house.tamper("UPDATE records_auditentry SET transaction = transaction + 1000000")
    assert house.seal() == 2
    house.act("c")
    assert (house.seal(), house.troubles()) == (1, [])
    assert house.seal() == 0


def test_hours_later_nothing_is_sealed_twice(house: House) -> None:
    house.act("a", "b")
    house.seal()
    point_at(house.server.url("worker", house.name))
    assert seal_finished(clock.real_now() + timedelta(hours=2)) == 0
    house.act("c")
    point_at(house.server.url("worker", house.name))
    assert seal_finished(clock.real_now() + timedelta(hours=2)) == 1


def test_more_than_a_batch_in_one_transaction(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yanxing.actions.sealing.seal.BATCH", 4)
    house.act(*"abcdefghijk")
    assert (house.seal(), house.seal()) == (11, 0)
    verdict = house.verdict()
    assert (verdict.seals, verdict.entries, verdict.troubles) == (3, 11, ())


@pytest.mark.parametrize("role", ["worker", "web"])
def test_the_command_names_what_was_tampered_with(
    house: House, yanxing: Any, tmp_path: Path, role: str
) -> None:
    house.act("a", "b", "c")
    house.seal()
    kept = tmp_path / "heads.txt"
    kept.write_text(head_report(clock.real_now()), "ascii")
    env = {"DATABASE_URL": house.server.url(role, house.name)}
    clean = yanxing("audit", "verify", "--heads", kept, env=env)
    assert (clean.code, clean.err) == (0, "")
    assert "封存 1 号，留痕 3 条，问题 0 处" in clean.out
    house.tamper("DELETE FROM records_auditentry WHERE id = 3")
    wrong = yanxing("audit", "verify", env=env)
    assert (wrong.code, wrong.out.splitlines()[0]) == (1, "第 3 条留痕不见了（第 1 号封存）")
    english = yanxing("audit", "verify", env=env, lang="en_US.UTF-8")
    assert english.out.splitlines()[0] == "entry 3 is gone (seal 1)"


def test_the_command_without_a_house_says_what_to_do(yanxing: Any, tmp_path: Path) -> None:
    nowhere = yanxing("audit", "verify", env={"YANXING_HOME": str(tmp_path), "DATABASE_URL": ""})
    assert (nowhere.code, nowhere.out) == (2, "")
    assert "没有能用的站" in nowhere.err
    dead = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}
    assert "数据库没有应答" in yanxing("audit", "verify", env=dead).err
    missing = yanxing("audit", "verify", "--heads", tmp_path / "none.txt", env=dead)
    assert (missing.code, "读不出来" in missing.err) == (2, True)


def test_the_web_role_cannot_seal(house: House) -> None:
    from django.db.utils import ProgrammingError

    house.act("a")
    point_at(house.server.url("web", house.name))
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO records_auditseal DEFAULT VALUES")
