"""A document measured in its XML: page, grid, typefaces, order, places; and no text that breaks it."""

import io
import itertools
from datetime import date

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as Line
from hypothesis import given, settings
from hypothesis import strategies as st

from yanxing.report.official import (
    Annex,
    ApprovalForm,
    Issuer,
    OfficialDocument,
    Paragraph,
    Table,
    document_number,
    paragraphs,
    title_lines,
    write_approval_form,
    write_document,
)
from yanxing.report.official.parts import signature_indents

PARTY = Issuer("中共上海市松江区中山街道工作委员会", "中共松江区中山街道工作委员会")
OFFICE = Issuer("上海市松江区人民政府中山街道办事处")
BODY = paragraphs(
    "现将方案印发给你们，请认真贯彻落实。\n\n一、培训目标\n（一）社区干部实务培训。由三部分组成。\n1.专家授课\n（1）时间"
)
NOTICE = OfficialDocument(
    issuers=[PARTY, OFFICE],
    title="关于印发《中山街道2024年社区干部赋能计划实施方案》的通知",
    number="松中委〔2024〕37号",
    addressee="各居民区、机关各部门：",
    body=BODY,
    annexes=[
        Annex("中山街道2024年社区干部赋能计划实施方案", paragraphs("一、培训目标")),
        Annex("名单", [Table(["姓名", "居民区"], [["李婷", "方塔"], ["王芳", "蓝天"]])]),
    ],
    signed=date(2024, 5, 9),
    note="联系人：徐志强",
    copies="区委组织部，区民政局",
    printed_by="中共上海市松江区中山街道工作委员会办公室",
    printed_on=date(2024, 5, 11),
)


def made(content: OfficialDocument) -> Document:
    return docx.Document(io.BytesIO(write_document(content)))


def font(line: Line, run: int = 0) -> tuple[str, float]:
    found = line.runs[run]
    fonts = found._r.rPr.rFonts
    assert fonts.get(qn("w:ascii")) == fonts.get(qn("w:eastAsia"))
    assert found.font.size is not None
    return fonts.get(qn("w:eastAsia")), found.font.size.pt


def line(document: Document, text: str) -> Line:
    return next(each for each in document.paragraphs if each.text == text)


def test_the_page_and_its_grid() -> None:
    document = made(NOTICE)
    section = document.sections[0]
    size = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(each.mm, 1) for each in size if each] == [210, 297, 37, 35]
    assert [round(each.mm, 1) for each in (section.left_margin, section.right_margin) if each] == [28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert [grid.get(qn(f"w:{name}")) for name in ("type", "linePitch", "charSpace")] == [
        "linesAndChars", "579", "-848",
    ]  # fmt: skip
    body = line(document, "现将方案印发给你们，请认真贯彻落实。")
    assert body.paragraph_format.line_spacing.pt == pytest.approx(28.95)
    assert body.paragraph_format.first_line_indent.pt == pytest.approx(2 * 15.79, abs=0.06)


def test_everything_in_its_order() -> None:
    texts = [each.text for each in made(NOTICE).paragraphs if each.text]
    assert texts == [
        "松中委〔2024〕37号",
        *title_lines(NOTICE.title),
        "各居民区、机关各部门：",
        *[each.text for each in BODY],
        "附件：1.中山街道2024年社区干部赋能计划实施方案",
        "2.名单",
        PARTY.name,
        OFFICE.name,
        "2024年5月9日",
        "（联系人：徐志强）",
        "附件1",
        NOTICE.annexes[0].title,
        "一、培训目标",
        "附件2",
        "名单",
    ]


def test_typefaces() -> None:
    document = made(NOTICE)
    assert font(line(document, title_lines(NOTICE.title)[0])) == ("方正小标宋简体", 22)
    assert font(line(document, "各居民区、机关各部门：")) == ("仿宋_GB2312", 16)
    assert font(line(document, "一、培训目标")) == ("黑体", 16)
    second = line(document, "（一）社区干部实务培训。由三部分组成。")
    assert [(run.text, font(second, n)[0]) for n, run in enumerate(second.runs)] == [
        ("（一）社区干部实务培训。", "楷体_GB2312"),
        ("由三部分组成。", "仿宋_GB2312"),
    ]
    assert font(line(document, "1.专家授课")) == ("仿宋_GB2312", 16)
    assert font(line(document, "附件1")) == ("黑体", 16)
    assert line(document, "附件1").paragraph_format.page_break_before is True


def test_the_red_head_of_two_issuers() -> None:
    document = made(NOTICE)
    head = document.tables[0]
    assert [row.cells[0].text for row in head.rows] == [PARTY.mark, OFFICE.name]
    assert head.cell(0, 1).text == head.cell(1, 1).text == "文件"
    assert str(head.cell(0, 0).paragraphs[0].runs[0].font.color.rgb) == "FF0000"
    number = line(document, NOTICE.number or "")
    red = number._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert (red.get(qn("w:color")), red.get(qn("w:space"))) == ("FF0000", "11")


def test_the_red_head_of_one_issuer_and_a_draft() -> None:
    draft = OfficialDocument(issuers=[PARTY], title="关于开班的通知", body=BODY)
    mark = made(draft).paragraphs[0]
    assert (mark.text, font(mark)) == (f"{PARTY.mark}文件", ("方正小标宋简体", 27.5))
    assert mark.paragraph_format.space_before.mm == pytest.approx(35, abs=0.1)
    assert "〔" not in "".join(each.text for each in made(draft).paragraphs)
    plain = made(OfficialDocument(issuers=[PARTY], title="关于开班的通知", body=BODY, red_head=False))
    assert plain.paragraphs[0].text == "关于开班的通知"


def test_a_document_upward_names_its_signer() -> None:
    asked = made(
        OfficialDocument(
            issuers=[OFFICE], title="请示", body=BODY, number="松中办〔2024〕1号", signer="徐志强"
        )
    )
    found = line(asked, "松中办〔2024〕1号\t签发人：徐志强")
    assert [font(found, n)[0] for n in range(2)] == ["仿宋_GB2312", "楷体_GB2312"]


def test_where_names_and_days_stand() -> None:
    assert signature_indents(6, 6, sealed=True) == (4, 4)
    assert signature_indents(10, 6, sealed=True) == (2, 4)
    assert signature_indents(17, 6, sealed=True) == (0, 5.5)
    assert signature_indents(10, 6, sealed=False) == (2, 4)
    assert signature_indents(5, 6, sealed=False) == (5, 2)


def test_the_colophon_at_the_foot() -> None:
    table = made(NOTICE).tables[-1]
    assert [row.cells[0].text for row in table.rows] == [
        "抄送：区委组织部，区民政局。",
        "中共上海市松江区中山街道工作委员会办公室\t2024年5月11日印发",
    ]
    place = table._tbl.tblPr.find(qn("w:tblpPr"))
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    sizes = [
        row.cells[0]._tc.tcPr.find(qn("w:tcBorders")).find(qn(f"w:{side}")).get(qn("w:sz"))
        for row in table.rows
        for side in ("top", "bottom")
    ]
    assert sizes == ["8", "6", "6", "8"]


def test_page_numbers_on_the_outer_side() -> None:
    document = made(NOTICE)
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer is True
    for footer, align in ((section.footer, 2), (section.even_page_footer, 0)):
        number = footer.paragraphs[0]
        assert (number.text, number.paragraph_format.alignment, font(number)) == ("—  —", align, ("宋体", 14))
        assert "PAGE" in number._p.xml


def test_a_table_as_an_annex() -> None:
    table = made(NOTICE).tables[-2]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["姓名", "居民区"], ["李婷", "方塔"], ["王芳", "蓝天"],
    ]  # fmt: skip
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_numbers_and_levels() -> None:
    assert document_number("松中委", 2024, 7) == "松中委〔2024〕7号"
    lines = ["一、甲", "（一）乙", "(十二)丙", "1.丁", "1、戊", "3.5分", "（1）己", "庚"]
    assert [each.level for each in paragraphs("\n".join(lines))] == [1, 2, 2, 3, 3, 0, 4, 0]


def test_titles_break_between_words() -> None:
    assert title_lines("关于开班的通知") == ["关于开班的通知"]
    assert title_lines("上\n下下") == ["上", "下下"]
    for lines in (
        title_lines(NOTICE.title),
        title_lines("关于做好2024年中山街道社区工作者“全岗通”考核工作的通知"),
    ):
        assert len(lines) == 2
        for first, second in itertools.pairwise(lines):
            assert first[-1] + second[0] not in ("社区", "干部", "计划", "方案", "工作", "街道", "20")
    assert title_lines(NOTICE.title) == ["关于印发《中山街道2024年社区", "干部赋能计划实施方案》的通知"]


def test_a_form_to_decide_on_fills_one_page() -> None:
    form = ApprovalForm(
        "中山街道自治办",
        "关于印发方案的通知",
        "拟于5月9日印发。",
        "徐志强",
        date(2024, 5, 9),
        reference="XS-17",
    )
    document = docx.Document(io.BytesIO(write_approval_form(form)))
    table = document.tables[0]
    assert [row.cells[0].text for row in table.rows] == [
        "标题", "文号", "拟稿单位", "联系电话", "呈批事项", "科室审核意见", "分管领导意见", "主要领导意见",
    ]  # fmt: skip
    assert [cell.text for cell in table.rows[1].cells] == ["文号", "", "拟稿日期", "2024年5月9日"]
    assert "签名：" in table.rows[-1].cells[1].text
    heights = [row.height.mm for row in table.rows if row.height]
    assert len(heights) == 8
    assert sum(heights) <= 225 - 13 - 7
    assert document.paragraphs[-1].text.endswith("编号：XS-17")
    with pytest.raises(ValueError, match="four"):
        write_approval_form(ApprovalForm("甲", "乙", "丙", "丁", opinions=["意见"] * 5))


anything = st.text() | st.text(alphabet=st.characters(categories=["Cc", "Cs", "Co", "Cn", "Lo"]))


@settings(max_examples=20)
@given(anything, anything, anything)
def test_no_text_breaks_a_document(first: str, second: str, third: str) -> None:
    content = OfficialDocument(
        issuers=[Issuer(first, second), Issuer(third)],
        title=second,
        body=[Paragraph(first, 1), Table([first, second], [[third, ""], [second]]), *paragraphs(third)],
        number=third,
        addressee=first,
        annexes=[Annex(first, paragraphs(second)), Annex(third)],
        note=first,
        copies=second,
        printed_by=third,
        signer=first,
    )
    made(content)
    docx.Document(
        io.BytesIO(
            write_approval_form(ApprovalForm(first, second, third, first, basis=second, annexes=[third]))
        )
    )


def test_nobody_issues_it() -> None:
    with pytest.raises(ValueError, match="issuer"):
        write_document(OfficialDocument(issuers=[], title="", body=[]))
