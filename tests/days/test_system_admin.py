"""A morning of the system administrator: a second helper at the desk, a slip, a password forgotten."""

from __future__ import annotations

import re

from tests.days.conftest import Logins
from tests.days.living import Browse, Visitor, at_a_desk, enrol_authenticator

ADMIN = "系统管理员"


def test_a_system_administrators_morning(site: str, sealed: None, browse: Browse, logins: Logins) -> None:
    desk = at_a_desk(browse)
    desk.log_in(logins[ADMIN])
    enrol_authenticator(desk)
    assert "账号和岗位" in desk.look("/", "admin-home")
    desk.look("/accounts/", "admin-accounts")
    _opens_an_account(desk)
    _resets_a_password_at_the_desk(desk)
    for address, name in (("/my/account/", "admin-own-account"), ("/people/", "")):
        if name:
            desk.look(address, name)
        else:  # keeps the house, sees no business
            assert desk.page.goto(address).status == 404
    phone = desk.another(browse, "390")
    phone.look("/", "admin-home")
    phone.look("/accounts/", "admin-accounts")
    assert desk.faults == []


def _opens_an_account(desk: Visitor) -> None:
    desk.go("/accounts/new/")
    desk.fill(name="签到台二", username="qiandaotai2")
    desk.see("admin-new-account")
    desk.page.locator("main form button[type=submit]").first.click()
    desk.page.wait_for_url(re.compile(r"/accounts/\d+/"))
    here = re.search(r"/accounts/\d+/", desk.page.url)
    assert here is not None
    desk.go(f"{here[0]}posts/new/")
    desk.page.select_option("main [name=role]", label="签到台")
    desk.page.select_option("main [name=unit]", index=1)
    desk.fill(title="签到台")
    desk.see("admin-new-post")
    desk.page.locator("main form button[type=submit]").first.click()
    desk.page.wait_for_url(re.compile(r"/accounts/\d+/$"))
    assert "签到台" in desk.look(here[0], "admin-account")


def _resets_a_password_at_the_desk(desk: Visitor) -> None:
    """顾宏伟 stands there with his card; the administrator prints, and never sees the new password."""
    from yanxing.records.models import Account

    desk.go(f"/accounts/{Account.objects.get(username='guhongwei').pk}/")
    desk.press("当面重设密码", "link")
    desk.see("admin-reset")
    desk.page.locator("main form button[type=submit]").first.click()
    desk.page.wait_for_selector(".yx-slip__typed")
    desk.see("admin-slip", inside="body")
