"""The five contest items. Who wins what is planned, so that 5 × 46 = 230 points go round as they should."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from yanxing.demo import prose
from yanxing.demo.chance import chance
from yanxing.demo.marks import JUDGES, Sheet, in_parts, marks_for, panel
from yanxing.demo.people import Worker
from yanxing.demo.street import COMMITTEES
from yanxing.demo.words import words

TALKS = ("方塔", "茸北", "白龙潭", "东外街", "北门", "花园浜", "蓝天", "三公街", "茸树", "江田")
DESIGNS = (
    "五龙", "茸北", "花园浜", "夏家浜", "方塔", "北门", "黄渡浜", "同济雅筑", "华亭老街",
    "生态商务区第二联合",
)  # fmt: skip
PHOTOS = (
    "黄渡浜",
    "白龙潭",
    "五龙",
    "郭家娄",
    "方塔",
    "花园浜",
    "平桥",
    "西林塔桥",
    "茸梅",
    "三公街",
    "郭家娄",
)
"""The last third prize and the first without one are level; the panel decided for the former."""
HALLS = ("北门", "蓝天", "茸树", "同济雅筑", "茸北", "五龙", "东外街", "夏家浜", "江田", "华亭老街")
NOTES = (
    ("王敏", "茸北"), ("顾凌云", "方塔"), ("欧阳静雯", "花园浜"), ("沈佳怡", "北门"), ("陆雯倩", "方塔"),
    ("盛翌", "蓝天"), ("朱慧芳", "白龙潭"), ("上官若琳", "黄渡浜"), ("张鋐", "生态商务区第一联合"),
    ("姚垚", "茸北"), ("周喆", "茸树"), ("蒋旻昊", "五龙"),
)  # fmt: skip
NOTE_SCORES = ("91.4", "90.8", "90.8", "90.2", "89.6", "89.4", "89", "88.6", "88.2", "87.8", "87.4", "87.2")

FULL_NOTE = (30, 40, 30)
LATE_UNIT = "莱顿小镇"
"""Handed its form in a day late and without leave: whatever its people send in is refused."""

_UNITS = tuple(unit.name for unit in COMMITTEES)


@dataclass(frozen=True, slots=True)
class Entry:
    """A work entered for an item; `said` holds what the item's form asks for, by its heading."""

    code: str
    unit: str
    author: Worker
    day: date
    said: tuple[tuple[str, object], ...]
    sheets: tuple[Sheet, ...] = ()
    level: bool = False
    """Whether it is one of the two level at the edge of the third prizes."""


def _known(people: Sequence[Worker], name: str, unit: str) -> Worker:
    """The one who is not the leader, where a committee has two of that name."""
    return next(w for w in people if w.name == name and w.unit == unit and not w.leads)


def _members(people: Sequence[Worker], unit: str, avoid: Sequence[Worker] = ()) -> list[Worker]:
    return [w for w in people if w.unit == unit and not w.leads and w not in avoid]


def _nth(sort: str, n: int) -> str:
    """The titles in turn, from the first again when they run out."""
    titles: list[str] = words()[sort]
    return titles[n % len(titles)]


def _falling(first: str, step: str, count: int) -> Iterator[Fraction]:
    return (Fraction(first) - Fraction(step) * n for n in range(count))


def _numbered(entries: list[Entry], letter: str, lot: Random) -> tuple[Entry, ...]:
    """Numbers as they came in: by day, not by rank."""
    lot.shuffle(entries)
    entries.sort(key=lambda entry: entry.day)
    return tuple(replace(entry, code=f"{letter}{n:02}") for n, entry in enumerate(entries, 1))


def _panel(lot: Random, score: Fraction, place: int) -> tuple[Sheet, ...]:
    """Mostly seven sheets; now and then a judge steps aside, once three do, once a sheet got lost."""
    recused = {4: (JUDGES[2],), 13: (JUDGES[0],), 16: (JUDGES[0], JUDGES[5]), 18: JUDGES[1:4]}.get(place, ())
    return tuple(panel(lot, score, recused, (JUDGES[6],) if place == 15 else ()))


# ---- “小巷总理”有话说 ----


def make_talks(people: Sequence[Worker]) -> tuple[Entry, ...]:
    lot = chance("talks")
    others = [unit for unit in _UNITS if unit not in (*TALKS, LATE_UNIT)]
    lot.shuffle(others)
    scores = list(_falling("93.6", "0.4", 21))
    scores[3] = scores[2]
    entries = [
        _talk(people, unit, n, _panel(lot, score, n), lot)
        for n, (unit, score) in enumerate(zip([*TALKS, *others], scores, strict=True))
    ]
    entries.append(_talk(people, LATE_UNIT, 21, (), lot))
    deputy = next(w for w in people if w.unit == "茸梅" and w.posts == ("副主任",))
    entries.append(replace(_talk(people, "茸梅", 22, (), lot), author=deputy))
    return _numbered(entries, "T", lot)


def _talk(people: Sequence[Worker], unit: str, n: int, sheets: tuple[Sheet, ...], lot: Random) -> Entry:
    leaders = [w for w in people if w.unit == unit and w.leads]
    added = [w for w in people if w.unit == unit and w.speaker_added]
    speaker = (added or leaders)[0] if n % 3 else (added or leaders)[-1]
    held = date(2024, 6, 19) + timedelta(days=7 * lot.randint(0, 13))
    if unit in ("平桥", "西林塔桥"):
        held = date(2024, 9, 26)
    topic = _nth("talk_topics", n).format(name=unit)
    return Entry("", unit, speaker, held, (("主题", topic), ("观看人数", lot.randint(180, 2600))), sheets)


# ---- “民情手记”晒一晒 ----


def make_notes(people: Sequence[Worker]) -> tuple[Entry, ...]:
    lot = chance("notes")
    authors = [_known(people, name, unit) for name, unit in NOTES]
    units = [unit for unit in _UNITS if unit not in (LATE_UNIT, "茸北", "方塔", "黄渡浜")]
    authors += [lot.choice(_members(people, unit, authors)) for unit in units]
    scores = [*map(Fraction, NOTE_SCORES), *_falling("86.8", "0.6", len(authors) - len(NOTE_SCORES))]
    entries = [
        _note(author, n, _note_sheets(lot, score, n), lot)
        for n, (author, score) in enumerate(zip(authors, scores, strict=True))
    ]
    return _numbered(entries + _refused_notes(people, authors, lot), "N", lot)


def _note(author: Worker, n: int, sheets: tuple[Sheet, ...], lot: Random) -> Entry:
    body = prose.note(lot, f"{author.unit}小区", lot.randint(320, 790))
    day = date(2024, 6, 15) + timedelta(days=lot.randint(0, 105))
    title = _nth("note_titles", n)
    return Entry("", author.unit, author, day, (("标题", title), ("内容", body)), sheets)


def _note_sheets(lot: Random, score: Fraction, place: int) -> tuple[Sheet, ...]:
    sheets = _panel(lot, score, 0 if place < 12 else place)
    if place == 1:
        # Seven marks told about elsewhere: 88 and 95 are left out, the other five make 454.
        sheets = tuple(map(Sheet, JUDGES, (89, 91, 88, 95, 90, 93, 91)))
    return tuple(in_parts(sheet, FULL_NOTE, 1 if place == 1 else 0) for sheet in sheets)


def _refused_notes(people: Sequence[Worker], taken: Sequence[Worker], lot: Random) -> list[Entry]:
    """One character too many, a director's own, one after the window, two from the late committee."""
    too_long = _note(lot.choice(_members(people, "三公街", taken)), 31, (), lot)
    body = prose.note_of(lot, "三公街小区", 801)
    director = next(w for w in people if w.unit == "西林塔桥" and w.posts == ("主任",))
    late = replace(_note(_members(people, "郭家娄", taken)[0], 33, (), lot), day=date(2024, 10, 8))
    return [
        replace(too_long, said=(("标题", _nth("note_titles", 31)), ("内容", body))),
        _note(director, 32, (), lot),
        late,
        *(_note(author, 34 + n, (), lot) for n, author in enumerate(_members(people, LATE_UNIT)[:2])),
    ]


# ---- “RONG”品牌方案设计 ----

GROUPS = ("第一小组", "第二小组", "第三小组", "第四小组")


@dataclass(frozen=True, slots=True)
class Design:
    """A design; `ballots` are secret: marks without names."""

    code: str
    author: Worker
    group: str
    theme: str
    parts: tuple[str, str, str]
    put_forward: bool
    ballots: tuple[int, ...] = ()


def make_designs(people: Sequence[Worker]) -> tuple[Design, ...]:
    """22 put forward by four groups (6, 6, 5, 5), 22 not; three more that may not enter."""
    lot = chance("designs")
    young = {unit: [w for w in _members(people, unit) if w.young] for unit in _UNITS}
    others = [unit for unit in _UNITS if unit not in (*DESIGNS, LATE_UNIT)]
    forward = [*DESIGNS, *others, "方塔"]
    scores = list(_falling("92.2", "0.4", len(forward)))
    designs = [
        _design(young[unit].pop(0), n % 4, True, tuple(marks_for(lot, score, 7)), lot)
        for n, (unit, score) in enumerate(zip(forward, scores, strict=True))
    ]
    left = [worker for unit in _UNITS if unit != LATE_UNIT for worker in young[unit]]
    designs += [_design(worker, n % 4, False, (), lot) for n, worker in enumerate(lot.sample(left, 22))]
    lot.shuffle(designs)
    designs += _refused_designs(people, [design.author for design in designs], lot)
    return tuple(replace(design, code=f"R{n:02}") for n, design in enumerate(designs, 1))


def _design(author: Worker, group: int, put_forward: bool, ballots: tuple[int, ...], lot: Random) -> Design:
    theme = lot.choice(list(words()["designs"]))
    goal, participants, path = words()["designs"][theme]
    parts = (goal.format(name=author.unit), participants, path)
    shuffled = tuple(lot.sample(ballots, len(ballots)))
    return Design("", author, GROUPS[group], theme, parts, put_forward, shuffled)


def _refused_designs(people: Sequence[Worker], taken: Sequence[Worker], lot: Random) -> list[Design]:
    """No steps written down, an author born in the eighties, the late committee's."""
    young = [w for w in _members(people, "茸树", taken) if w.young]
    eighties = next(w for w in _members(people, "江田", taken) if 1980 <= w.born.year <= 1989)
    late = next(w for w in _members(people, LATE_UNIT, taken) if w.young)
    hollow = _design(young[0], 1, True, (), lot)
    return [
        replace(hollow, parts=(*hollow.parts[:2], "")),
        _design(eighties, 2, True, (), lot),
        _design(late, 3, True, (), lot),
    ]


# ---- “寻找最美社区光影”摄影 ----


def make_photos(people: Sequence[Worker]) -> tuple[Entry, ...]:
    """Up to five a committee; the tenth and the eleventh place are level."""
    lot = chance("photos")
    units = list(PHOTOS)
    more = [unit for unit in _UNITS if unit != LATE_UNIT for _ in range(4 - units.count(unit))]
    units += sorted(more, key=lambda _: lot.random())[:52]
    scores = list(_falling("92.6", "0.4", 10))
    scores += [scores[-1], *(Fraction("88.6") - Fraction("0.2") * (n // 2) for n in range(len(units) - 11))]
    entries = [
        _photo(people, unit, n, _panel(lot, score, n if n in (4, 13, 15) else 0), lot)
        for n, (unit, score) in enumerate(zip(units, scores, strict=True))
    ]
    entries[9:11] = [replace(entry, level=True) for entry in entries[9:11]]
    return _numbered(entries + _refused_photos(people, lot), "P", lot)


def _photo(people: Sequence[Worker], unit: str, n: int, sheets: tuple[Sheet, ...], lot: Random) -> Entry:
    times = n // len(words()["photo_titles"])
    again = "之" + "一二三"[times] if times else ""
    said = (
        ("作品名称", _nth("photo_titles", n) + again),
        ("格式", lot.choice(("JPG", "jpg", "JPEG", "PNG"))),
        ("文件大小", Fraction(lot.randint(24, 168), 10)),
    )
    author = lot.choice([w for w in people if w.unit == unit and w.left is None])
    return Entry("", unit, author, date(2024, 9, lot.randint(2, 30)), said, sheets)


def _refused_photos(people: Sequence[Worker], lot: Random) -> list[Entry]:
    """A format nobody can open, a file too large, one after September, one of the late committee."""
    wrong = {"东外街": ("格式", "HEIC"), "夏家浜": ("文件大小", Fraction("23.4"))}
    entries = [_photo(people, unit, 63 + n, (), lot) for n, unit in enumerate(wrong)]
    entries = [
        replace(
            entry,
            said=tuple(wrong[entry.unit] if pair[0] == wrong[entry.unit][0] else pair for pair in entry.said),
        )
        for entry in entries
    ]
    after = replace(_photo(people, "江田", 65, (), lot), day=date(2024, 10, 9))
    return [*entries, after, _photo(people, LATE_UNIT, 66, (), lot)]
