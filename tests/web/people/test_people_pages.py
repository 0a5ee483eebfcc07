"""People through the pages: who sees whom, search, filters, the file of a person, units."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.street.people import NOW, Street, person

from yanxing.access.acting import acting
from yanxing.actions.roster import credentials, posts
from yanxing.records.models import AuditEntry, Credential, Person, ServiceSpell, TierSpell, UnitSpell

Page = Callable[..., Any]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def names(answer: Any) -> list[str]:
    page = answer.context["page"]
    return [each.name for each in page.object_list]


def found_by(client: Any, words: str) -> list[str]:
    answer = client.get("/search/", {"q": words}, HTTP_HX_REQUEST="true")
    return [each.name for each in answer.context["found"].people]


def test_the_officer_sees_the_street_and_a_secretary_her_own_unit(street: Street, page: Page) -> None:
    assert names(page(street.xuzhiqiang).get("/people/")) == ["陈建国", "李婷", "王敏", "赵磊"]
    assert names(page(street.wangmin).get("/people/")) == ["李婷", "王敏"]


@pytest.mark.parametrize("who", ["liting", "auditor", "admin", "stranger", "desk"])
def test_the_list_does_not_exist_for_others(street: Street, page: Page, who: str) -> None:
    client = page(getattr(street, who))
    for address in ("/people/", "/people/export/?column=name", "/units/", "/people/gaps/", "/roster/import/"):
        assert client.get(address).status_code == 404


def test_a_record_is_seen_by_the_person_her_secretary_and_the_officer(street: Street, page: Page) -> None:
    address = f"/people/{street.liting.person_id}/"
    seen = {
        who: page(getattr(street, who)).get(address).status_code
        for who in (
            "liting",
            "wangmin",
            "xuzhiqiang",
            "chenjianguo",
            "zhaolei",
            "auditor",
            "admin",
            "stranger",
        )
    }
    assert seen == {
        "liting": 200, "wangmin": 200, "xuzhiqiang": 200, "chenjianguo": 404, "zhaolei": 404, "auditor": 404,
        "admin": 404, "stranger": 404,
    }  # fmt: skip
    assert page().get(address).status_code == 302


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("李", ["李婷"]),
        ("lt", ["李婷"]),
        ("liting", ["李婷"]),
        ("Li Ting", ["李婷"]),
        ("zs0003", ["陈建国"]),
        ("5678", ["赵磊"]),
        ("不在的人", []),
        ("%", []),
    ],
)
def test_search_by_name_pinyin_number_and_the_tail_of_the_phone(
    street: Street, page: Page, words: str, found: list[str]
) -> None:
    Person.objects.filter(pk=street.zhaolei.person_id).update(phone_tail="5678")
    client = page(street.xuzhiqiang)
    assert names(client.get("/people/", {"q": words})) == found
    answer = client.get("/search/", {"q": words}, HTTP_HX_REQUEST="true")
    assert [each.name for each in answer.context["found"].people] == found
    assert (
        page(street.stranger).get("/search/", {"q": words}, HTTP_HX_REQUEST="true").context["found"].people
        == []
    )


def test_one_hit_opens_the_record(street: Street, page: Page) -> None:
    answer = page(street.xuzhiqiang).get("/search/", {"q": "lt"})
    assert answer["Location"] == f"/people/{street.liting.person_id}/"


@pytest.mark.req("ORG-08")
def test_filters_stand_in_the_address(street: Street, page: Page) -> None:
    TierSpell.objects.create(person=street.liting.person, tier="backbone", since=date(2024, 1, 1))
    TierSpell.objects.create(
        person=street.zhaolei.person, tier="backbone", since=date(2023, 1, 1), until=date(2024, 1, 1)
    )
    Credential.objects.create(person=street.zhaolei.person, kind="all_post")
    Credential.objects.create(
        person=street.liting.person,
        kind="social_worker",
        level="assistant",
        registered_until=date(2024, 10, 1),
    )
    client = page(street.xuzhiqiang)
    found = {
        query: names(client.get(f"/people/?{query}"))
        for query in (
            "tier=backbone", "post=secretary", "certificate=all_post", "certificate=none",
            "certificate=expiring",
            f"unit={street.lantian.pk}", f"area={street.area.pk}&post=worker",
        )
    }  # fmt: skip
    assert list(found.values()) == [
        ["李婷"], ["陈建国", "王敏"], ["赵磊"], ["陈建国", "王敏"], ["李婷"], ["陈建国", "赵磊"],
        ["李婷", "赵磊"],
    ]  # fmt: skip
    assert "骨干社工" in text(client.get("/people/?tier=backbone"))


def queries(client: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("address", ["/people/", "/units/", "/people/gaps/", "/search/?q=zs"])
def test_lists_take_the_same_queries_for_one_and_for_many(street: Street, page: Page, address: str) -> None:
    client = page(street.xuzhiqiang)
    queries(client, address)
    first = queries(client, address)
    for n in range(70):
        made = person(f"张伟{'一二三四五六七'[n % 7]}", street.fangta, f"N{n}", "worker")
        Credential.objects.create(person=made, kind="all_post")
        TierSpell.objects.create(person=made, tier="backbone", since=date(2024, 1, 1))
    assert queries(client, address) == first
    assert first <= 12, first


def test_a_list_leaves_as_a_workbook_with_the_chosen_columns(street: Street, page: Page) -> None:
    Person.objects.filter(pk=street.liting.person_id).update(political_status="=1+1")
    wanted = {"column": ["name", "post_words", "political_status"]}
    answer = page(street.wangmin).get("/people/export/", wanted)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1:4] == [["姓名", "职务", "政治面貌"], ["李婷", "社工", "=1+1"], ["王敏", "书记", None]]
    assert sheet["C3"].data_type == "s"
    with acting(street.actor(street.auditor)):
        assert [e.detail for e in AuditEntry.objects.filter(act="people.export")] == [
            {"columns": ["name", "post_words", "political_status"], "rows": 2}
        ]


@pytest.mark.req("PER-01")
@pytest.mark.req("PER-03")
def test_the_file_has_its_four_sections_on_the_page_and_on_paper(street: Street, page: Page) -> None:
    client = page(street.xuzhiqiang)
    for address in (f"/people/{street.liting.person_id}/", f"/people/{street.liting.person_id}/paper/"):
        shown = text(client.get(address))
        places = [
            shown.index(f'id="{name}"') for name in ("education", "management", "assessment", "supervision")
        ]
        assert places == sorted(places)
        assert all(word in shown for word in ("教育", "管理", "考核", "监督", "李婷", "方塔"))


@pytest.mark.req("ORG-05")
def test_several_dated_posts_and_a_move_keep_history(street: Street, page: Page) -> None:
    client = page(street.xuzhiqiang)
    address = f"/people/{street.liting.person_id}/"
    done = client.post(
        f"{address}appoint/new/", {"unit": street.fangta.pk, "code": "deputy_director", "since": "2024-03-01"}
    )
    assert done["Location"] == address
    assert "副主任" in text(client.get(address))
    again = client.post(
        f"{address}appoint/new/", {"unit": street.fangta.pk, "code": "deputy_director", "since": "2024-05-01"}
    )
    assert again.status_code == 422
    assert "这段时间已经有同样的任职。" in text(again)
    moved = client.post(
        f"{address}move/new/", {"unit": street.lantian.pk, "since": "2024-09-01", "code": "worker"}
    )
    assert moved.status_code == 302
    held = street.liting.person.appointments.order_by("since", "pk")
    assert [(a.unit.short_name, a.code, a.since, a.until) for a in held] == [
        ("方塔", "worker", date(2020, 1, 1), date(2024, 9, 1)),
        ("方塔", "deputy_director", date(2024, 3, 1), date(2024, 9, 1)),
        ("蓝天", "worker", date(2024, 9, 1), None),
    ]
    assert page(street.wangmin).get(address).status_code == 404
    assert page(street.chenjianguo).get(address).status_code == 200


def test_only_the_officer_changes_a_record_and_never_their_own(street: Street, page: Page) -> None:
    address = f"/people/{street.liting.person_id}/tier/new/"
    for who in ("wangmin", "liting", "chenjianguo", "admin"):
        answer = page(getattr(street, who)).post(address, {"tier": "backbone", "since": "2024-09-01"})
        assert answer.status_code == 404
    assert TierSpell.objects.count() == 0


@pytest.mark.req("PER-06")
def test_service_is_counted_in_the_street_and_without_a_break(street: Street, page: Page) -> None:
    who = street.liting.person
    Person.objects.filter(pk=who.pk).update(entered_on=date(2019, 8, 20))
    client = page(street.xuzhiqiang)
    for form in (
        {"street": "岳阳街道", "since": "2019-08-20", "last_day": "2021-07-19"},
        {"street": "中山街道", "since": "2021-07-20", "last_day": ""},
    ):
        assert client.post(f"/people/{who.pk}/service/new/", form).status_code == 302
    shown = text(client.get(f"/people/{who.pk}/"))
    assert "在中山街道 3 年 2 个月，连续社工服务 5 年 1 个月" in shown
    overlapping = client.post(
        f"/people/{who.pk}/service/new/",
        {"street": "永丰街道", "since": "2021-01-01", "last_day": "2021-12-31"},
    )
    assert "两段不能重叠" in text(overlapping)
    assert ServiceSpell.objects.count() == 2


@pytest.mark.req("PER-05")
def test_the_register_of_certificates_reminds_and_takes_each_number_once(street: Street, page: Page) -> None:
    client = page(street.xuzhiqiang)
    form = {
        "kind": "social_worker", "level": "intermediate", "number": "SW-2021-77", "issued_on": "2021-10-08",
        "registered_until": "2024-10-08",
    }  # fmt: skip
    assert client.post(f"/people/{street.liting.person_id}/credential/new/", form).status_code == 302
    shown = text(client.get(f"/people/{street.liting.person_id}/"))
    assert all(word in shown for word in ("社工中级", "SW-2021-77", "2024年10月8日", "登记将到期"))
    twice = client.post(f"/people/{street.zhaolei.person_id}/credential/new/", form)
    assert "这个编号已经登记在另一张证书上" in text(twice)
    number = Credential.objects.get().pk
    client.post(f"/people/{street.liting.person_id}/revoke/", {"credential": number, "reason": "登记错了人"})
    assert "已撤销" in text(client.get(f"/people/{street.liting.person_id}/"))
    assert names(client.get("/people/?certificate=social_worker")) == []


@pytest.mark.req("ORG-01")
@pytest.mark.req("ORG-03")
def test_units_of_two_kinds_and_a_committee_in_one_area_at_a_date(street: Street, page: Page) -> None:
    client = page(street.xuzhiqiang)
    made = client.post(
        "/units/new/",
        {"kind": "area", "name": "商务片区", "parent": street.street.pk, "since": "2024-01-01"},
    )
    assert made.status_code == 302
    business = UnitSpell.objects.get(unit__name="商务片区").unit_id
    shown = text(client.get("/units/"))
    assert all(word in shown for word in ("居民区", "机关部门", "商务片区", "2 个片区，2 个居委会"))
    answer = client.post(
        f"/units/{street.fangta.pk}/", {"form": "place", "parent": business, "since": "2024-09-01"}
    )
    assert answer.status_code == 302
    spells = UnitSpell.objects.filter(unit=street.fangta).order_by("since")
    assert [(s.parent.name, s.until) for s in spells] == [
        ("府城方塔片区", date(2024, 9, 1)),
        ("商务片区", None),
    ]
    earlier = client.post(
        f"/units/{street.fangta.pk}/", {"form": "place", "parent": street.area.pk, "since": "2024-08-01"}
    )
    assert "已经有一次变动" in text(earlier)
    assert names(client.get(f"/people/?area={business}")) == ["李婷", "王敏"]
    assert page(street.wangmin).get(f"/units/{street.lantian.pk}/").status_code == 404


def test_a_code_has_twelve_digits_and_one_owner(street: Street, page: Page) -> None:
    client = page(street.xuzhiqiang)
    address = f"/units/{street.fangta.pk}/"
    assert "代码应是 12 位数字。" in text(client.post(address, {"form": "code", "code": "123"}))
    assert "已经是“蓝天居民区”的" in text(client.post(address, {"form": "code", "code": "310117001002"}))
    assert client.post(address, {"form": "code", "code": "310117001009"}).status_code == 302


def test_actions_refuse_a_secretary_of_another_unit(street: Street) -> None:
    from yanxing.access.refusal import NotYours

    chen = street.actor(street.chenjianguo)
    with acting(chen), pytest.raises(NotYours):
        posts.set_tier(
            person_id=street.liting.person_id or 0, tier="backbone", since=NOW.date(), actor=chen, now=NOW
        )
    with acting(chen), pytest.raises(NotYours):
        credentials.record_credential(
            person_id=street.liting.person_id or 0, kind="all_post", actor=chen, now=NOW
        )
