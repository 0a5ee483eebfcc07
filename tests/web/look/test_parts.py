"""The parts as page builders use them, and the small arithmetic behind some."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from yanxing.web.look.chart import Chart, ChartRow
from yanxing.web.look.paste import Cell, Paste, Row, read_block
from yanxing.web.look.timeline import Span, draw

JUNE = dt.date(2024, 6, 10)


def shown(source: str, address: str = "/", **values: Any) -> str:
    request = RequestFactory().get(address)
    return Template("{% load look %}" + source).render(Context({"request": request, **values}))


def test_a_chip_has_icon_and_word() -> None:
    made = shown('{% chip "near" "仅差一项" %}')
    assert 'class="yx-chip yx-chip-near"' in made
    assert "#alert-triangle" in made
    assert "仅差一项" in made


def test_a_chip_of_no_known_kind_fails_loudly() -> None:
    with pytest.raises(KeyError):
        shown('{% chip "perhaps" "也许" %}')


def test_words_of_users_are_escaped() -> None:
    made = shown(
        "{% chip 'good' words %}{% part 'card' title=words %}{{ words }}{% endpart %}", words="<b>李婷"
    )
    assert "<b>" not in made
    assert made.count("&lt;b&gt;李婷") == 3


def test_why_says_of_what_and_opens_without_javascript() -> None:
    made = shown('{% why "/why/7/" "综合成绩" %}')
    assert 'href="/why/7/"' in made
    assert 'aria-label="综合成绩是怎么来的"' in made


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ value|day }}", "2024年6月10日"),
        ("{{ value|day:'short weekday' }}", "6月10日 周一"),
        ("{{ nothing|day }}", ""),
        ("{{ midnight|moment:'until' }}", "2024年6月10日 24:00"),
        ("{{ midnight|moment }}", "2024年6月11日 00:00"),
        ("{{ midnight|moment:'short weekday until' }}", "6月10日 周一 24:00"),
    ],
)
def test_dates_are_written_as_an_office_writes_them(source: str, expected: str) -> None:
    midnight = dt.datetime(2024, 6, 10, 16, tzinfo=dt.UTC)  # 24:00 in Shanghai
    assert shown(source, value=JUNE, nothing=None, midnight=midnight) == expected


def test_filters_keep_the_rest_of_the_address_and_drop_the_page() -> None:
    made = shown(
        "{% filters 'result' items %}",
        "/list/?unit=4&result=near&page=3",
        items=[("", "全部", 350), ("near", "仅差一项", 12), ("unknown", "信息待补", None)],
    )
    assert 'href="?unit=4"' in made
    assert 'href="?unit=4&amp;result=near" aria-current="true"' in made
    assert 'href="?unit=4&amp;result=unknown"' in made
    assert made.count("yx-count") == 2


@pytest.mark.parametrize(
    ("count", "number", "words", "turns"),
    [
        (0, 1, "共 0 行", []),
        (1, 1, "第 1—1 行，共 1 行", []),
        (3, 2, "第 3—3 行，共 3 行", ["?unit=4&amp;page=1"]),
    ],
)
def test_pages_say_what_is_shown(count: int, number: int, words: str, turns: list[str]) -> None:
    page = Paginator(range(count), 2 if count > 1 else 12).page(number)
    made = shown("{% pages page %}", f"/list/?unit=4&page={number}", page=page)
    assert words in made
    assert [each for each in turns if each not in made] == []
    assert ("<nav" in made) == bool(turns)


class Leave(forms.Form):
    name = forms.CharField(label="姓名", help_text="与身份证一致")
    kind = forms.ChoiceField(label="类别", choices=[("sick", "病假")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="我已核对。")


def test_errors_lead_to_their_fields() -> None:
    form = Leave(QueryDict())
    made = shown(
        "{% errors form %}{% field form.name %}{% field form.kind %}{% field form.sure %}", form=form
    )
    assert "有 3 处要改" in made
    for place, text in [
        ("id_name", "姓名：请填写"),
        ("id_kind", "类别：请选一项"),
        ("id_sure", "我已核对：请先勾选"),
    ]:
        assert f'<a href="#{place}">{text}</a>' in made
        assert f'id="{place}"' in made
    assert 'aria-describedby="id_name_helptext id_name_error"' in made
    assert 'id="id_name_error"' in made


def test_a_form_not_sent_yet_has_no_errors() -> None:
    assert shown("{% errors form %}", form=Leave()).strip() == ""


@pytest.mark.parametrize(
    ("cookie", "account", "elder"),
    [(None, False, False), (None, True, True), ("0", True, False), ("1", False, True)],
)
def test_the_browser_decides_before_the_account(cookie: str | None, account: bool, elder: bool) -> None:
    request = RequestFactory().get("/")
    if cookie is not None:
        request.COOKIES["elder"] = cookie
    context = Context({"request": request, "shell": SimpleNamespace(elder=account)})
    assert ("data-elder" in Template("{% load look %}{% root_attributes %}").render(context)) == elder


def test_work_asks_again_until_it_is_done() -> None:
    assert 'hx-get="/job/1/"' in shown("{% work '正在核对' 128 350 '/job/1/' %}")
    assert "hx-get" not in shown("{% work '正在核对' 350 350 '/job/1/' %}")
    assert "正在准备" in shown("{% work '正在核对' 0 0 '/job/1/' %}")


def test_a_chart_stands_beside_its_table() -> None:
    rows = [ChartRow("20—29", 148, url="/people/?hours=20"), ChartRow("</script>", 4)]
    made = shown("{% chart drawn 'hours' %}", drawn=Chart("269 人在 20—39 学时之间", "人数", rows))
    assert '<a href="/people/?hours=20">148</a>' in made
    assert '<script id="hours-data" type="application/json">' in made
    assert made.count("</script>") == 1


def test_a_chart_without_rows_teaches() -> None:
    made = shown("{% chart drawn 'none' %}", drawn=Chart("参与情况", "人次", []))
    assert "还没有数据" in made
    assert "data-chart" not in made


PLAN = [
    Span("培训比赛", "6月10日—9月10日", dt.date(2024, 6, 11), dt.date(2024, 9, 10)),
    Span("发动报名", "6月1日—10日", dt.date(2024, 6, 1), JUNE),
    Span("总结表彰", "10月", dt.date(2024, 10, 1), dt.date(2024, 10, 31)),
]


def test_the_time_line_of_the_plan() -> None:
    line = draw(PLAN, dt.date(2024, 9, 20))
    assert [(bar.name, bar.state) for bar in line.bars] == [
        ("发动报名", "past"),
        ("培训比赛", "past"),
        ("总结表彰", "ahead"),
    ]
    assert line.bars[0].x == 0
    assert line.today is not None
    assert line.today.text == "今天 9月20日"
    assert draw(PLAN, dt.date(2025, 1, 1)).today is None
    assert draw([], JUNE).bars == ()


DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2026, 12, 31))


@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=6), DAYS)
def test_a_time_line_stays_within_its_width(pairs: list[tuple[dt.date, dt.date]], today: dt.date) -> None:
    line = draw([Span("阶段", "", min(pair), max(pair)) for pair in pairs], today)
    assert all(
        0 <= bar.x < 100 and bar.x + bar.width <= 100.01 and 0 <= bar.words <= 100 for bar in line.bars
    )


CELLS = st.text(st.characters(blacklist_categories=("C", "Z")), max_size=8).filter(
    lambda cell: '"' not in cell
)


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3).filter(any), max_size=5), st.sampled_from(["\n", "\r\n"])
)
def test_a_pasted_block_is_read_as_it_was_written(rows: list[list[str]], ending: str) -> None:
    assert read_block(ending.join("\t".join(row) for row in rows) + ending, 3) == rows


def test_a_cell_with_a_line_break_stays_one_cell() -> None:
    assert read_block('李婷\t"方塔\n居民区"\n\n王敏', 2) == [["李婷", "方塔\n居民区"], ["王敏", ""]]


def test_quotes_a_person_wrote_stay() -> None:
    written = '"RONG"品牌方案设计\t"有话说\n李婷\t"手记"'
    assert read_block(written, 2) == [['"RONG"品牌方案设计', '"有话说'], ["李婷", '"手记"']]


def test_errors_of_a_pasted_block_name_row_and_head() -> None:
    pasted = Paste(("姓名", "工号"), (Row(4, (Cell("李婷"), Cell("0412", "查无此人"))),))
    assert pasted.errors == [("#paste-4", "第 4 行 工号：查无此人")]
