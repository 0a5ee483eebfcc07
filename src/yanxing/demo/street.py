"""The street: 22 residents' committees over four areas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Area = Literal["府城方塔片区", "府城蓝天片区", "功能片区", "商务片区"]
AREAS: tuple[Area, ...] = ("府城方塔片区", "府城蓝天片区", "功能片区", "商务片区")


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee: how many work there, how many may sit the exam, how many of them pass."""

    name: str
    area: Area
    people: int
    candidates: int
    passing: int
    newcomers: int = 1
    form: date = date(2024, 6, 7)
    late_approved: bool | None = None


COMMITTEES: tuple[Committee, ...] = (
    Committee("方塔", "府城方塔片区", 16, 4, 3, form=date(2024, 6, 3)),
    Committee("花园浜", "府城方塔片区", 17, 5, 4, form=date(2024, 6, 5)),
    Committee("白龙潭", "府城方塔片区", 16, 3, 3),
    Committee("东外街", "府城方塔片区", 15, 3, 2, newcomers=2, form=date(2024, 6, 8)),
    Committee("三公街", "府城方塔片区", 16, 4, 4, form=date(2024, 6, 6)),
    Committee("华亭老街", "府城方塔片区", 15, 4, 3),
    Committee("蓝天", "府城蓝天片区", 17, 2, 2, form=date(2024, 6, 4)),
    Committee("茸树", "府城蓝天片区", 16, 4, 3),
    Committee("北门", "府城蓝天片区", 18, 6, 5, form=date(2024, 6, 10)),
    Committee("平桥", "府城蓝天片区", 15, 4, 2, newcomers=0, form=date(2024, 6, 12), late_approved=True),
    Committee("夏家浜", "府城蓝天片区", 16, 4, 4, form=date(2024, 6, 6)),
    Committee("黄渡浜", "府城蓝天片区", 17, 5, 4),
    Committee("茸北", "功能片区", 18, 5, 5, form=date(2024, 6, 2)),
    Committee("郭家娄", "功能片区", 15, 4, 3),
    Committee("同济雅筑", "功能片区", 16, 4, 4, form=date(2024, 6, 10)),
    Committee("莱顿小镇", "功能片区", 15, 4, 3, form=date(2024, 6, 11), late_approved=False),
    Committee("西林塔桥", "功能片区", 16, 4, 3, form=date(2024, 6, 9)),
    Committee("五龙", "商务片区", 17, 5, 4, form=date(2024, 6, 5)),
    Committee("江田", "商务片区", 15, 4, 3, newcomers=0),
    Committee("茸梅", "商务片区", 14, 3, 2, form=date(2024, 6, 8)),
    Committee("生态商务区第一联合", "商务片区", 16, 3, 3),
    Committee("生态商务区第二联合", "商务片区", 14, 3, 2, form=date(2024, 6, 10)),
)
