"""A day of the audit administrator: who did what, whether the trail is whole, a copy to keep."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook
from tests.days.conftest import Logins
from tests.days.living import Browse, at_a_desk, enrol_authenticator

AUDITOR = "审计管理员"


def test_an_auditors_day(site: str, sealed: None, browse: Browse, logins: Logins, tmp_path: Path) -> None:
    desk = at_a_desk(browse)
    desk.log_in(logins[AUDITOR])
    enrol_authenticator(desk)
    desk.look("/", "auditor-home")
    said = desk.look("/trail/", "auditor-trail")
    assert "登录" in said
    desk.go("/trail/")
    desk.fill(who="徐志强")
    desk.page.select_option("main [name=act]", label="导入花名册")
    desk.press("查找")
    said = desk.see("auditor-filtered")
    assert "导入花名册" in said
    assert "350" in said
    desk.press("核对全部封存")
    assert "逐条核对无误，没有改动，没有缺失。" in desk.see("auditor-verified")
    desk.page.go_back()
    with desk.page.expect_download() as kept:
        desk.page.get_by_role("link", name="导出所见").click()
    file = tmp_path / "trail.xlsx"
    kept.value.save_as(file)
    rows = list(load_workbook(file).active.iter_rows(values_only=True))
    assert any("徐志强" in str(row) for row in rows)
    desk.look("/my/account/", "auditor-account")
    phone = desk.another(browse, "390")
    phone.look("/", "auditor-home")
    phone.look("/trail/", "auditor-trail")
    assert desk.faults == []
