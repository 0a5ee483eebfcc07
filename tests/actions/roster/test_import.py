"""A drop of files becomes a roster: tried, confirmed, applied once, and the same again changes nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.actions.roster.books import HEADS, YEAR, book
from tests.street.people import NOW, Street, person

from yanxing.access.acting import acting
from yanxing.access.keyring import sealer
from yanxing.access.refusal import NotYours, Refused, Stale
from yanxing.actions.roster.applying import apply_import, confirm_match, confirm_matches
from yanxing.actions.roster.trying import drop_import, map_headers, try_import
from yanxing.queries.filing import path_of
from yanxing.records.models import (
    Appointment,
    AuditEntry,
    Credential,
    HeaderMapping,
    IdentitySecret,
    ImportBatch,
    ImportRow,
    Person,
    ServiceSpell,
    StoredFile,
    SubjectFact,
    TierSpell,
    Unit,
    UnitSpell,
)

AS_OF = date(2024, 5, 13)
ID_ONE, ID_TWO = "310117199611080027", "310117199104220013"


def tried(street: Street, *files: tuple[str, bytes], **more: Any) -> ImportBatch:
    officer = street.actor(street.xuzhiqiang)
    with acting(officer):
        return try_import(files=files, actor=officer, now=NOW, as_of=AS_OF, **more)


def applied(street: Street, batch: ImportBatch) -> ImportBatch:
    officer = street.actor(street.xuzhiqiang)
    with acting(officer):
        return apply_import(batch_id=batch.pk, actor=officer, now=NOW)


def outcomes(batch: ImportBatch) -> list[tuple[str, str]]:
    rows = ImportRow.objects.filter(batch=batch).order_by("pk")
    return [(row.raw["values"].get("name", ""), row.outcome) for row in rows]


def problems(batch: ImportBatch) -> list[tuple[str, str]]:
    rows = ImportRow.objects.filter(batch=batch).order_by("pk")
    return [(each["cell"], each["what"]) for row in rows for each in row.problems if not each["note"]]


def test_a_year_of_files_comes_in_and_the_same_again_changes_nothing(street: Street) -> None:
    batch = tried(street, *YEAR, expected_units=22)
    assert batch.summary["people"] == {"new": 350}
    assert batch.summary["units"] == {"changed": 1, "new": 20, "same": 1}
    assert (batch.summary["reconciled"]["found"], batch.summary["reconciled"]["missing"]) == (22, [])
    applied(street, batch)
    before = [model.objects.count() for model in (Person, Appointment, Credential, SubjectFact, UnitSpell)]
    again = tried(street, *YEAR)
    assert (again.summary["people"], again.summary["units"]) == ({"same": 350}, {"same": 22})
    applied(street, again)
    after = [model.objects.count() for model in (Person, Appointment, Credential, SubjectFact, UnitSpell)]
    assert before == after


def test_four_manners_of_dates_and_unknown_certificates(street: Street) -> None:
    applied(street, tried(street, *YEAR))
    gu = Person.objects.get(name="顾凌云")
    assert (gu.staff_number, gu.entered_on, gu.born_on) == ("0138", date(2019, 6, 3), date(1991, 4, 22))
    assert (gu.pinyin, gu.initials) == ("gu lingyun", "gly")
    assert [(s.street, s.since) for s in ServiceSpell.objects.filter(person=gu)] == [
        ("中山街道", date(2019, 6, 3))
    ]
    unknown = SubjectFact.objects.filter(name="credentials", value__isnull=True).count()
    none = SubjectFact.objects.filter(name="credentials", value=[]).count()
    held = Credential.objects.filter(kind="all_post").count()
    assert unknown + none + held == 350
    assert unknown == 1


def test_a_list_of_units_says_which_are_new_missing_and_moved(street: Street) -> None:
    batch = tried(
        street,
        book(
            ["中山街道居委会名册"],
            ["居委会名称", "所属片区", "居委会代码"],
            ["方塔居委会", "商务片区", "310117001001"],
            ["茸北社区居委会", "商务片区", "310117001003"],
            ["五龙", "商务片区", "3101170"],
        ),
        expected_units=3,
    )
    assert outcomes(batch) == [("方塔居委会", "changed"), ("茸北社区居委会", "new"), ("五龙", "bad")]
    assert problems(batch) == [("花名册!5", "代码应是 12 位数字。")]
    assert batch.summary["reconciled"] == {
        "found": 2, "expected": 3, "new": ["茸北"], "missing": ["蓝天"], "areas": ["商务片区"],
    }  # fmt: skip
    applied(street, batch)
    spells = UnitSpell.objects.filter(unit=street.fangta).order_by("since")
    assert [(s.parent.name, s.since, s.until) for s in spells] == [
        ("府城方塔片区", date(2020, 1, 1), AS_OF),
        ("商务片区", AS_OF, None),
    ]
    assert Unit.objects.get(name="茸北居民区").code == "310117001003"


def test_every_bad_cell_is_named_and_its_row_stays_out(street: Street) -> None:
    batch = tried(
        street,
        book(
            ["姓名", "身份证号", "手机号", "居民区", "职务", "入职日期", "出生日期"],
            ["钱进", 310117199611080027.0, "13812345678", "方塔", "社工", "2021.3", None],
            ["孙晓", "310117199611080025", "1381234567", "方塔", "社工", "2021年13月", None],
            ["周周", None, None, "不存在的", "总管", "2021", None],
            [None, None, None, "方塔", "社工", "2021-03-01", None],
            ["吴迪", ID_ONE, None, "方塔", "社工", "2021-03-01", "1990-01-01"],
            ["郑好", None, None, "方塔", "社工", "1980-03-01", "1990-01-01"],
        ),
    )
    assert {outcome for _name, outcome in outcomes(batch)} == {"bad"}
    assert problems(batch) == [
        ("花名册!B2", "身份证号被存成了数字，后几位已经不准。"),
        ("花名册!B3", "身份证号的校验位不对，有一位写错了。"),
        ("花名册!C3", "手机号应是 11 位，以 1 开头。"),
        ("花名册!F3", "没有“2021年13月”这一天。"),
        ("花名册!E4", "职务“总管”不认识。"),
        ("花名册!F4", "“2021”只有年份。"),
        ("花名册!4", "没有叫“不存在的”的居民区或部门。"),
        ("花名册!5", "没有姓名。"),
        ("花名册!6", "出生日期和身份证号对不上。"),
        ("花名册!7", "出生日期晚于入职日期。"),
    ]
    applied(street, batch)
    assert Person.objects.count() == 4


def test_numbers_are_sealed_masked_and_found_again(street: Street) -> None:
    first = book(["姓名", "身份证号", "手机", "居民区"], ["顾凌云", ID_TWO, "138 1234 5678", "方塔"])
    applied(street, tried(street, first))
    gu = Person.objects.get(name="顾凌云")
    assert (gu.gender, gu.born_on, gu.phone_tail) == ("male", date(1991, 4, 22), "5678")
    with acting(street.actor(street.xuzhiqiang)):
        secret = IdentitySecret.objects.get(person=gu, kind="id_number")
        assert (secret.masked, sealer().open(secret.sealed, context=f"person:{gu.pk}:id_number")) == (
            "3***************13",
            ID_TWO,
        )
    stored = str(list(ImportRow.objects.values_list("raw", "changes", "sealed")))
    assert ID_TWO not in stored
    assert "13812345678" not in stored
    renamed = tried(
        street, book(["姓名", "身份证号码", "居民区"], ["顾凌霄", ID_TWO, "蓝天"], name="二.xlsx")
    )
    row = ImportRow.objects.get(batch=renamed)
    assert (row.outcome, row.matched_by, row.person_id) == ("changed", "id_number", gu.pk)
    assert row.changes == {"name": ["顾凌云", "顾凌霄"], "unit": [street.fangta.pk, street.lantian.pk]}


def test_the_files_go_once_the_batch_is_applied(
    street: Street, django_capture_on_commit_callbacks: Any
) -> None:
    batch = tried(street, book(HEADS, ["钱进", "A1", "方塔", "社工", "2021-03-01"]))
    digest = StoredFile.objects.get(purpose="import").sha256
    assert path_of(digest).exists()
    with django_capture_on_commit_callbacks(execute=True):
        applied(street, batch)
    assert not path_of(digest).exists()
    assert StoredFile.objects.get(purpose="import").erased_at == NOW


def test_what_is_weaker_than_a_number_is_asked(street: Street) -> None:
    """李婷 without a number, a second 李婷 with another one, and her number under another name."""
    batch = tried(
        street,
        book(
            HEADS,
            ["李婷", None, "方塔", "副主任", None],
            ["李婷", "ZS0999", "方塔", "社工", None],
            ["李亭", "ZS0001", "方塔", "社工", None],
            ["王敏", None, "方塔", None, None],
        ),
    )
    rows = list(ImportRow.objects.filter(batch=batch).order_by("pk"))
    assert [(r.outcome, r.matched_by, r.person_id) for r in rows] == [
        ("ask", "unit_and_name", street.liting.person_id),
        ("new", "", None),
        ("ask", "other_name", street.liting.person_id),
        ("same", "unit_and_name", street.wangmin.person_id),
    ]
    officer = street.actor(street.xuzhiqiang)
    with acting(officer):
        confirm_match(row_id=rows[0].pk, person_id=street.liting.person_id, actor=officer, now=NOW)
    applied(street, batch)
    posts = Appointment.objects.filter(person=street.liting.person, until=None)
    assert [a.code for a in posts] == ["deputy_director"]
    assert Person.objects.filter(name="李婷").count() == 2
    assert not Person.objects.filter(name="李亭").exists()


def test_two_of_one_name_stay_two(street: Street) -> None:
    twice = book(HEADS, ["张伟", None, "方塔", "社工", None], ["张伟", None, "方塔", "社工", None])
    batch = tried(street, twice)
    assert outcomes(batch) == [("张伟", "new"), ("张伟", "ask")]
    officer = street.actor(street.xuzhiqiang)
    with acting(officer):
        assert (
            confirm_matches(batch_id=batch.pk, matched_by="unit_and_name", same=False, actor=officer, now=NOW)
            == 1
        )
    applied(street, batch)
    assert Person.objects.filter(name="张伟").count() == 2
    assert outcomes(tried(street, twice)) == [("张伟", "same"), ("张伟", "same")]


def test_one_person_in_two_files_is_one_and_contradictions_are_said(street: Street) -> None:
    batch = tried(
        street,
        book(HEADS, ["钱进", "A1", "方塔", "社工", "2021-03-01"]),
        book(["姓名", "工号", "学历"], ["钱进", "A1", "本科"], name="学历.xlsx"),
        book(["姓名", "工号", "入职时间"], ["钱进", "A1", "2022-03-01"], name="入职.xlsx"),
    )
    assert outcomes(batch) == [("钱进", "new"), ("钱进", "changed"), ("钱进", "bad")]
    assert problems(batch) == [("花名册!2", "入职日期和 花名册!2 写得不一样，两处是同一个人。")]
    applied(street, batch)
    assert [(p.education, p.entered_on) for p in Person.objects.filter(name="钱进")] == [
        ("bachelor", date(2021, 3, 1))
    ]


def test_moves_posts_and_tiers_are_dated(street: Street) -> None:
    batch = tried(street, book(HEADS, ["李婷", "ZS0001", "蓝天", "新进社工、副主任", None]))
    applied(street, batch)
    held = Appointment.objects.filter(person=street.liting.person).order_by("since", "code")
    assert [(a.unit.short_name, a.code, a.since, a.until) for a in held] == [
        ("方塔", "worker", date(2020, 1, 1), AS_OF),
        ("蓝天", "deputy_director", AS_OF, None),
        ("蓝天", "worker", AS_OF, None),
    ]
    assert [t.tier for t in TierSpell.objects.all()] == ["newly_appointed"]
    street.liting.person.subject.refresh_from_db()
    assert street.liting.person.subject.home_unit_id == street.lantian.pk


def test_a_head_pointed_at_a_field_is_remembered(street: Street) -> None:
    odd = book(["姓名", "居民区", "啥时候来的"], ["钱进", "方塔", "2021-03-01"])
    officer = street.actor(street.xuzhiqiang)
    with acting(officer), pytest.raises(Refused):
        try_import(files=[odd], actor=officer, now=NOW, mapping={("people", "啥时候来的"): "nothing"})
    batch = tried(street, odd, mapping={("people", "啥时候来的"): "entered_on"})
    assert outcomes(batch) == [("钱进", "new")]
    with acting(officer):
        map_headers(batch_id=batch.pk, mapping={("people", "啥时候来的"): "left_on"}, actor=officer, now=NOW)
    assert ImportRow.objects.get(batch=batch).raw["values"]["left_on"] == "2021-03-01"
    assert HeaderMapping.objects.get(header="啥时候来的").field == "left_on"


def test_a_batch_is_applied_once_and_only_as_shown(street: Street) -> None:
    one = tried(street, book(HEADS, ["钱进", "A1", "方塔", "社工", None]))
    two = tried(street, book(HEADS, ["钱进", "A1", "方塔", "副主任", None], name="二.xlsx"))
    applied(street, one)
    with pytest.raises(Stale, match="由徐志强导入"):
        applied(street, one)
    with pytest.raises(Stale, match="试读之后名册有了变动"):
        applied(street, two)
    officer = street.actor(street.xuzhiqiang)
    with acting(officer):
        drop_import(batch_id=two.pk, actor=officer, now=NOW)
    with pytest.raises(Stale, match="已经放弃"):
        applied(street, two)


def test_only_the_officer_imports_and_every_person_leaves_a_row_in_the_trail(street: Street) -> None:
    batch = tried(
        street,
        book(HEADS, ["钱进", "A1", "方塔", "社工", None], ["孙晓", "A2", "蓝天", "社工", None]),
    )
    applied(street, batch)
    with acting(street.actor(street.auditor)):
        acts = list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))
    assert acts == ["file.store", "roster.try", "person.import", "person.import", "roster.apply"]
    for name in ("wangmin", "liting", "admin", "stranger"):
        actor = street.actor(getattr(street, name))
        with acting(actor), pytest.raises(NotYours):
            try_import(files=[book(HEADS)], actor=actor, now=NOW)
        with acting(actor), pytest.raises(NotYours):
            apply_import(batch_id=batch.pk, actor=actor, now=NOW)


def test_numbers_of_people_out_of_reach_are_not_taken(street: Street) -> None:
    from tests.street.people import unit

    person("外人", unit("street", "岳阳街道", None), "B7", "worker")
    batch = tried(street, book(HEADS, ["钱进", "B7", "方塔", "社工", None]))
    assert problems(batch) == [("花名册!2", "这个工号属于本街道以外的人。")]
