"""Committees and workers, in two files that two clerks keep, each in their own way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yanxing.demo.people import Worker
from yanxing.demo.street import AREAS, COMMITTEES
from yanxing.demo.workbooks.book import Cell, Table

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_AREA_OF = {unit.name: unit.area for unit in COMMITTEES}


def committees() -> Table:
    rows: list[list[Cell]] = []
    for n, unit in enumerate(COMMITTEES, 1):
        approved = {None: "", True: "是", False: "否"}[unit.late_approved]
        rows.append([n, unit.name, unit.area, unit.form, approved])
    return Table(
        "居委会名册",
        "中山街道居委会名册与“风采展示”报名情况",
        ("序号", "居委会名称", "所属片区", "报名表提交时间", "逾期是否批准"),
        rows,
        "填表人：自治办 徐志强        2024年6月13日",
        down=2,
    )


def inner_city(people: Sequence[Worker]) -> Table:
    """府城方塔片区、府城蓝天片区: dates in four manners, as they were typed over the years."""
    chosen = [worker for worker in people if _AREA_OF[worker.unit] in AREAS[:2]]
    rows = [
        [
            n,
            worker.name,
            worker.number,
            worker.unit,
            "、".join(worker.posts),
            _typed(worker.born, n + 2),
            _typed(worker.entered, n),
            _certificate(worker, "有", "无"),
            "是" if worker.speaker_added else "",
            worker.speaker_added,
        ]
        for n, worker in enumerate(chosen, 1)
    ]
    heads = (
        "序号", "姓名", "工号", "所属居委会", "职务", "出生年月", "入职时间", "全岗通", "增补展示对象",
        "增补理由",
    )  # fmt: skip
    title = "中山街道社区工作者花名册（府城方塔片区、府城蓝天片区）"
    return Table("花名册", title, heads, rows, "填表人：陆晓芸    审核：吴昱霏    填表日期：2024年5月13日")


def outer_city(people: Sequence[Worker]) -> Table:
    """功能片区、商务片区: other headings, other words for the posts."""
    posts = {"书记": "党支部书记", "主任": "居委会主任", "副主任": "居委会副主任", "社工": "社区工作者"}
    chosen = [worker for worker in people if _AREA_OF[worker.unit] in AREAS[2:]]
    rows = [
        [
            worker.number,
            worker.name,
            worker.unit,
            "/".join(posts[post] for post in worker.posts),
            worker.born,
            _typed(worker.entered, n + 1),
            _certificate(worker, "全岗通", "无"),
            worker.left,
        ]
        for n, worker in enumerate(chosen)
    ]
    heads = ("人员编号", "社工姓名", "居民区", "岗位", "出生日期", "入职年月", "持证情况", "离职时间")
    title = "2024年社区工作者名册（功能、商务片区）"
    return Table("社区工作者名册", title, heads, rows, "填表人：周敏洁    审核：陆晓芸")


def _certificate(worker: Worker, held: str, not_held: str) -> str:
    return {True: held, False: not_held, None: "待核实"}[worker.certificate]


def _typed(day: date | None, manner: int) -> Cell:
    """2021.3, 2021年3月, 2021/3/1, full-width figures, or a date proper."""
    if day is None:
        return ""
    if day.day != 1 or manner % 5 == 4:
        return f"{day.year}/{day.month}/{day.day}" if manner % 3 == 0 else day
    month_first = (
        f"{day.year}.{day.month}",
        f"{day.year}年{day.month}月",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月".translate(_FULL_WIDTH),
    )
    return month_first[manner % 5]
