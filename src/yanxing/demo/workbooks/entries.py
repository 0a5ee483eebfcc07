"""What came in: talks, notes, designs, photographs; who signed in; who is put forward for the visits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from yanxing.demo.contests import GROUPS, Design, Entry
from yanxing.demo.people import Worker
from yanxing.demo.training import SESSIONS, Session, SignIn
from yanxing.demo.visits import Nomination
from yanxing.demo.workbooks.book import Cell, Table


class Known:
    """How a list names a worker: by name, and by staff number where a committee has two of that name."""

    def __init__(self, people: Sequence[Worker]) -> None:
        self._in_unit = Counter((worker.name, worker.unit) for worker in people)
        self._in_street = Counter(worker.name for worker in people)

    def beside_unit(self, worker: Worker) -> str:
        return worker.number if self._in_unit[worker.name, worker.unit] > 1 else worker.name

    def alone(self, worker: Worker) -> str:
        return worker.number if self._in_street[worker.name] > 1 else worker.name


def talks(entries: Sequence[Entry], known: Known) -> Table:
    rows = [[e.code, e.unit, known.beside_unit(e.author), e.said[0][1], e.day, e.said[1][1]] for e in entries]
    heads = ("编号", "居民区", "主讲", "主题", "直播时间", "观看人数")
    return Table("小巷总理有话说", "“小巷总理”有话说直播安排", heads, _cells(rows))


def notes(entries: Sequence[Entry], known: Known) -> Table:
    rows = [[e.code, e.unit, known.beside_unit(e.author), e.said[0][1], e.said[1][1], e.day] for e in entries]
    return Table(
        "民情手记", "“民情手记”来稿", ("编号", "居民区", "作者", "标题", "内容", "提交时间"), _cells(rows)
    )


def photos(entries: Sequence[Entry], known: Known) -> Table:
    rows = [
        [e.code, e.unit, known.beside_unit(e.author), *(value for _, value in e.said), e.day] for e in entries
    ]
    heads = ("编号", "居民区", "作者", "作品名称", "格式", "文件大小", "提交时间")
    return Table("摄影作品", "“寻找最美社区光影”来稿登记", heads, _cells(rows))


def groups() -> Table:
    return Table(
        "讨论小组",
        "“RONG”品牌方案讨论小组",
        ("序号", "名称"),
        [[n, name] for n, name in enumerate(GROUPS, 1)],
    )


def designs(entries: Sequence[Design], known: Known) -> Table:
    rows: list[list[Cell]] = []
    for design in entries:
        author = design.author
        who: list[Cell] = [design.code, author.unit, known.beside_unit(author), design.group, design.theme]
        rows.append([*who, *design.parts, "是" if design.put_forward else ""])
    heads = ("编号", "居民区", "作者", "讨论小组", "选题", "目标", "参与人群", "操作路径", "小组推选")
    return Table("品牌方案", "“RONG”品牌方案汇总", heads, rows)


def sessions() -> Table:
    rows: list[list[Cell]] = [
        [session.code, session.title, session.begins, session.ends, session.hours] for session in SESSIONS
    ]
    return Table("课程安排", "6月培训课程安排", ("编号", "课程名称", "开始时间", "结束时间", "学时数"), rows)


def sign_ins(session: Session, lines: Sequence[SignIn], known: Known) -> Table:
    """The session's name in one cell, merged down beside everyone due."""
    rows: list[list[Cell]] = [
        [
            session.title,
            known.alone(line.worker),
            line.worker.unit,
            line.signed_in,
            line.signed_out,
            "是" if line.excused else "",
        ]
        for line in lines
    ]
    name = f"签到表（第{SESSIONS.index(session) + 1}讲）"
    heads = ("场次", "姓名", "居民区", "签到时间", "签退时间", "请假")
    return Table(name, f"{session.title}签到表", heads, rows, "填表人：周敏洁", down=0)


def nominations(lines: Sequence[Nomination], known: Known) -> Table:
    rows: list[list[Cell]] = [
        [f"V{n:02}", line.unit, known.beside_unit(line.worker), line.visit, line.as_who, line.day]
        for n, line in enumerate(lines, 1)
    ]
    heads = ("编号", "居民区", "推荐人选", "参访项目", "身份", "参访时间")
    return Table("参访推荐表", "社区干部参访交流推荐表", heads, rows, "填报单位：各居民区")


def _cells(rows: list[list[object]]) -> list[list[Cell]]:
    return rows  # type: ignore[return-value] # said() holds cells, by heading
