"""What the gallery shows. Figures add up: 346 = 291 + 6 + 49, 350 = 87 + 12 + 249 + 2."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms

from yanxing.web.look.chart import Chart, ChartRow
from yanxing.web.look.paste import Cell, Paste, Row
from yanxing.web.look.timeline import Span

TODAY = date(2024, 9, 20)

RESULTS = [
    ("", "全部", 350),
    ("good", "符合", 87),
    ("near", "仅差一项", 12),
    ("no", "不符合", 249),
    ("unknown", "信息待补", 2),
]

BROKEN = {"broken-name": "", "broken-reason": "太短", "broken-hours": "99", "broken-area": "9"}

CHIPS = [
    ("good", "符合"),
    ("near", "仅差一项"),
    ("no", "不符合"),
    ("unknown", "信息待补"),
    ("doing", "进行中·第 3 步，共 5 步"),
    ("locked", "已锁定·未改动"),
    ("draft", "草稿"),
    ("rest", "未开始"),
    ("bad", "未送达"),
]


@dataclass(frozen=True)
class Person:
    name: str
    number: str
    unit: str
    post: str
    joined: str
    result: str
    words: str
    next: str
    act: bool = False


PEOPLE = [
    Person("盛翌", "0318", "生态商务区第一联合", "社工", "", "unknown", "信息待补", "补入职日期", True),
    Person("尉迟晓岚", "0217", "蓝天", "社工", "2021年11月1日", "unknown", "信息待补", "核对证书编号", True),
    Person("李婷", "0142", "方塔", "社工", "2022年9月10日", "near", "仅差一项", "2024年9月10日满 2 年"),
    Person(
        "张铉",
        "0305",
        "生态商务区第一联合",
        "社工",
        "2022年7月1日",
        "near",
        "仅差一项",
        "2024年7月1日满 2 年",
    ),
    Person("欧阳静雯", "0166", "花园浜", "社工", "2020年3月16日", "good", "符合", "待本人确认"),
    Person("姚垚", "0263", "茸北", "居委会副主任", "2021年4月1日", "good", "符合", "已确认"),
    Person("䶮㑇明慧", "0264", "莱顿小镇", "社工", "2021年4月1日", "good", "符合", "已确认"),
    Person("陈建国", "0109", "黄渡浜", "居委会主任", "2010年3月1日", "no", "不符合", "已取得，不用参加"),
]


def people(result: str) -> list[Person]:
    """All, or those of one result; many, so that pages turn."""
    return [person for person in PEOPLE * 6 if result in {"", person.result}]


STEPS = [
    {"name": "申请", "state": "done", "note": "金晓雯·9月2日"},
    {"name": "调出街镇同意", "state": "done", "note": "中山街道，徐志强·9月9日"},
    {"name": "接收街镇同意", "state": "now", "note": "泗泾镇，陈建国", "due": "9月27日前"},
    {"name": "办理手续", "state": "next", "note": "区民政局"},
    {"name": "办结", "state": "next"},
]

SPANS = [
    Span("发动报名", "6月1日—10日·已结束", date(2024, 6, 1), date(2024, 6, 10)),
    Span("培训比赛", "6月10日—9月10日·已结束", date(2024, 6, 11), date(2024, 9, 10)),
    Span("总结表彰", "10月·11 天后开始", date(2024, 10, 1), date(2024, 10, 31)),
]

BARS = Chart(
    title="269 人在 20—39 学时之间",
    note="人数，按已得学时分段",
    name_head="学时",
    value_head="人数",
    rows=[
        ChartRow("不满 10", 4, url="?hours=0"),
        ChartRow("10—19", 31, url="?hours=10"),
        ChartRow("20—29", 148, url="?hours=20"),
        ChartRow("30—39", 121, url="?hours=30"),
        ChartRow("40 及以上", 46, url="?hours=40", marked=True),
    ],
)
LINE = Chart(
    title="第 4 讲到课率最低，91.1%",
    note="实到 ÷ 应到，纵轴从 80% 起",
    name_head="讲次",
    value_head="到课率",
    kind="line",
    start=80,
    unit="%",
    rows=[
        ChartRow(f"第 {number} 讲", Decimal(rate), f"{rate}%")
        for number, rate in enumerate(("94.6", "93.4", "94.3", "91.1", "92.5"), 1)
    ],
)
NO_BARS = Chart(title="参与情况", note="人次，按居委会", rows=[])


class PasteForm(forms.Form):
    block = forms.CharField(
        label="从表格粘贴",
        help_text="列的次序：姓名、工号、项目、作品或选题。第一行是表头也可以。",
        widget=forms.Textarea(attrs={"class": "yx-paste", "rows": 6}),
    )


PASTED = Paste(
    heads=("姓名", "工号", "项目", "作品或选题"),
    rows=(
        Row(1, (Cell("顾凌云"), Cell("0138"), Cell("“民情手记”晒一晒"), Cell("四楼的那盏灯")), "可提交"),
        Row(
            2,
            (
                Cell("李婷"),
                Cell("0412", "工号 0412 查无此人。李婷的工号是 0142"),
                Cell("“RONG”品牌方案设计"),
                Cell("茸：街角花园"),
            ),
            "改为 0142",
        ),
        Row(
            3,
            (
                Cell("宋文斌", "只限 90 后、00 后，宋文斌 1986年出生"),
                Cell("0133"),
                Cell("“RONG”品牌方案设计"),
                Cell("容：共享车棚"),
            ),
            "删去此行",
        ),
    ),
)

MATRIX = [
    ("府城方塔片区", True, ["5/6", "5/6", "19/23", "6/6", "2/6", "5/6"], 92),
    ("方塔", False, ["", "", "3/4", "", "", ""], 98),
    ("花园浜", False, ["", "", "4/5", "", "13/15", ""], 94),
    ("白龙潭", False, ["", "缺 1", "3/3", "", "11/13", ""], 93),
    ("生态商务区第一联合", False, ["缺 2", "", "2/3", "", "8/13", "缺 1"], 81),
]

MESSAGE = """各位书记、主任：业务培训签到尚缺 1 人，请 9月24日 17:30 前核对并补登。
缺人单位：蓝天。
联系人：徐志强 5783 0216"""

AREAS = [
    (
        "府城方塔片区",
        "82/93",
        [("方塔", "16/16", True), ("花园浜", "14/17", False), ("白龙潭", "13/15", False)],
    ),
    ("府城蓝天片区", "82/99", [("蓝天", "12/17", False), ("茸树", "14/16", False), ("北门", "16/18", False)]),
    ("功能片区", "67/77", [("茸北", "16/17", False), ("郭家娄", "13/15", False)]),
    ("商务片区", "60/77", [("五龙", "13/17", False), ("生态商务区第一联合", "11/15", False)]),
]

AWARDS = [
    ("一等奖", "王敏", "茸北居委会"),
    ("二等奖", "顾凌云", "方塔居委会"),
    ("二等奖", "欧阳静雯", "花园浜居委会"),
    ("三等奖", "张铉", "生态商务区第一联合居委会"),
]
