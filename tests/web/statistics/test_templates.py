"""The district's workbook: heads found, pointed at, remembered; filled without losing its form."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.street.attending import comes, past_lecture
from tests.street.people import Street

from yanxing.records.models import ReportTemplate


def district() -> bytes:
    """Two lines of heads, one merged over two columns, a sum below, a place for the date."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "汇总表"
    sheet["A1"] = "社区工作者培训情况汇总表"
    sheet.merge_cells("A1:E1")
    sheet["A2"] = "数据截至：    年  月  日"
    for cell, text in {
        "A3": "序号",
        "B3": "居委会",
        "C3": "培训情况",
        "C4": "应训",
        "D4": "人次",
        "E3": "负责人",
    }.items():
        sheet[cell] = text
    for merged in ("A3:A4", "B3:B4", "C3:D3", "E3:E4"):
        sheet.merge_cells(merged)
    sheet["A7"], sheet["C7"] = "合计", "=SUM(C5:C6)"
    sheet["C5"].number_format = "0"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def upload(client: Any, data: bytes, name: str = "区表.xlsx") -> Any:
    return client.post(
        "/statistics/templates/", {"file": SimpleUploadedFile(name, data), "title": ""}, follow=True
    )


def test_uploaded_pointed_and_filled(street: Street, page: Callable[..., Any]) -> None:
    comes(past_lecture(street, street.liting, street.wangmin, street.zhaolei), street.liting)
    client = page(street.xuzhiqiang)
    said = upload(client, district()).content.decode()
    assert "培训情况/人次" in said
    template = ReportTemplate.objects.get()
    assert template.title == "区表"
    assert template.mapping == {"汇总表!A4": "#", "汇总表!B4": "unit.name"}
    answer = client.post(
        f"/statistics/templates/{template.pk}/",
        {
            "head:汇总表!A4": "#",
            "head:汇总表!B4": "unit.name",
            "head:汇总表!C4": "unit.expected",
            "head:汇总表!D4": "unit.came",
        },
        follow=True,
    )
    assert "已记住每一列是什么" in answer.content.decode()
    filled = client.get(f"/statistics/templates/{template.pk}/filled.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(filled.content)).active
    assert [[cell.value for cell in row] for row in sheet["A5:E6"]] == [
        [1, "方塔", 2, 1, None],
        [2, "蓝天", 1, 0, None],
    ]
    assert sheet["A2"].value == "数据截至2024年9月20日"
    assert sheet["C7"].value == "=SUM(C5:C6)"
    assert "C3:D3" in {str(each) for each in sheet.merged_cells.ranges}
    upload(client, district(), "又一次.xlsx")
    assert ReportTemplate.objects.order_by("-pk")[0].mapping == {
        "汇总表!A4": "#", "汇总表!B4": "unit.name", "汇总表!C4": "unit.expected", "汇总表!D4": "unit.came"
    }  # fmt: skip


def test_persons_and_committees_are_not_mixed(street: Street, page: Callable[..., Any]) -> None:
    client = page(street.xuzhiqiang)
    upload(client, district())
    template = ReportTemplate.objects.get()
    answer = client.post(
        f"/statistics/templates/{template.pk}/",
        {"head:汇总表!B4": "unit.name", "head:汇总表!E4": "person.name"},
    )
    assert answer.status_code == 422
    assert "不能混着选" in answer.content.decode()
    assert '<option value="person.name" selected>' in answer.content.decode()
    template.refresh_from_db()
    assert "汇总表!E4" not in template.mapping


def test_what_is_no_workbook_is_said_beside_the_box(street: Street, page: Callable[..., Any]) -> None:
    client = page(street.xuzhiqiang)
    empty = BytesIO()
    openpyxl.Workbook().save(empty)
    for data, name in ((b"hello", "a.xlsx"), (b"%PDF-1.4 x", "b.pdf"), (empty.getvalue(), "c.xlsx")):
        answer = upload(client, data, name)
        assert answer.status_code == 422
        assert "yx-field__error" in answer.content.decode()
    assert ReportTemplate.objects.count() == 0


def test_of_another_street_there_is_none(street: Street, page: Callable[..., Any]) -> None:
    client = page(street.xuzhiqiang)
    upload(client, district())
    template = ReportTemplate.objects.get()
    assert page(street.wangmin).get(f"/statistics/templates/{template.pk}/").status_code == 404
    assert page(street.wangmin).get(f"/statistics/templates/{template.pk}/filled.xlsx").status_code == 404
