"""ID numbers and telephone numbers: one spelling each, what an ID number says, and how much of one is shown.

GB 11643-1999 (18 characters, check digit, date of birth, sex); residence permits of people from Hong Kong,
Macao and Taiwan (81, 82, 83) and of foreigners (9…) are built alike. The address code is not checked: codes
that are no longer in use stay on people's cards.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from stdnum.cn import ric

Sex = Literal["male", "female"]

_LENGTH = 18
_SEPARATORS = dict.fromkeys(map(ord, " \t\r\n-_.·—–‐‑−,()"))
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_COUNTRY = re.compile(r"(?:\+|00)?86(?=1\d{10}$)")


@dataclass(frozen=True, slots=True)
class IdNumber:
    """What a valid number says. `permit`: of a resident from Hong Kong, Macao, Taiwan or abroad."""

    number: str = field(repr=False)
    born: date
    sex: Sex
    permit: bool


@dataclass(frozen=True, slots=True)
class IdTrouble:
    """Why a number cannot be one, and the mend. Never repeats the number."""

    code: str
    zh: str
    en: str


_MISSING = IdTrouble("missing", "身份证号是空的。请补上，或留待本人补填。", "The ID number is empty. Add it.")
_AS_NUMBER = IdTrouble(
    "as_number",
    "身份证号被存成了数字，后几位已经不准。请把这一列设为“文本”格式，照原件重新填写。",
    "The ID number was kept as a number and its last digits are lost. Make the column text, type it again.",
)
_OLD = IdTrouble(
    "fifteen_digits",
    "这是 15 位的旧身份证号。请填写 18 位的公民身份号码。",
    "This is an old number of 15 digits. Give the number of 18.",
)
_CHARACTERS = IdTrouble(
    "characters",
    "身份证号前 17 位应是数字，末位是数字或 X。请照原件核对。",
    "The first 17 characters have to be digits, the last a digit or X. Check it with the card.",
)
_CHECK_DIGIT = IdTrouble(
    "check_digit",
    "身份证号的校验位不对，有一位写错了。请照原件核对。",
    "The check digit does not fit: some digit is wrong. Check it with the card.",
)
_ROUNDED = IdTrouble(
    "rounded",
    "身份证号末三位是 000，校验位也不对，像是被表格软件当作数字改过。请照原件重新填写。",
    "It ends in 000 and its check digit is wrong: a spreadsheet seems to have rounded it. Type it again.",
)
_BORN = IdTrouble(
    "birth_date",
    "身份证号第 7 至 14 位不是真实的出生日期。请照原件核对。",
    "Digits 7 to 14 are no real date of birth. Check it with the card.",
)


def plain(text: str) -> str:
    """Half-width characters without spaces, hyphens and brackets."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return text.translate(_SEPARATORS)


def normal_id_number(text: str) -> str:
    """`11010519491231002x`, full-width or spaced, as `11010519491231002X`."""
    return plain(text).upper()


def normal_phone(text: str) -> str:
    """`+86 138-1234-5678` as `13812345678`; a landline keeps its area code."""
    return _COUNTRY.sub("", plain(text))


def read_id_number(value: object, *, today: date | None = None) -> IdNumber | IdTrouble:
    """What the number says, or why it cannot be one. `value` as it stood in the cell.

    `today`: nobody is born after it, nor 130 years before it.
    """
    if isinstance(value, float):
        return _AS_NUMBER
    number = normal_id_number(str(value)) if value is not None else ""
    if len(number) != _LENGTH or not number.isascii() or not number[:-1].isdigit():
        return _no_number(str(value), number)
    if number[-1] not in "0123456789X":
        return _CHARACTERS
    if number[-1] != ric.calc_check_digit(number):
        return _ROUNDED if number.endswith("000") else _CHECK_DIGIT
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return _BORN
    if today and (born > today or born.year < today.year - 130):
        return _BORN
    sex: Sex = "male" if number[16] in "13579" else "female"
    return IdNumber(number, born, sex, number[0] in "89")


def _no_number(written: str, number: str) -> IdTrouble:
    if not number:
        return _MISSING
    if _SCIENTIFIC.fullmatch(written.strip()):
        return _AS_NUMBER
    if len(number) == 15 and number.isascii() and number.isdigit():
        return _OLD
    if len(number) == _LENGTH:
        return _CHARACTERS
    return IdTrouble(
        "length",
        f"身份证号应是 18 位，这里是 {len(number)} 位。请照原件核对。",
        f"An ID number has 18 characters, this one {len(number)}. Check it with the card.",
    )


def mask_id_number(text: str) -> str:
    """The first and the last two characters: `1***************2X`; all hidden where it is too short."""
    return _masked(normal_id_number(text), 1, 2, least=15)


def mask_phone(text: str) -> str:
    """The first three and the last four digits: `138****5678`; of a shorter number the last four."""
    number = normal_phone(text)
    return _masked(number, 3, 4, least=11) if len(number) >= 11 else _masked(number, 0, 4, least=8)


def phone_tail(text: str) -> str:
    """The last four digits, kept in clear to search by; empty where there are fewer than seven."""
    digits = "".join(character for character in normal_phone(text) if "0" <= character <= "9")
    return digits[-4:] if len(digits) >= 7 else ""


def _masked(text: str, first: int, last: int, *, least: int) -> str:
    if len(text) < least:
        return "*" * len(text)
    return f"{text[:first]}{'*' * (len(text) - first - last)}{text[len(text) - last :]}"
