"""徐志强's morning: the board and its cells, lists with why, the roster in and out, a notice on paper."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.actions.roster.books import HEADS, book
from tests.days.conftest import Logins
from tests.days.living import Browse, Visitor, at_a_desk, enrol_authenticator

from yanxing.records.models import Person, PolicyDocument

OFFICER = "街道经办人"


@pytest.mark.req("PRG-01")
def test_a_morning_among_papers(site: str, browse: Browse, logins: Logins, tmp_path: Path) -> None:
    officer = at_a_desk(browse)
    officer.log_in(logins[OFFICER])
    officer.see("officer-authenticator")
    enrol_authenticator(officer)
    plan = PolicyDocument.objects.get(code="zhongshan/empowerment-2024")
    _reads_the_board(officer)
    _reads_the_plan(officer, plan)
    _asks_why_somebody_is_on_no_list(officer, plan)
    _takes_the_roster_away(officer, tmp_path)
    _brings_a_changed_roster(officer, tmp_path)
    _takes_the_notice_away(officer, tmp_path)
    for address, name in (
        ("/trainings/", "officer-trainings"), ("/schedule/", "officer-schedule"),
        ("/calendar/", "officer-calendar"), ("/people/gaps/", "officer-gaps"),
        ("/accounts/slips/", "officer-slips"), ("/statistics/", "officer-statistics"),
        ("/notices/new/?kind=training", "officer-notice-new"), ("/search/?q=lt", "officer-search"),
    ):  # fmt: skip
        officer.look(address, name)
    phone = officer.another(browse, "390")
    for address, name in (
        ("/policies/", "officer-policies"), ("/people/", "officer-people"),
        ("/trainings/", "officer-trainings"), ("/statistics/", "officer-statistics"),
    ):  # fmt: skip
        phone.look(address, name)
    assert officer.faults == []


def _reads_the_board(officer: Visitor) -> None:
    said = officer.look("/", "officer-home")
    assert "22 个居委会" in said
    row = officer.page.locator("main tr", has=officer.page.get_by_role("rowheader", name="白龙潭"))
    row.get_by_role("link").nth(1).click()
    officer.page.wait_for_selector("#sheet:not([hidden]) #sheet-body > *")
    said = officer.see("officer-cell", inside="#sheet")
    assert "缺 4 人次" in said
    assert "没有签到，缺勤" in said
    officer.page.keyboard.press("Escape")


def _reads_the_plan(officer: Visitor, plan: PolicyDocument) -> None:
    said = officer.look(f"/policies/{plan.pk}/", "officer-plan")
    assert "符合 87，仅差一项 12，不符合 249，信息待补 2" in said
    assert "松中委〔2024〕37号" in said
    officer.look(f"/policies/{plan.pk}/board/", "officer-board")
    officer.look(f"/policies/{plan.pk}/values/", "officer-values")
    officer.look(f"/policies/{plan.pk}/readings/", "officer-readings")


def _asks_why_somebody_is_on_no_list(officer: Visitor, plan: PolicyDocument) -> None:
    officer.go(f"/policies/{plan.pk}/lists/exam_candidates/")
    officer.page.get_by_role("link", name=re.compile("^仅差一项")).click()
    said = officer.see("officer-audience")
    assert "李婷" in said
    officer.page.locator("main a", has_text="李婷").first.click()
    officer.page.wait_for_load_state("networkidle")
    officer.see("officer-why", inside="body")


def _download(officer: Visitor, click: Any, to: Path) -> Path:
    with officer.page.expect_download() as kept:
        click()
    kept.value.save_as(to)
    return to


def _takes_the_roster_away(officer: Visitor, folder: Path) -> None:
    officer.look("/people/", "officer-people")
    button = officer.page.get_by_role("button", name=re.compile("^导出 349 人"))
    sheet = load_workbook(_download(officer, button.click, folder / "roster.xlsx")).active
    rows = list(sheet.iter_rows(values_only=True))
    heads = next(row for row in rows if "姓名" in row)
    found = [row for row in rows if "李婷" in row]
    assert {"姓名", "工号", "居民区"} <= set(heads)
    assert len(found) == 2  # one in 方塔, one in 平桥
    assert len(rows) - rows.index(heads) - 1 >= 349


def _brings_a_changed_roster(officer: Visitor, folder: Path) -> None:
    """One has become deputy director, one is new, one was born in a thirteenth month."""
    name, data = book(
        list(HEADS),
        ["李婷", "0142", "方塔", "副主任", "2022-09-10"],
        ["尉迟思远", "0501", "方塔", "社工", "2024-09-02"],
        ["欧阳晓", "0502", "蓝天", "社工", "2024-13-02"],
        name="方塔九月.xlsx",
    )
    file = folder / name
    file.write_bytes(data)
    officer.look("/roster/import/", "officer-import")
    officer.page.set_input_files("main [name=files]", file)
    officer.press("试读")
    said = officer.see("officer-import-tried")
    assert "1 行有误" in said
    assert "2024-13-02" in said
    link = officer.page.get_by_role("link", name="下载标好错的表")
    errors = load_workbook(_download(officer, link.click, folder / "errors.xlsx"))
    assert "2024-13-02" in str([list(sheet.iter_rows(values_only=True)) for sheet in errors])
    before = Person.objects.count()
    officer.press("导入 2 行")
    said = officer.see("officer-imported")
    assert "已写入" in said
    assert Person.objects.count() == before + 1


def _takes_the_notice_away(officer: Visitor, folder: Path) -> None:
    officer.look("/notices/", "officer-notices")
    officer.page.locator("main table a").first.click()
    officer.page.wait_for_load_state("networkidle")
    officer.see("officer-notice")
    link = officer.page.get_by_role("link", name="下载公文")
    file = _download(officer, link.click, folder / "notice.docx")
    with zipfile.ZipFile(file) as packed:
        text = re.sub("<[^>]+>", "", packed.read("word/document.xml").decode())
    assert "松中委〔2024〕37号" in text
    assert "关于印发" in text
