"""The report: one file, everything inside, every figure with its reasons."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from tests.engine.explanation.plan import PLAN, exam, names, settlement

from yanxing.engine.outcome import RunResult, Settlement
from yanxing.policy.findings import Finding
from yanxing.report import render_settlement

VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """Ids, links and the balance of tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.outside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs) -> None:
        given = dict(attrs)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        self.outside += [
            f"{tag} {name}" for name in given if name in ("src", "style") or name.startswith("on")
        ]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def html() -> str:
    return render_settlement(PLAN, settlement(), names=names)


def test_it_is_one_sound_file(html: str) -> None:
    page = Page(html)
    assert page.open == []
    assert page.outside == []
    assert re.findall(r"https?://|@import|url\(", html) == []
    assert len(page.ids) == len(set(page.ids))
    assert {link for link in page.links if link.removeprefix("#") not in page.ids} == {"#_"}


def test_it_says_what_came_out(html: str) -> None:
    for text in (
        "中共上海市松江区中山街道工作委员会",
        "松中委〔2024〕37 号",
        "<h1>中山街道 2024 年社区干部赋能计划</h1>",
        "90.80 分，与第 3 名同分，比“工作实效”36.60 高于 36.20，列第 2 名，得二等奖。",
        "距三等奖 0.35 分",
        "综合成绩 = 笔试 80 × 40% + 面试 85 × 60% = 83",
        "考核对象：入职满 2 年、未取得“全岗通”的社区工作者",
        "街道口径，自治办 2024年5月20日确认",
        "原文条款",
    ):
        assert text in html


def test_what_is_missing_and_whom_to_ask(html: str) -> None:
    part = html[html.index('id="missing"') : html.index('id="run-exam"')]
    assert "入职时间" in part
    assert "尉迟晓岚" in part
    assert "街道经办人" in part


def test_every_row_has_one_sheet_and_figures_link_to_it(html: str) -> None:
    rows = sum(len(result.rows) for result in settlement().runs.values())
    assert html.count('<aside class="sheet"') == rows
    assert html.count('href="#essays-2"') >= 2
    assert html.count("满 2 年算到资格审核日，当日满 2 年的算在内。") == 2, "once as a rule, once in the list"


def test_names_are_text_not_markup() -> None:
    html = render_settlement(PLAN, settlement(), names=lambda _, key: f"<b>{key}</b>")
    assert "<b>w1</b>" not in html
    assert "&lt;b&gt;w1&lt;/b&gt;" in html


def test_findings_stand_with_their_mend() -> None:
    from yanxing.policy.messages import CATALOGUE

    code = next(iter(CATALOGUE))
    fields = dict.fromkeys(re.findall(r"{(\w+)", f"{CATALOGUE[code]}"), "X")
    finding = Finding(code, 3, 1, fields, place="花名册.xlsx 第 3 行")
    html = render_settlement(PLAN, settlement(), findings=[finding] * 13)
    assert "花名册.xlsx 第 3 行" in html
    part = html[html.index('id="findings"') :]
    severity = finding.severity
    told = "必须改 13，请确认 0" if severity == "error" else "必须改 0，请确认 13"
    assert f'<details class="fold"><summary>其他 <span class="grey">{told}</span></summary>' in part
    assert html.index('id="run-teams"') < html.index('id="findings"') < html.index('id="readings"')


def test_in_english() -> None:
    html = render_settlement(PLAN, settlement(), names=names, language="en")
    assert '<html lang="en">' in html
    assert "The year at a glance" in html
    assert "90.80 points, level with place 3 on the score" in html


def test_empty_and_large() -> None:
    empty = Settlement(PLAN.policy, date(2024, 6, 10), {"exam": RunResult("exam", {})})
    assert "没有记录。材料里有了以后，这里会列出来。" in render_settlement(PLAN, empty)
    worker = exam().rows["w1"]
    large = RunResult("exam", {f"w{at}": worker for at in range(2000)})
    html = render_settlement(PLAN, Settlement(PLAN.policy, date(2024, 6, 10), {"exam": large}))
    assert "共 2000 条" in html
    assert len(html) < 100_000


def test_rendering_again_gives_the_same_page(html: str) -> None:
    assert render_settlement(PLAN, settlement(), names=names) == html


def test_a_page_of_350_people_stays_light() -> None:
    rows = {f"w{at}": row for at in range(350) for row in [list(exam().rows.values())[at % 5]]}
    settled = Settlement(PLAN.policy, date(2024, 6, 10), {"exam": RunResult("exam", rows)})
    assert len(render_settlement(PLAN, settled).encode()) < 1_200_000
