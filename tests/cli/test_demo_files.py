"""`yanxing demo-files` as a user runs it: the outcomes of a year, exact to the last point, and its files."""

import json
import re
import shlex
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

import pytest

from yanxing.demo.inspections import Inspections, make_inspections
from yanxing.demo.people import make_people
from yanxing.demo.training import SESSIONS, SignIn, make_sign_ins

PLAN = Path(__file__).parent.parent.parent / "policies/zhongshan/empowerment-2024.yaml"
PEOPLE = make_people()
RUNS = ("entries", "exam", "talks", "notes", "designs", "photos")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def shown(yanxing: Any, folder: Path) -> Any:
    """The demo, run once."""
    return yanxing("demo-files", "--out", folder)


@pytest.fixture(scope="module")
def tried(yanxing: Any, shown: Any, folder: Path) -> Any:
    """The demo's files tried again as a user's own."""
    runs = [word for name in RUNS for word in ("--run", name)]
    files = [*sorted((folder / "工作簿").iterdir()), folder / "评审小组决定.json"]
    return yanxing("policy", "try", PLAN, *files, "--json", *runs)


def table(out: str, title: str) -> Iterator[list[str]]:
    """The rows of the table under a title, cell by cell."""
    lines = iter(out.split(title, 1)[1].splitlines())
    for line in lines:
        if set(line.strip()) == {"─"}:
            break
    for line in lines:
        if not line.strip():
            return
        if set(line.strip()) != {"─"}:
            yield re.split(r"\s{2,}", line.strip())


def rows(tried: Any, run: str) -> dict[str, Any]:
    found: dict[str, Any] = {row["subject"]: row for row in json.loads(tried.out)["runs"][run]["rows"]}
    return found


def test_it_says_what_it_does_and_ends_well(shown: Any) -> None:
    assert shown.code == 0
    steps = [line for line in shown.err.splitlines() if re.search(r"（\d+\.\d 秒）$", line)]
    assert [step[:3] for step in steps] == ["已生成", "已读入", "已写好"]
    assert "已读入 350 人，结算 25 个环节、" in steps[1]


@pytest.mark.req("ELI-01", "ELI-02", "ELI-03", "ELI-04", "ELI-05")
def test_who_must_come_to_what_and_why_not(shown: Any) -> None:
    counts = {row[0]: [int(each) for each in row[1:]] for row in table(shown.out, "谁该参加什么")}
    leaders = sum(worker.leads for worker in PEOPLE)
    young = sum(date(1990, 1, 1) <= worker.born <= date(2009, 12, 31) for worker in PEOPLE)
    assert counts["“全岗通”考核对象"] == [87, 12, 249, 2, 350]
    assert counts["培训对象（全员）"] == [350, 0, 0, 0, 350]
    assert counts["“有话说”展示对象"][0] == leaders + 1 == 43  # 1 增补
    assert counts["“民情手记”展示对象"][0] == 350 - leaders == 308
    assert counts["“RONG”设计展示对象"][0] == young == 135
    assert all(sum(figures[:-1]) == figures[-1] == 350 for figures in counts.values())


def kept(line: SignIn) -> str:
    """How a line of the sign-in list is to be called, worked out by hand (A11)."""
    if line.excused:
        return "请假"
    if line.signed_in is None or line.signed_out is None:
        return "缺勤"
    if line.signed_out < line.session.ends:
        return "早退"
    before = (line.session.begins - line.signed_in).total_seconds() / 60
    return "按时" if before >= 15 else "签到偏晚" if before >= 0 else "迟到"


@pytest.mark.req("ENR-04", "ENR-05", "ENR-06")
def test_who_signed_in_on_time_and_stayed_to_the_end(shown: Any) -> None:
    lines = make_sign_ins(PEOPLE)
    kinds = ("按时", "签到偏晚", "迟到", "早退", "请假", "缺勤")
    found = {row[0]: row[1:] for row in table(shown.out, "培训签到  ")}
    for session in SESSIONS:
        counts = Counter(kept(line) for line in lines if line.session is session)
        there = session.due - session.on_leave - session.absent
        figures = [session.due, there, *(counts[kind] for kind in kinds)]
        assert found[session.title][:-1] == [str(figure) for figure in figures]
    assert [row[-1] for row in found.values()] == [
        "94.6%",
        "93.4%",
        "94.3%",
        "91.1%",
        "92.5%",
        "96.2%",
        "93.7%",
    ]
    full = Counter(line.worker for line in lines if kept(line) in ("按时", "签到偏晚"))
    due = Counter(line.worker for line in lines)
    whole = sum(full[worker] == due[worker] for worker in PEOPLE)
    assert f"培训签到  {whole} 人场场全程，{350 - whole} 人有缺" in shown.out


@pytest.mark.req("AWD-01")
def test_each_item_has_one_first_three_second_and_six_third_prizes(shown: Any) -> None:
    heads = re.findall(r"^(\S.*?)  进入评审 (\d+) 件，获奖 10 名$", shown.out, re.MULTILINE)
    assert [int(judged) for _, judged in heads] == [21, 30, 22, 63, 21]
    for title, _ in heads:
        prizes = Counter(row[-2] for row in table(shown.out, f"{title}  进入评审"))
        assert prizes == {"一等奖": 1, "二等奖": 3, "三等奖": 6}, title


def test_the_notes_are_won_by_these_ten(shown: Any) -> None:
    assert list(table(shown.out, "“民情手记”晒一晒  进入评审")) == [
        ["1", "王敏", "茸北", "一等奖", "91.40"],
        ["2", "顾凌云", "方塔", "二等奖", "90.80"],
        ["3", "欧阳静雯", "花园浜", "二等奖", "90.80"],
        ["4", "沈佳怡", "北门", "二等奖", "90.20"],
        ["5", "陆雯倩", "方塔", "三等奖", "89.60"],
        ["6", "盛翌", "蓝天", "三等奖", "89.40"],
        ["7", "朱慧芳", "白龙潭", "三等奖", "89.00"],
        ["8", "上官若琳", "黄渡浜", "三等奖", "88.60"],
        ["9", "张鋐", "生态商务区第一联合", "三等奖", "88.20"],
        ["10", "姚垚", "茸北", "三等奖", "87.80"],
    ]


def hundredths(exact: Fraction) -> Fraction:
    """Rounded half up, as the panel rounds (A21)."""
    return Fraction(floor(exact * 100 + Fraction(1, 2)), 100)


def mean(marks: list[Fraction]) -> Fraction:
    return hundredths(Fraction(sum(marks), len(marks)))


def hall_score(inspections: Inspections, unit: str) -> Fraction:
    """Half the hall (three criteria summed, extremes left out), a quarter each of its people's two marks."""
    sums = sorted(sum(sheet.parts) for sheet in inspections.halls[unit] if sheet.parts)
    hall = mean([Fraction(mark) for mark in sums[1:-1]])
    there = [n for n in inspections.stations if PEOPLE[n].unit == unit]
    places, service = (
        mean([mean([Fraction(mark) for mark in marks[n]]) for n in there])
        for marks in (inspections.stations, inspections.images)
    )
    return hundredths((50 * hall + 25 * places + 25 * service) / 100)


@pytest.mark.req("INS-02", "INS-03", "INS-04")
def test_halls_are_judged_by_their_three_criteria_and_by_their_people(shown: Any) -> None:
    inspections = make_inspections(PEOPLE)
    found = {unit: Fraction(score) for _, unit, _, score in table(shown.out, "“服务方寸间”  进入评审")}
    assert list(found) == [
        "北门",
        "蓝天",
        "茸树",
        "同济雅筑",
        "茸北",
        "五龙",
        "东外街",
        "夏家浜",
        "江田",
        "华亭老街",
    ]
    assert found == {unit: hall_score(inspections, unit) for unit in found}


@pytest.mark.req("AWD-02", "AWD-03")
def test_the_team_points_add_up_to_five_times_46(shown: Any) -> None:
    standing = list(table(shown.out, "团体积分  一等 10、二等 6、三等 3"))
    assert [row[1:] for row in standing[:8]] == [
        ["茸北", "一等奖", "1", "2", "2", "28"],
        ["方塔", "二等奖", "1", "1", "3", "25"],
        ["北门", "二等奖", "1", "1", "2", "22"],
        ["五龙", "三等奖", "1", "1", "1", "19"],
        ["花园浜", "三等奖", "0", "2", "2", "18"],
        ["黄渡浜", "三等奖", "1", "0", "2", "16"],
        ["白龙潭", "—", "0", "2", "1", "15"],
        ["蓝天", "—", "0", "1", "2", "12"],
    ]
    assert len(standing) == 22
    assert re.search(r"^ +合计 +5 +15 +30 +230 *$", shown.out, re.MULTILINE)
    for row in standing:
        first, second, third, points = map(int, row[-4:])
        assert points == 10 * first + 6 * second + 3 * third
    assert sum(int(row[-1]) for row in standing) == 230


@pytest.mark.req("AWD-04")
def test_organisation_awards_are_proposed_among_those_without_a_team_prize(shown: Any) -> None:
    proposed = list(table(shown.out, "优秀组织奖提名  前 6 名，由街道自治办选定"))
    winners = {row[1] for row in table(shown.out, "团体积分  一等 10") if row[2].endswith("等奖")}
    assert len(proposed) == 6
    assert not {row[1] for row in proposed} & winners
    assert proposed[0] == ["1", "江田", "5", "53.33", "94.44"]
    assert proposed == sorted(proposed, key=lambda row: tuple(-float(each) for each in row[2:]))


@pytest.mark.req("ELI-06")
def test_one_deputy_and_one_newcomer_a_committee_at_most(shown: Any) -> None:
    assert list(table(shown.out, "参访名额\n")) == [
        ["外出参访交流", "副主任", "21", "22"],
        ["外出参访交流", "新进社工", "19", "22"],
        ["片区互动交流", "副主任", "22", "22"],
        ["片区互动交流", "新进社工", "20", "22"],
    ]


@pytest.mark.req("EXM-01", "EXM-02", "EXM-03")
def test_71_of_87_pass_the_exam(shown: Any, tried: Any) -> None:
    head = "应考 87 人：合格 71，综合成绩未合格 12、缺考一科 3、有效评分不足3份 1"
    assert f"“全岗通”考核  {head}" in shown.out
    assert [row[1:] for row in table(shown.out, head)][:1] == [["李嘉欣", "莱顿小镇", "96", "92.00", "93.60"]]
    for *_, written, interview, composite in table(shown.out, head):
        assert 40 * Fraction(written) + 60 * Fraction(interview) == 100 * Fraction(composite)
    exam = rows(tried, "exam")
    edge = {
        row["columns"]["composite"]["shown"]: row["state"]
        for row in exam.values()
        if "composite" in row["columns"]
    }
    assert (edge["60.00"], edge["59.96"]) == ("in", "out")


def test_what_is_still_open_is_listed_with_its_reason(shown: Any) -> None:
    waiting = [(row[0], row[1]) for row in table(shown.out, "还要办的事") if len(row) == 3]
    assert waiting == [
        ("“全岗通”考核对象", "尉迟晓岚"),
        ("“全岗通”考核对象", "盛翌"),
        ("参访人选", "盛翌"),
        ("“全岗通”考核", "朱丹"),
        ("参访名额", "许梦婷（外出参访交流，新进社工，东外街）"),
        ("参访名额", "顾婷（外出参访交流，新进社工，东外街）"),
    ]


@pytest.mark.req("JUD-01")
def test_a_panel_score_leaves_the_highest_and_the_lowest_out(tried: Any) -> None:
    by_author = {row["sentence"]: row for row in rows(tried, "notes").values() if row["state"] == "in"}
    second = next(row for row in by_author.values() if row["columns"]["place"]["exact"] == "2")
    panel = next(reason for reason in second["reasons"] if reason["type"] == "PanelReason")
    assert second["columns"]["score"] == {"exact": "454/5", "shown": "90.80"}
    assert sorted(int(str(mark["number"])) for _, mark in panel["dropped"]) == [88, 95]
    assert len(panel["used"]) == 5


@pytest.mark.req("SUB-01", "ENR-01")
def test_what_may_not_enter_is_refused_for_its_reason(tried: Any) -> None:
    def refused(run: str) -> Counter[str]:
        return Counter(row["reason"] for row in rows(tried, run).values() if row["state"] == "refused")

    assert refused("notes") == {
        "too_long": 1,
        "author_not_allowed": 1,
        "out_of_window": 1,
        "no_entry_form": 2,
    }
    assert refused("talks") == {"author_not_allowed": 1, "no_entry_form": 1}
    assert refused("designs") == {"section_missing": 1, "author_not_allowed": 1, "no_entry_form": 1}
    assert refused("photos") == {"wrong_format": 1, "too_large": 1, "out_of_window": 1, "no_entry_form": 1}
    entries = rows(tried, "entries")
    assert {key: row["reason"] for key, row in entries.items() if row["state"] != "in"} == {
        "莱顿小镇": "entry_late"
    }
    assert {key for key, row in entries.items() if row["notes"]} == {"平桥"}  # 逾期，经批准
    long = next(row for row in rows(tried, "notes").values() if row["reason"] == "too_long")
    assert long["columns"]["characters_counted"]["exact"] == "801"


def test_a_tie_at_the_edge_of_the_prizes_was_decided_and_waits_without_the_decision(
    yanxing: Any, shown: Any, tried: Any, folder: Path
) -> None:
    assert shown.code == 0
    level = [
        row for row in rows(tried, "photos").values() if row["columns"].get("place", {}).get("exact") == "10"
    ]
    assert sorted(row["columns"]["prize"]["exact"] for row in level) == ["none", "third"]
    files = sorted((folder / "工作簿").iterdir())
    without = yanxing("policy", "try", PLAN, *files, "--json", "--run", "photos", "--run", "team")
    runs = json.loads(without.out)["runs"]
    open_ = {row["subject"] for row in runs["photos"]["rows"] if row["state"] == "undecided"}
    assert open_ == {row["subject"] for row in level}
    assert sum(row["state"] == "held" for row in runs["team"]["rows"]) == 2
    assert all(row["provisional"] for row in runs["team"]["rows"] if row["state"] == "in")


def test_the_report_is_one_file_that_asks_for_nothing(shown: Any, folder: Path) -> None:
    assert shown.code == 0
    page = (folder / "2024年结果.html").read_text("utf-8")
    assert not re.search(r"(src|href)=[\"']?(https?:)?//", page)
    assert "顾凌云" in page
    assert "松中委〔2024〕37号" in page


def test_the_report_shows_the_year_and_what_follows(shown: Any, folder: Path) -> None:
    assert shown.code == 0
    page = (folder / "2024年结果.html").read_text("utf-8")
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index("<main>") :]))
    for text in (
        "总结表彰阶段 10月1日—10月31日 当前阶段",
        "6月10日 以居委会为单位提交比赛报名表 逢端午节，请确认是否顺延",
        "轮流 6月 府城方塔片区 7月 府城蓝天片区 8月 功能片区 9月 商务片区",
        "专家授课、业务培训、片区互动交流、外出参访交流：场地待定，定了再发通知。",
        "公示 5 个工作日，自公布次日起算。 公示期满无异议后，由街道自治办决定授予“全岗通”。 发证书。",
        "名额：若干名，由街道自治办选定并写明理由。",
        "评委宽严 面试成绩 5 只作参考，不影响结果；不写评委姓名。",
    ):
        assert text in plain
    places = [page.index(f'id="{each}"') for each in ("glance", "todo", "run-roll", "findings", "readings")]
    assert places == sorted(places)
    assert len(page.encode()) < 6_000_000


def expanded(line: str) -> list[str]:
    """The arguments of a command line as a shell passes them on."""
    _, *words = shlex.split(line)
    return [
        each
        for word in words
        for each in (sorted(map(str, Path(word[:-2]).iterdir())) if word.endswith("/*") else [word])
    ]


def test_what_to_try_next_can_be_copied_and_works(yanxing: Any, shown: Any) -> None:
    lines = [line for line in shown.out.splitlines() if re.match(r"  \S*yanxing policy ", line)]
    assert [shlex.split(line)[2] for line in lines] == ["explain", "try", "check"]
    answers = [yanxing(*expanded(line)) for line in lines]
    assert [answer.code for answer in answers] == [0, 0, 0]
    assert "入职未满2年，还差 3 个月。" in answers[0].out
    assert "待补 2" in answers[1].out


def test_in_english(yanxing: Any, tmp_path: Path) -> None:
    answer = yanxing("demo-files", "--out", tmp_path / "made", lang="en_US.UTF-8")
    assert answer.code == 0
    assert "Team points: first 10, second 6, third 3" in answer.out
    assert "What to try next:" in answer.out


def test_a_folder_that_cannot_be_written_is_said_plainly(yanxing: Any, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    answer = yanxing("demo-files", "--out", tmp_path / "taken")
    assert answer.code == 2
    assert "写不进去" in answer.err
    assert "--out" in answer.err
    assert "Traceback" not in answer.err
