"""The people of the street: how many of each, and the oddities that an office has to live with."""

from collections import Counter
from datetime import date

from yanxing.demo.people import Worker, make_people
from yanxing.demo.street import AREAS, COMMITTEES

PEOPLE = make_people()
TWO_YEARS_BEFORE = date(2022, 6, 10)


def standing(worker: Worker) -> str:
    """What the plan says of a candidate for the exam, worked out here by hand."""
    if worker.certificate:
        return "不符合"
    if worker.entered is None or worker.certificate is None:
        return "信息待补"
    return "符合" if worker.entered <= TWO_YEARS_BEFORE else "仅差一项"


def test_the_exam_audience_adds_up() -> None:
    assert Counter(map(standing, PEOPLE)) == {"符合": 87, "仅差一项": 12, "不符合": 249, "信息待补": 2}


def test_twenty_two_committees_in_four_areas() -> None:
    assert Counter(unit.area for unit in COMMITTEES) == dict(zip(AREAS, (6, 6, 5, 5), strict=True))
    assert {worker.unit for worker in PEOPLE} == {unit.name for unit in COMMITTEES}
    assert len(PEOPLE) == 350


def test_every_committee_has_a_secretary_and_nearly_every_one_a_director() -> None:
    posts = Counter((worker.unit, post) for worker in PEOPLE for post in worker.posts)
    assert all(posts[unit.name, "书记"] == 1 for unit in COMMITTEES)
    assert [unit.name for unit in COMMITTEES if posts[unit.name, "主任"] != 1] == ["茸梅"]
    assert [worker.unit for worker in PEOPLE if worker.posts == ("书记", "主任")] == ["生态商务区第二联合"]
    assert all(posts[unit.name, "副主任"] >= 1 for unit in COMMITTEES)


def test_names_shared_across_committees_and_within_one() -> None:
    units = {name: [w.unit for w in PEOPLE if w.name == name] for name in ("李婷", "盛翌", "王敏")}
    assert units == {
        "李婷": ["方塔", "平桥"],
        "盛翌": ["蓝天", "生态商务区第一联合"],
        "王敏": ["茸北", "茸北"],
    }
    assert [(w.number, w.posts) for w in PEOPLE if w.name == "王敏"] == [
        ("0258", ("书记",)),
        ("0259", ("社工",)),
    ]


def test_staff_numbers_are_unique_and_some_have_none() -> None:
    numbers = [worker.number for worker in PEOPLE if worker.number]
    assert len(numbers) == len(set(numbers)) == 337


def test_compound_surnames_and_the_edge_of_two_years() -> None:
    compound = ("欧阳", "上官", "司徒", "诸葛", "尉迟", "皇甫", "令狐", "端木")
    assert sum(worker.name.startswith(compound) for worker in PEOPLE) >= 5
    edge = {w.name: standing(w) for w in PEOPLE if w.entered in (date(2022, 6, 10), date(2022, 6, 11))}
    assert edge == {"俞一帆": "符合", "钱雨薇": "仅差一项"}


def test_nobody_began_to_work_as_a_child() -> None:
    assert min((w.entered - w.born).days for w in PEOPLE if w.entered) >= 18 * 365


def test_the_same_people_every_time() -> None:
    assert make_people() == PEOPLE
