"""Files: kept once, served to whom they concern, as a download under their own name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.street.people import NOW, Street

from yanxing.access.acting import acting
from yanxing.access.refusal import NotYours, Refused
from yanxing.actions.filing import store_file
from yanxing.queries.filing import damaged_files, path_of
from yanxing.records.models import Account, AuditEntry, StoredFile

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 200


def kept(
    street: Street, who: Account, name: str = "病假证明.png", data: bytes = PNG, **more: Any
) -> StoredFile:
    actor = street.actor(who)
    given = {"purpose": "excuse", "subject_id": who.person_id} | more
    with acting(actor):
        return store_file(data=data, name=name, actor=actor, now=NOW, **given)


def test_a_worker_gets_her_own_proof_back_as_it_was(street: Street, page: Any) -> None:
    stored = kept(street, street.liting)
    answer = page(street.liting).get(f"/files/{stored.pk}/")
    assert answer.content == PNG
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E7%97%85%E5%81%87%E8%AF%81%E6%98%8E.png"
    )
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("liting", 200), ("wangmin", 200), ("xuzhiqiang", 200),
        ("chenjianguo", 404), ("zhaolei", 404), ("desk", 404), ("auditor", 404), ("admin", 404),
        ("stranger", 404),
    ],
)  # fmt: skip
def test_who_sees_an_excuse(street: Street, page: Any, who: str, status: int) -> None:
    stored = kept(street, street.liting)
    assert page(getattr(street, who)).get(f"/files/{stored.pk}/").status_code == status


def test_without_login_a_file_is_behind_the_login_page(street: Street, page: Any) -> None:
    stored = kept(street, street.liting)
    assert page().get(f"/files/{stored.pk}/")["Location"].startswith("/login/")


@pytest.mark.parametrize(
    ("purpose", "seen"),
    [
        ("scan", ["xuzhiqiang"]),
        ("import", ["xuzhiqiang"]),
        ("template", ["xuzhiqiang"]),
        ("notice", ["liting", "wangmin", "xuzhiqiang", "desk"]),
    ],
)
def test_who_sees_the_street_s_files(street: Street, page: Any, purpose: str, seen: list[str]) -> None:
    from tests.web.files.samples import workbook

    data, name = (workbook(), "花名册.xlsx") if purpose in ("import", "template") else (PNG, "扫描.png")
    stored = kept(
        street,
        street.xuzhiqiang,
        name,
        data,
        purpose=purpose,
        subject_id=None,
        unit_id=street.street.pk,
    )
    names = ["liting", "wangmin", "xuzhiqiang", "desk", "auditor", "admin", "stranger"]
    got = [n for n in names if page(getattr(street, n)).get(f"/files/{stored.pk}/").status_code == 200]
    assert got == seen


def test_the_same_bytes_are_kept_once_and_asked_for_by_two(street: Street) -> None:
    first, second = kept(street, street.liting), kept(street, street.zhaolei, "另一张.png")
    assert first.sha256 == second.sha256
    assert path_of(first.sha256).read_bytes() == PNG
    assert [each.name for each in path_of(first.sha256).parent.iterdir()] == [first.sha256]


def test_bytes_that_changed_or_went_are_named_and_mended_by_the_next_upload(street: Street) -> None:
    stored, other = kept(street, street.liting), kept(street, street.liting, "b.png", PNG + b"2")
    path_of(stored.sha256).write_bytes(PNG[:-1] + b"!")
    path_of(other.sha256).unlink()
    assert [(t.file_id, t.why) for t in damaged_files()] == [(stored.pk, "changed"), (other.pk, "missing")]
    kept(street, street.zhaolei)
    assert [(t.file_id, t.why) for t in damaged_files()] == [(other.pk, "missing")]


@pytest.mark.parametrize("data", [PNG + b"gone", PNG + b"changed"])
def test_a_file_whose_bytes_went_or_changed_says_so(street: Street, page: Any, data: bytes) -> None:
    stored = kept(street, street.liting, data=data)
    path_of(stored.sha256).unlink() if b"gone" in data else path_of(stored.sha256).write_bytes(PNG)
    answer = page(street.liting).get(f"/files/{stored.pk}/")
    assert answer.status_code == 409
    assert "从备份中恢复" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("证明.png", b"<html><script>alert(1)</script></html>"),
        ("证明.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("证明.png", b""),
        ("../../etc/passwd.png", PNG),
        ("长" * 200 + ".png", PNG),
        ("证明.exe", b"MZ" + b"\0" * 100),
    ],
)
def test_what_may_not_come_in_is_refused_with_a_word(street: Street, name: str, data: bytes) -> None:
    before = {p for p in Path(path_of("0" * 64)).parents[2].rglob("*") if p.is_file()}
    with pytest.raises(Refused) as refused:
        kept(street, street.liting, name, data)
    assert refused.value.field == "file"
    assert {p for p in Path(path_of("0" * 64)).parents[2].rglob("*") if p.is_file()} == before


def test_nobody_stores_for_somebody_out_of_reach(street: Street) -> None:
    for who in (street.zhaolei, street.chenjianguo, street.admin, street.stranger):
        with pytest.raises(NotYours):
            kept(street, who, subject_id=street.liting.person_id)


def test_reading_somebody_s_excuse_stays_in_the_trail(street: Street, page: Any) -> None:
    stored = kept(street, street.liting)
    page(street.wangmin).get(f"/files/{stored.pk}/")
    with acting(street.actor(street.auditor)):
        rows = list(
            AuditEntry.objects.filter(object_kind="file").order_by("id").values_list("act", "account_id")
        )
    assert rows == [("file.store", street.liting.pk), ("file.read", street.wangmin.pk)]
