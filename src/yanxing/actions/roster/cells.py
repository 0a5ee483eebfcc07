"""One cell of a roster: what it says in our terms, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from yanxing.access.identity import IdTrouble, normal_phone, read_id_number
from yanxing.actions.roster import problems
from yanxing.actions.roster.problems import Words
from yanxing.policy.facts.characters import cleaned
from yanxing.policy.facts.codes import read_yes_no
from yanxing.policy.facts.dates import date_reader
from yanxing.policy.facts.reading import FormulaError, is_missing, name_joined, plain, squeezed, words
from yanxing.queries.people.fields import POSTS, TIER_OF_POST, WORDS, Field

Value = str | bool | list[str]
Said = tuple[Value | None, Words | None]
"""A value (None: nothing given), and what is odd about the cell; both: only a note."""

NOTHING: Said = (None, None)
LONGEST = {"name": 40, "political_status": 20, "social_worker_number": 60, "subject_line": 40}

_USUAL_POSTS = ("书记", "主任", "副书记", "副主任", "社工")
_DAYS = date_reader("first")
_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff\u3007A-Za-z·•. ]{1,40}")
_SPLIT = re.compile(r"[、,;/|+&\s兼]+")
_LANDLINE = re.compile(r"0\d{9,11}")
_MOBILE = re.compile(r"1\d{10}")


def read_cell(field: Field, cell: object, today: date) -> Said:
    """`today`: nobody was born after it."""
    if isinstance(cell, FormulaError):
        return None, problems.formula()
    if field.reads == "id_number":
        return _id_number(cell, today)
    if is_missing(cell):
        return NOTHING
    return _READERS[field.reads](field, cell)


def _text(field: Field, cell: object) -> Said:
    text = cleaned(plain(cell))[0].strip()
    most = LONGEST.get(field.code, 60)
    if len(text) > most:
        return None, problems.too_long(most)
    return text or None, None


def _name(_field: Field, cell: object) -> Said:
    text = name_joined(cleaned(plain(cell))[0]).replace("•", "·").strip()
    if not _NAME.fullmatch(text):
        return None, problems.odd_name(text[:20])
    return text, None


def _day(_field: Field, cell: object) -> Said:
    if isinstance(cell, str):
        return _written_day(cell)
    return _any_day(cell)


@lru_cache(maxsize=1 << 15)
def _written_day(cell: str) -> Said:
    return _any_day(cell)


def _any_day(cell: object) -> Said:
    value, remark = _DAYS(cell)
    said = value.isoformat() if isinstance(value, date) else None
    if remark is None:
        return said, None
    word = words(cell)[:30]
    told = {
        "fact_month_first": problems.first_of_month,
        "fact_no_such_day": problems.no_such_day,
        "fact_year_only": problems.only_a_year,
        "fact_month_unclear": problems.unclear_month,
    }.get(remark.code, problems.not_a_day)
    return said, told(word)


def _code(field: Field, cell: object) -> Said:
    known = WORDS[field.code]
    word = squeezed(cell)
    if word in known:
        return known[word], None
    if word in known.values():
        return word, None
    return None, problems.unknown_word(field.label, words(cell)[:20], "、".join(list(known)[:8]))


def _yes_no(field: Field, cell: object) -> Said:
    word = squeezed(cell)
    if word in {squeezed(field.label), "已取得", "持证", "通过", "合格"}:
        return True, None
    if word in {"未取得", "未持证", "未通过"}:
        return False, None
    value, remark = read_yes_no(cell)
    if isinstance(value, bool):
        return value, None
    return None, problems.neither_yes_nor_no(words(cell)[:20]) if remark else None


def _posts(field: Field, cell: object) -> Said:
    found: list[str] = []
    for part in _SPLIT.split(plain(cell)):
        word = squeezed(part)
        if not word:
            continue
        if word not in POSTS:
            return None, problems.unknown_word(field.label, part[:20], "、".join(_USUAL_POSTS))
        found.append(POSTS[word])
    return sorted(set(found)) or None, None


def tier_said(cell: object) -> str | None:
    """A post that says how far somebody is: 新进社工."""
    if not isinstance(cell, str):
        return None
    said = (TIER_OF_POST.get(squeezed(part)) for part in _SPLIT.split(plain(cell)))
    return next((tier for tier in said if tier), None)


def _staff_number(_field: Field, cell: object) -> Said:
    if isinstance(cell, float) and abs(cell) >= 1e15:
        return None, problems.number_lost()
    text = plain(words(cell)).replace(" ", "")
    return (text, None) if len(text) <= 32 else (None, problems.too_long(32))


def _id_number(cell: object, today: date) -> Said:
    if not isinstance(cell, float) and is_missing(cell):
        return NOTHING
    said = read_id_number(cell, today=today)
    if isinstance(said, IdTrouble):
        what, _dot, mend = said.zh.partition("。")
        return None, (f"{what}。", mend)
    return said.number, None


def _phone(_field: Field, cell: object) -> Said:
    number = normal_phone(words(cell))
    if _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number):
        return number, None
    return None, problems.bad_phone()


_READERS: dict[str, Callable[[Field, object], Said]] = {
    "name": _name,
    "text": _text,
    "code": _code,
    "day": _day,
    "yes_no": _yes_no,
    "posts": _posts,
    "phone": _phone,
    "staff_number": _staff_number,
}
