"""The whole folder."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from yanxing.demo.training import SESSIONS
from yanxing.demo.workbooks import entries, roster, score_sheets
from yanxing.demo.workbooks.book import Table, write_book
from yanxing.demo.year import Year, make_year

Progress = Callable[[str, int, int], None]


def write_workbooks(folder: Path, progress: Progress | None = None) -> list[Path]:
    """Writes the office's workbooks into `folder` (made if need be) and answers their paths, in order."""
    folder.mkdir(parents=True, exist_ok=True)
    year = make_year()
    books = list(_books(year))
    written: list[Path] = []
    for done, (name, tables) in enumerate(books):
        if progress:
            progress(name, done, len(books) + 1)
        written.append(write_book(folder / f"{name}.xlsx", tables))
    written.append(_write_csv(folder / "04 笔试成绩.csv", score_sheets.written(year.papers)))
    if progress:
        progress("", len(books) + 1, len(books) + 1)
    return sorted(written)


def _books(year: Year) -> Iterator[tuple[str, Sequence[Table]]]:
    known = entries.Known(year.people)
    yield "01 居委会名册与报名情况", [roster.committees()]
    yield "02 社工花名册（府城片区）", [roster.inner_city(year.people)]
    yield "03 社工花名册（功能商务片区）", [roster.outer_city(year.people)]
    yield "05 面试评分", score_sheets.interviews(year.papers)
    yield (
        "06 小巷总理有话说",
        [
            entries.talks(year.talks, known),
            score_sheets.wide("有话说评分", "“小巷总理”有话说评分汇总", year.talks),
        ],
    )
    yield "07 民情手记", [entries.notes(year.notes, known), score_sheets.notes(year.notes)]
    yield (
        "08 RONG品牌方案",
        [entries.groups(), entries.designs(year.designs, known), score_sheets.ballots(year.designs)],
    )
    yield (
        "09 摄影作品",
        [
            entries.photos(year.photos, known),
            score_sheets.wide("摄影评分", "“寻找最美社区光影”评分汇总", year.photos),
        ],
    )
    yield (
        "10 服务方寸间",
        [score_sheets.halls(year.inspections), *score_sheets.places(year.inspections, year.people)],
    )
    signed = {s.code: [line for line in year.sign_ins if line.session is s] for s in SESSIONS}
    yield (
        "11 培训课程与签到",
        [entries.sessions(), *(entries.sign_ins(s, signed[s.code], known) for s in SESSIONS)],
    )
    yield "12 参访推荐表", [entries.nominations(year.nominations, known)]


def _write_csv(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """GB18030, as a spreadsheet program on an office computer saves it."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    path.write_bytes(text.getvalue().encode("gb18030"))
    return path


def write_decisions(path: Path) -> Path:
    """What the panel decided about the two photographs level at the last third prize, as minuted."""
    year = make_year()
    level = [next(p.code for p in year.photos if p.unit == unit and p.level) for unit in ("三公街", "郭家娄")]
    because = "两幅同分，评审小组10月11日合议：前者更切合“小区蝶变”主题，4票对3票。"
    decision = {"run": "photos", "take": "prize", "order": level, "by": "摄影评审小组", "because": because}
    said = {"as_of": "2024-10-14", "decisions": [decision]}
    path.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return path
