"""An afternoon at the sign-in desk: a scanner that types, a name by its letters, somebody not expected."""

from __future__ import annotations

import pytest
from tests.days.coming import badge_of, today
from tests.days.conftest import Logins
from tests.days.living import Browse, Visitor, at_a_desk

HELPER = "签到台"


def scan(desk: Visitor, code: str, expected: str) -> str:
    """As a USB scanner does: digits one after the other, then Enter."""
    desk.page.locator("#code").focus()
    desk.page.keyboard.type(code)
    with desk.page.expect_response(lambda answer: answer.request.method == "POST"):
        desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector(f"#desk-answer [data-result={expected}]")
    return str(desk.page.inner_text("#desk-answer"))


@pytest.mark.req("ENR-04")
def test_an_afternoon_at_the_desk(site: str, browse: Browse, logins: Logins) -> None:
    from yanxing.records.models import CheckIn, Person

    session = today()
    li, before = Person.objects.get(name="李婷", staff_number="0142"), CheckIn.objects.count()
    desk = at_a_desk(browse)
    desk.log_in(logins[HELPER])
    assert "开始扫码" in desk.see("desk-home")
    desk.press("开始扫码", "link")
    desk.see("desk-scan")
    assert "李婷" in scan(desk, badge_of(li.pk), "good")
    desk.see("desk-scanned")
    desk.page.wait_for_timeout(2100)  # sooner than that a scanner is taken to have read twice
    again = scan(desk, badge_of(li.pk), "good")
    assert "之前已经签过，没有重复记录。" in again
    desk.see("desk-scanned-twice")
    assert CheckIn.objects.count() == before + 1
    _finds_by_first_letters(desk)
    _tells_who_is_not_on_the_list(desk, session.pk)
    for address, name in (
        (f"/missing/{session.pk}/", "desk-missing"),
        (f"/missing/{session.pk}/print/badges/", "desk-badges"),
        (f"/missing/{session.pk}/print/sheet/", "desk-sheet"),
        (f"/hall/{session.pk}/", "desk-hall"),
    ):
        desk.go(address)
        desk.see(name, inside="body")
    phone = desk.another(browse, "390")
    for address, name in (("/", "desk-home"), (f"/desk/{session.pk}/?q=ly", "desk-search")):
        phone.look(address, name)
    assert desk.faults == []


def _finds_by_first_letters(desk: Visitor) -> None:
    desk.go(desk.page.url)
    desk.fill(q="lwq")
    desk.press("查找")
    assert "陆雯倩" in desk.see("desk-search")
    desk.page.get_by_role("button", name="陆雯倩").click()
    desk.page.wait_for_load_state("networkidle")
    assert "陆雯倩" in desk.see("desk-signed-by-name")


def _tells_who_is_not_on_the_list(desk: Visitor, session: int) -> None:
    """A colleague on the roster whom nobody expected today, and a card of something else."""
    from yanxing.records.models import Expected, Person

    expected = Expected.objects.filter(session=session, removed_at=None).values("person_id")
    guest = Person.objects.filter(left_on=None).exclude(pk__in=expected).order_by("pk").first()
    assert guest is not None
    desk.go(f"/desk/{session}/")
    scan(desk, badge_of(guest.pk), "bad")
    assert "没有签到" in desk.see("desk-not-expected")
    scan(desk, "6901234567892", "bad")
    desk.see("desk-other-card")
