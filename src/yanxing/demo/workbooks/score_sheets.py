"""Score sheets: one line a mark, or one column a judge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from yanxing.demo.contests import Design, Entry
from yanxing.demo.exam import EXAMINERS, Paper
from yanxing.demo.inspections import INSPECTORS, Inspections
from yanxing.demo.marks import JUDGES, Sheet
from yanxing.demo.people import Worker
from yanxing.demo.workbooks.book import Cell, Table

_STEPS_ASIDE = "回避"
_PERSON = ("工号", "姓名", "所属居委会")


def _person(worker: Worker) -> list[Cell]:
    return [worker.number, worker.name, worker.unit]


def wide(name: str, title: str, entries: Sequence[Entry]) -> Table:
    """A column a judge. A blank cell: no sheet came in."""
    rows: list[list[Cell]] = []
    for entry in entries:
        if entry.sheets:
            given = {sheet.judge: _mark(sheet) for sheet in entry.sheets}
            rows.append([entry.code, *(given.get(judge) for judge in JUDGES)])
    return Table(name, title, ("作品编号", *JUDGES), rows, "复核：陆晓芸    2024年10月10日")


def _mark(sheet: Sheet) -> Cell:
    return _STEPS_ASIDE if sheet.mark is None else sheet.mark


def notes(entries: Sequence[Entry]) -> Table:
    """A line for every judge and note, with the three criteria."""
    rows: list[list[Cell]] = []
    for entry in entries:
        for sheet in entry.sheets:
            parts: Sequence[Cell] = sheet.parts or (_STEPS_ASIDE, "", "")
            rows.append([entry.code, sheet.judge, *parts])
    heads = ("作品编号", "评委姓名", "真情实感（30）", "工作实效（40）", "文字表达（30）")
    return Table("手记评分", "“民情手记”晒一晒评分汇总", heads, rows)


def ballots(designs: Sequence[Design]) -> Table:
    rows: list[list[Cell]] = []
    for design in designs:
        for n, mark in enumerate(design.ballots, 1):
            rows.append([design.code, f"{design.code}-{n}", mark])
    return Table("方案选票", "“RONG”品牌方案无记名打分（选票不写评委）", ("作品编号", "选票号", "分数"), rows)


def interviews(papers: Sequence[Paper]) -> tuple[Table, Table]:
    """The first room kept one line a mark, the second one column an examiner."""
    half = len(papers) // 2
    long: list[list[Cell]] = [
        [*_person(paper.worker), examiner, mark]
        for paper in papers[:half]
        for examiner, mark in zip(EXAMINERS, paper.interview, strict=False)
    ]
    broad: list[list[Cell]] = []
    for paper in papers[half:]:
        if paper.interview:
            marks: list[Cell] = [*paper.interview, *[None] * (len(EXAMINERS) - len(paper.interview))]
            broad.append([*_person(paper.worker), *marks])
    return (
        Table("面试评分（第一考场）", "“全岗通”面试评分表（第一考场）", (*_PERSON, "考官", "面试得分"), long),
        Table("面试评分（第二考场）", "“全岗通”面试评分表（第二考场）", (*_PERSON, *EXAMINERS), broad),
    )


def written(papers: Sequence[Paper]) -> list[list[str]]:
    """The written marks as the marking machine gives them out; the clerk filled in who did not come."""
    rows = [["工号", "姓名", "单位", "笔试成绩"]]
    for paper in papers:
        mark = "缺考" if paper.written is None else f"{float(paper.written):g}"
        rows.append([paper.worker.number, paper.worker.name, paper.worker.unit, mark])
    return rows


def halls(inspections: Inspections) -> Table:
    """A head of two lines: the judge over the three criteria."""
    rows: list[list[Cell]] = []
    for unit, sheets in inspections.halls.items():
        cells: list[Cell] = [unit]
        for sheet in sheets:
            cells += list(sheet.parts) or [_STEPS_ASIDE, "", ""]
        rows.append(cells)
    over = [("", 1), *((judge, 3) for judge in JUDGES)]
    heads = ("居委会名称", *("环境", "服务", "接待") * len(JUDGES))
    return Table("大厅评分", "“服务方寸间”大厅环境评分（40、30、30）", heads, rows, over=over)


def places(inspections: Inspections, people: Sequence[Worker]) -> tuple[Table, Table]:
    """Work places and service, three inspectors each; whoever was away is not in the list."""
    heads = (*_PERSON, *INSPECTORS)
    return (
        Table("工位评分", "“服务方寸间”个人工位评分", heads, _three(inspections.stations, people)),
        Table("服务形象评分", "“服务方寸间”服务形象评分", heads, _three(inspections.images, people)),
    )


def _three(marks: dict[int, tuple[int, ...]], people: Sequence[Worker]) -> list[list[Cell]]:
    given: Iterable[tuple[int, tuple[int, ...]]] = marks.items()
    return [[*_person(people[n]), *three] for n, three in given]
