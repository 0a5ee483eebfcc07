"""350 workers: posts, births, entries, certificates. The exam's audience comes to 87 + 12 + 249 + 2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Literal

from yanxing.demo.chance import chance
from yanxing.demo.names import Names
from yanxing.demo.street import COMMITTEES, Committee

Standing = Literal["candidate", "near", "newcomer", "holder", "no_start", "unclear"]
"""candidate: two years, no certificate · near: too short a service is all that is missing · newcomer: in the
last year, with or without a certificate · no_start: no start date · unclear: certificate being looked up."""

REVIEW = date(2024, 6, 10)
_TWO_YEARS_BEFORE = date(2022, 6, 10)


@dataclass(frozen=True, slots=True)
class Worker:
    """`number` is empty where the office gave none; `certificate` None: it is not known."""

    number: str
    name: str
    unit: str
    posts: tuple[str, ...]
    born: date
    entered: date | None
    certificate: bool | None
    standing: Standing
    left: date | None = None
    speaker_added: str = ""

    @property
    def leads(self) -> bool:
        return bool({"书记", "主任"} & set(self.posts))

    @property
    def candidate(self) -> bool:
        return self.standing == "candidate"

    @property
    def young(self) -> bool:
        return 1990 <= self.born.year <= 2009


def _one(
    number: str, name: str, unit: str, post: str, standing: Standing, entered: date | None, born: date
) -> Worker:
    certificate = {"holder": True, "unclear": None}.get(standing, False)
    return Worker(number, name, unit, (post,), born, entered, certificate, standing)


# People whom the pages and pictures of the house tell about, and the pairs that share a name.
KNOWN: tuple[Worker, ...] = (
    _one("0138", "顾凌云", "方塔", "社工", "candidate", date(2019, 6, 3), date(1991, 4, 22)),
    _one("0142", "李婷", "方塔", "社工", "near", date(2022, 9, 10), date(1996, 11, 8)),
    _one("0151", "陆雯倩", "方塔", "副主任", "near", date(2022, 8, 15), date(1990, 2, 17)),
    _one("0166", "欧阳静雯", "花园浜", "社工", "candidate", date(2020, 3, 16), date(1993, 7, 30)),
    _one("0179", "朱慧芳", "白龙潭", "社工", "holder", date(2011, 9, 1), date(1973, 5, 12)),
    replace(
        _one("0187", "司徒明慧", "三公街", "社工", "newcomer", date(2023, 10, 9), date(1994, 1, 25)),
        certificate=True,
    ),
    _one("0211", "盛翌", "蓝天", "社工", "holder", date(2015, 3, 1), date(1988, 9, 3)),
    _one("0217", "尉迟晓岚", "蓝天", "社工", "unclear", date(2021, 11, 1), date(1995, 6, 14)),
    _one("0229", "周喆", "茸树", "副主任", "candidate", date(2018, 9, 1), date(1987, 12, 5)),
    _one("0236", "沈佳怡", "北门", "社工", "candidate", date(2021, 7, 1), date(1997, 3, 9)),
    _one("0238", "俞一帆", "北门", "社工", "candidate", _TWO_YEARS_BEFORE, date(1998, 10, 19)),
    _one("0239", "钱雨薇", "北门", "社工", "near", date(2022, 6, 11), date(1999, 8, 2)),
    _one("0109", "陈建国", "黄渡浜", "主任", "holder", date(2010, 3, 1), date(1971, 6, 6)),
    _one("0112", "上官若琳", "黄渡浜", "社工", "candidate", date(2020, 9, 1), date(1994, 5, 27)),
    _one("0258", "王敏", "茸北", "书记", "holder", date(2012, 7, 1), date(1976, 2, 28)),
    _one("0259", "王敏", "茸北", "社工", "holder", date(2016, 4, 1), date(1992, 9, 15)),
    _one("0263", "姚垚", "茸北", "社工", "candidate", date(2021, 4, 1), date(1995, 10, 31)),
    _one("0293", "蒋旻昊", "五龙", "社工", "candidate", date(2020, 12, 1), date(1996, 4, 4)),
    _one("0305", "张鋐", "生态商务区第一联合", "社工", "near", date(2022, 7, 1), date(1997, 12, 12)),
    _one("0318", "盛翌", "生态商务区第一联合", "社工", "no_start", None, date(1993, 3, 21)),
    _one("0247", "李婷", "平桥", "社工", "holder", date(2014, 5, 1), date(1985, 7, 7)),
)

# A newcomer without the certificate is one of the twelve; the others brought it from another street.
_WITHOUT_CERTIFICATE = ("花园浜", "白龙潭", "华亭老街", "茸树", "夏家浜", "黄渡浜", "五龙", "茸梅")
_NO_DIRECTOR = "茸梅"
_BOTH_POSTS = "生态商务区第二联合"
_WITHOUT_NUMBER = 13


def make_people() -> tuple[Worker, ...]:
    """All workers, in order of committee and post."""
    lot = chance("people")
    names = Names(chance("names"), {worker.name for worker in KNOWN})
    used = {worker.number for worker in KNOWN}
    numbers = (number for number in (f"{n:04}" for n in count(101)) if number not in used)
    people = [worker for unit in COMMITTEES for worker in _of_unit(unit, names, numbers, lot)]
    return _marked(people, lot)


def _of_unit(unit: Committee, names: Names, numbers: Iterator[str], lot: Random) -> list[Worker]:
    known = [worker for worker in KNOWN if worker.unit == unit.name]
    staff = list(known)
    for posts, standing in _open_places(unit, known):
        born, entered = _dates(posts, standing, lot)
        certificate = standing == "holder" or (
            standing == "newcomer" and unit.name not in _WITHOUT_CERTIFICATE
        )
        staff.append(
            Worker(
                next(numbers), names.one(born.year), unit.name, posts, born, entered, certificate, standing
            )
        )
    return sorted(staff, key=lambda worker: (_ORDER[worker.posts[0]], worker.number))


_ORDER = {"书记": 0, "主任": 1, "副主任": 2, "社工": 3}


def _open_places(unit: Committee, known: list[Worker]) -> list[tuple[tuple[str, ...], Standing]]:
    """Posts and standings of the committee that no known person fills."""
    posts: list[tuple[str, ...]] = [("书记", "主任") if unit.name == _BOTH_POSTS else ("书记",)]
    if unit.name not in (_BOTH_POSTS, _NO_DIRECTOR):
        posts.append(("主任",))
    posts += [("副主任",)] * (2 if unit.people >= 16 else 1)
    posts += [("社工",)] * (unit.people - len(posts))
    for worker in known:
        posts.remove(worker.posts)
    wanted: dict[Standing, int] = {"candidate": unit.candidates, "newcomer": unit.newcomers}
    for worker in known:
        if worker.standing in wanted:
            wanted[worker.standing] -= 1
    special: list[Standing] = [
        standing for standing in ("newcomer", "candidate") for _ in range(wanted[standing])
    ]
    holders: list[Standing] = ["holder"] * (len(posts) - len(special))
    return list(zip(posts, holders + special[::-1], strict=True))


def _dates(posts: tuple[str, ...], standing: Standing, lot: Random) -> tuple[date, date]:
    """Birth and entry. Most offices know the entry by its month, so most fall on a first."""
    oldest, youngest = {"书记": (1967, 1984), "主任": (1969, 1988), "副主任": (1974, 1993)}.get(
        posts[0], (1970, 1999)
    )
    if standing in ("candidate", "newcomer"):
        oldest, youngest = 1985, 2000
    born = date(lot.randint(oldest, youngest), lot.randint(1, 12), lot.randint(1, 28))
    if standing == "newcomer":
        return born, date(2023, 11, 1) + timedelta(days=lot.randint(0, 180))
    earliest = max(2014 if standing == "candidate" else 2003, born.year + 21)
    year = lot.randint(min(earliest, 2021), 2021)
    return born, date(year, lot.randint(1, 12), lot.choice((1, 1, 1, 1, lot.randint(2, 28))))


def _marked(people: list[Worker], lot: Random) -> tuple[Worker, ...]:
    """Some without a staff number, one who leaves in August, one speaker added by the street."""
    unnumbered = set(
        lot.sample(
            [n for n, worker in enumerate(people) if worker not in KNOWN and not worker.leads],
            _WITHOUT_NUMBER,
        )
    )
    marked = [replace(worker, number="") if n in unnumbered else worker for n, worker in enumerate(people)]
    added = next(
        n for n, worker in enumerate(marked) if worker.unit == "花园浜" and worker.posts == ("副主任",)
    )
    marked[added] = replace(
        marked[added], speaker_added="主持“花园议事厅”三年，经街道自治办同意增补为展示对象"
    )
    leaving = next(
        n for n, worker in enumerate(marked) if worker.unit == "郭家娄" and worker.standing == "holder"
        and worker.posts == ("社工",) and worker.number
    )  # fmt: skip
    marked[leaving] = replace(marked[leaving], left=date(2024, 8, 30))
    return tuple(marked)
