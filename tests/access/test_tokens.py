"""Codes: genuine, in time, of this session; one key never makes one kind pass for another."""

import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanxing.access.tokens import (
    Code,
    Refusal,
    check_device_proof,
    device_key,
    device_proof,
    grouped,
    new_activation_code,
    new_link_token,
    normal_activation_code,
    open_code,
    personal_code,
    qr_svg,
    read_code,
    read_personal_code,
    read_typed_code,
    secret_hash,
    secret_matches,
    sign_code,
    slot_of,
    spaced,
    typed_code,
)

KEY, OTHER = b"k" * 32, b"o" * 32
LECTURE, SLOT = 17, 57_561_840

ids = st.integers(min_value=0, max_value=2**63 - 1)
slots = st.integers(min_value=1, max_value=2**32 - 1)


def test_slots_of_thirty_seconds() -> None:
    start = datetime(2024, 9, 20, 13, 38, tzinfo=timezone(timedelta(hours=8)))
    assert slot_of(start) == slot_of(start + timedelta(seconds=29.999)) == slot_of(start.astimezone(UTC))
    assert slot_of(start + timedelta(seconds=30)) == slot_of(start) + 1
    assert slot_of(start - timedelta(microseconds=1)) == slot_of(start) - 1
    with pytest.raises(ValueError, match="zone"):
        slot_of(start.replace(tzinfo=None))


@given(ids, slots)
def test_a_sign_in_code_round_trip(session: int, slot: int) -> None:
    token = sign_code(KEY, session, slot)
    assert 18 <= len(token) <= 27
    assert token.replace("-", "").replace("_", "").isalnum()
    assert token.isascii()
    assert open_code(KEY, token) == Code(session, slot)
    assert open_code(OTHER, token) == Refusal("forged")


@pytest.mark.parametrize(
    ("slot", "answer"),
    [
        (SLOT, Code(LECTURE, SLOT)),
        (SLOT + 1, Code(LECTURE, SLOT)),
        (SLOT + 2, Refusal("expired")),
        (SLOT - 1, Refusal("ahead")),
    ],
)
def test_this_slot_and_the_one_before_count(slot: int, answer: Code | Refusal) -> None:
    assert read_code(KEY, sign_code(KEY, LECTURE, SLOT), slot=slot) == answer


def test_a_code_of_another_session() -> None:
    token = sign_code(KEY, LECTURE, SLOT)
    assert read_code(KEY, token, slot=SLOT, session=18) == Refusal("other_session")
    assert read_code(KEY, token, slot=SLOT, session=LECTURE) == Code(LECTURE, SLOT)


@given(st.integers(min_value=0), st.characters())
def test_one_changed_character_is_refused(place: int, character: str) -> None:
    token = sign_code(KEY, LECTURE, SLOT)
    place %= len(token)
    changed = token[:place] + character + token[place + 1 :]
    assert isinstance(read_code(KEY, changed, slot=SLOT), Refusal) or changed == token


@given(st.text())
def test_anything_may_be_typed_or_scanned(text: str) -> None:
    assert isinstance(read_code(KEY, text, slot=SLOT), Refusal)
    read_typed_code(KEY, text, sessions=[LECTURE], slot=SLOT)
    read_personal_code(KEY, text)
    assert check_device_proof(KEY, text, text, text) is False
    assert check_device_proof(KEY, "token", "12345678", text) is False
    normal_activation_code(text)


def test_six_digits_as_shown_in_the_hall() -> None:
    code = typed_code(KEY, LECTURE, SLOT)
    assert (len(code), code.isdigit(), spaced("482917")) == (6, True, "482 917")
    full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    for typed in (code, spaced(code), f" {code[:3]}-{code[3:]} ", full_width):
        assert read_typed_code(KEY, typed, sessions=[16, LECTURE], slot=SLOT + 1) == Code(LECTURE, SLOT)
    assert read_typed_code(KEY, code, sessions=[LECTURE], slot=SLOT + 2) == Refusal("forged")
    assert read_typed_code(KEY, code, sessions=[16], slot=SLOT) == Refusal("forged")
    assert read_typed_code(KEY, code, sessions=[], slot=SLOT) == Refusal("forged")
    assert read_typed_code(KEY, "٤٨٢٩١٧", sessions=[LECTURE], slot=SLOT) == Refusal("not_a_code")


def test_a_phone_proves_offline_what_it_saw() -> None:
    phone, another = device_key(KEY, 5), device_key(KEY, 6)
    token = sign_code(KEY, LECTURE, SLOT)
    proof = device_proof(phone, token, "a1b2c3d4")
    assert len(phone) == 32
    assert phone != another
    assert check_device_proof(phone, token, "a1b2c3d4", proof)
    assert check_device_proof(phone, token, "a1b2c3d4", proof.upper())
    assert not check_device_proof(another, token, "a1b2c3d4", proof)
    assert not check_device_proof(phone, sign_code(KEY, LECTURE, SLOT + 1), "a1b2c3d4", proof)
    assert not check_device_proof(phone, token, "a1b2c3d5", proof)


def test_the_proof_as_the_page_computes_it() -> None:
    """Pins the message and the encoding: the page's script has to give the same hex."""
    assert (
        device_proof(bytes(range(32)), "A2XAQBE-2DmOzqMlWQ", "0123456789abcdef")
        == "e046f0ad8be897e51323298c05b8caabae40fbb653b209aa553bb1835c3f621d"
    )


@given(st.integers(min_value=0, max_value=2**63 - 1))
def test_a_personal_code_round_trip(person: int) -> None:
    code = personal_code(KEY, person)
    assert code.isascii()
    assert code.isdigit()
    assert len(code) == max(6, len(str(person))) + 8
    assert read_personal_code(KEY, f" {spaced(code, 4)}\r\n") == person
    assert isinstance(read_personal_code(OTHER, code), Refusal)


def test_what_is_wrong_with_a_personal_code() -> None:
    code = personal_code(KEY, 42)
    assert len(code) == 14
    swapped = next(
        code[:n] + code[n + 1] + code[n] + code[n + 2 :] for n in range(12) if code[n] != code[n + 1]
    )
    assert read_personal_code(KEY, swapped) == Refusal("mistyped")
    assert read_personal_code(OTHER, code) == Refusal("forged")
    assert read_personal_code(KEY, "13812345678") == Refusal("not_a_code")
    assert read_personal_code(KEY, sign_code(KEY, 42, SLOT)) == Refusal("not_a_code")


def test_every_single_wrong_digit_is_told_as_mistyped() -> None:
    code = personal_code(KEY, 42)
    for place in range(len(code)):
        for digit in "0123456789".replace(code[place], ""):
            wrong = code[:place] + digit + code[place + 1 :]
            assert read_personal_code(KEY, wrong) == Refusal("mistyped")


def test_an_activation_code_on_a_slip() -> None:
    code = new_activation_code()
    assert len(code) == 8
    assert set(code).isdisjoint("01ILOU")
    assert grouped("7KQ4M2XA") == "7KQ4-M2XA"
    for typed in ("7kq4-m2xa", " 7KQ4 M2XA ", "７ＫＱ４—Ｍ２ＸＡ"):
        assert normal_activation_code(typed) == "7KQ4M2XA"
    assert [normal_activation_code(typed) for typed in ("7KQ4-M2X0", "7KQ4", "")] == [None, None, None]
    stored = secret_hash(KEY, code)
    assert secret_matches(KEY, code, memoryview(stored))
    assert not secret_matches(OTHER, code, stored)
    assert not secret_matches(KEY, new_link_token(), stored)
    assert len(new_link_token()) == 43


def test_a_weak_key_makes_no_code() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        sign_code(b"short", LECTURE, SLOT)


def test_a_qr_stands_in_a_strict_page() -> None:
    svg = qr_svg("http://192.168.1.20:8000/s/A2XAQBE-2DmOzqMlWQ", label="签到二维码 & <签>")
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert root.get("class") == "qr"
    assert root[0].text == "签到二维码 & <签>"
    assert "viewBox" in root.attrib
    names = {name for each in root.iter() for name in each.attrib}
    assert names <= {"viewBox", "class", "d", "fill", "stroke"}
    assert "script" not in svg
