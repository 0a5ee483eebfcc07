"""Rosters as a district hands them in: several workbooks, everybody with an ID number and a telephone."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from datetime import date, timedelta

import xlsxwriter  # type: ignore[import-untyped]
from stdnum.cn import ric

NEIGHBOURHOOD = 100
"""People in one neighbourhood."""

HEADS = (
    "姓名", "工号", "身份证号", "手机号", "所属居委会", "职务", "学历", "政治面貌", "入职日期",
    "到本街道日期", "全岗通",
)  # fmt: skip
_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "婷敏强磊洋艳勇军杰娟涛明超秀兰霞平刚桂英建国志华文静丽芳"
Book = tuple[str, bytes]


def books(people: int, *, at_once: int = 10_000) -> list[Book]:
    """The list of neighbourhoods, then a workbook for every ten thousand people."""
    return [
        _units(people),
        *(_people(start, min(at_once, people - start)) for start in range(0, people, at_once)),
    ]


def neighbourhood(number: int) -> str:
    """A name that no other has: 甲乙 counted in characters."""
    signs = "东西南北中上下前后新"
    return "".join(signs[int(digit)] for digit in f"{number:03}") + "居民区"


def _units(people: int) -> Book:
    count = -(-people // NEIGHBOURHOOD)
    rows = ((neighbourhood(n), f"{n % 4 + 1}号片区", f"310117{n:06}") for n in range(count))
    return "居委会名册.xlsx", _written("居委会", ("居委会名称", "所属片区", "12位代码"), rows)


def _people(start: int, count: int) -> Book:
    lot = random.Random(start)  # noqa: S311 - made-up people
    return f"花名册{start // 1000:03}.xlsx", _written(
        "花名册", HEADS, (_row(n, lot) for n in range(start, start + count))
    )


def _row(number: int, lot: random.Random) -> tuple[object, ...]:
    born = date(1965, 1, 1) + timedelta(days=number % 13_000)  # with the next line, no number twice
    head = f"310117{born:%Y%m%d}{number // 13_000:03}"
    entered = date(2010, 1, 1) + timedelta(days=lot.randrange(5_000))
    first = number % NEIGHBOURHOOD == 0
    return (
        lot.choice(_FAMILY) + lot.choice(_GIVEN) + lot.choice(_GIVEN),
        f"P{number:06}",
        head + ric.calc_check_digit(head + "0"),
        f"1{30_000_000_00 + number:010}",
        neighbourhood(number // NEIGHBOURHOOD),
        "书记" if first else "社工",
        lot.choice(("大专", "本科", "硕士")),
        lot.choice(("群众", "中共党员")),
        entered,
        entered + timedelta(days=lot.randrange(900)),
        lot.choice(("有", "无", None)),
    )


def _written(sheet: str, heads: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    page = book.add_worksheet(sheet)
    days = book.add_format({"num_format": "yyyy-mm-dd"})
    page.write_row(0, 0, heads)
    for number, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                page.write_datetime(number, column, cell, days)
            elif cell is not None:
                page.write_string(number, column, str(cell))
    book.close()
    return out.getvalue()
