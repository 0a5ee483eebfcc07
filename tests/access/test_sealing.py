"""What is sealed opens in its own place only; one number in many spellings is one number."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanxing.access.sealing import (
    IdNumber,
    IdTrouble,
    NotOpened,
    Sealer,
    mask_id_number,
    mask_phone,
    phone_tail,
    read_id_number,
)

OLD, NEW, INDEX = b"o" * 32, b"n" * 32, b"i" * 32
SEALER = Sealer({1: OLD, 2: NEW}, INDEX)
HERS = "person:17:id_number"
# GB 11643-1999, the standard's own two examples.
WOMAN, MAN = "11010519491231002X", "440524188001010014"


@given(st.text(), st.text())
def test_round_trip(text: str, context: str) -> None:
    sealed = SEALER.seal(text, context=context)
    assert SEALER.open(sealed, context=context) == text
    assert SEALER.open(memoryview(sealed), context=context) == text
    assert SEALER.seal(text, context=context) != sealed


def test_moved_to_another_row_it_stays_shut() -> None:
    with pytest.raises(NotOpened) as caught:
        SEALER.open(SEALER.seal(WOMAN, context=HERS), context="person:18:id_number")
    assert (caught.value.code, WOMAN in str(caught.value)) == ("damaged", False)


@given(st.integers(min_value=1), st.integers(min_value=0, max_value=7))
def test_no_bit_of_it_may_change(place: int, bit: int) -> None:
    sealed = bytearray(SEALER.seal(WOMAN, context=HERS))
    sealed[1 + place % (len(sealed) - 1)] ^= 1 << bit
    with pytest.raises(NotOpened):
        SEALER.open(sealed, context=HERS)


def test_a_new_key_opens_what_the_old_one_sealed() -> None:
    before = Sealer({1: OLD}, INDEX).seal(WOMAN, context=HERS)
    assert (SEALER.key_version(before), SEALER.open(before, context=HERS)) == (1, WOMAN)
    after = SEALER.reseal(before, context=HERS)
    assert (SEALER.key_version(after), SEALER.open(after, context=HERS)) == (2, WOMAN)
    with pytest.raises(NotOpened) as caught:
        Sealer({1: OLD}, INDEX).open(after, context=HERS)
    assert (caught.value.code, caught.value.version) == ("no_key", 2)


@pytest.mark.parametrize("short", [b"", b"\x01", b"\x01" + b"0" * 27])
def test_too_short_is_damaged(short: bytes) -> None:
    with pytest.raises(NotOpened) as caught:
        SEALER.open(short, context=HERS)
    assert caught.value.code == "damaged"


@pytest.mark.parametrize(
    ("keys", "index"),
    [({}, INDEX), ({0: OLD}, INDEX), ({256: OLD}, INDEX), ({1: b"short"}, INDEX), ({1: OLD}, OLD)],
)
def test_keys_that_are_none(keys: dict[int, bytes], index: bytes) -> None:
    with pytest.raises(ValueError, match="key"):
        Sealer(keys, index)


def test_every_spelling_is_found() -> None:
    of = SEALER.blind_index
    assert {of(each, kind="id_number") for each in (WOMAN, WOMAN.lower(), " 110105 19491231-002x ")} == {
        of("１１０１０５１９４９１２３１００２Ｘ", kind="id_number")
    }
    phones = (
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+86 13812345678",
        "008613812345678",
        "１３８12345678",
    )
    assert len({of(each, kind="phone") for each in phones}) == 1
    assert of("13812345678", kind="phone") != of("13812345679", kind="phone")
    assert of("13812345678", kind="phone") != of("13812345678", kind="plain")
    assert of(WOMAN, kind="id_number") != Sealer({1: OLD}, NEW).blind_index(WOMAN, kind="id_number")


@pytest.mark.parametrize("empty", ["", " ", " - ", "\u3000"])
def test_people_without_a_number_do_not_find_each_other(empty: str) -> None:
    with pytest.raises(ValueError, match="nothing to index"):
        SEALER.blind_index(empty, kind="phone")


def test_masks() -> None:
    assert mask_id_number(WOMAN.lower()) == "1***************2X"
    assert mask_id_number("1234") == "****"
    assert mask_phone("138 1234 5678") == "138****5678"
    assert (mask_phone("57812345"), mask_phone("1234"), mask_phone("")) == ("****2345", "****", "")
    assert (phone_tail("138-1234-5678"), phone_tail("1234"), phone_tail("暂无")) == ("5678", "", "")


@given(st.text())
def test_masks_take_anything(text: str) -> None:
    mask_id_number(text), mask_phone(text), phone_tail(text), read_id_number(text)


def test_what_a_number_says() -> None:
    assert read_id_number(" 11010519491231002x") == IdNumber(
        WOMAN, date(1949, 12, 31), "female", permit=False
    )
    assert read_id_number(MAN) == IdNumber(MAN, date(1880, 1, 1), "male", permit=False)
    assert WOMAN not in repr(read_id_number(WOMAN))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "missing"),
        ("　", "missing"),
        (1.10105194912310e17, "as_number"),
        ("1.10105E+17", "as_number"),
        ("110105491231002", "fifteen_digits"),
        ("1101051949123100", "length"),
        ("1101051949123100211", "length"),
        ("11010519491231002Y", "characters"),
        ("A1010519491231002X", "characters"),
        ("110105194912310021", "check_digit"),
        ("110105194912310000", "rounded"),
        ("110105194913310021", "birth_date"),
        ("٢١٠١٠٥١٩٤٩١٢٣١٠٠٢٥", "characters"),
    ],
)
def test_why_a_number_cannot_be_one(value: object, code: str) -> None:
    trouble = read_id_number(value, today=date(2024, 9, 20))
    assert isinstance(trouble, IdTrouble)
    assert trouble.code == code
    assert trouble.zh.endswith("。")
    assert trouble.en.endswith(".")


@pytest.mark.parametrize("digit", "0123456789")
def test_one_wrong_digit_is_always_seen(digit: str) -> None:
    for place in range(17):
        wrong = WOMAN[:place] + digit + WOMAN[place + 1 :]
        assert wrong == WOMAN or isinstance(read_id_number(wrong), IdTrouble)


def test_nobody_is_born_after_today_or_130_years_before() -> None:
    for number, today in ((WOMAN, date(1949, 12, 30)), (MAN, date(2024, 9, 20))):
        trouble = read_id_number(number, today=today)
        assert isinstance(trouble, IdTrouble)
        assert trouble.code == "birth_date"
    assert isinstance(read_id_number(WOMAN, today=date(1949, 12, 31)), IdNumber)
