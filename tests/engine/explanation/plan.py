"""A small policy with the clauses of a street's plan, and results as the stages leave them."""

from datetime import date
from fractions import Fraction

from yanxing.engine.grammar.conditions import Compare, Test
from yanxing.engine.grammar.document import Document, Reading, Table, Value
from yanxing.engine.grammar.facts import KeyOf, ManyCodes, Records
from yanxing.engine.grammar.measures import Drop, ResultOf, SumOver
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.runs import Run
from yanxing.engine.grammar.stages import (
    Column,
    Compute,
    Gate,
    Leave,
    Panel,
    Places,
    Rank,
    Requirement,
    Take,
)
from yanxing.engine.grammar.terms import Literally, Moved, Ref, Span, TableAt, Weigh
from yanxing.engine.outcome import (
    Cell,
    Check,
    ColumnReason,
    GateReason,
    ListRead,
    PanelReason,
    RankReason,
    Read,
    Row,
    RunResult,
    Settlement,
    TakeReason,
)
from yanxing.engine.unknown import Gap, Unknown, missing

F = Fraction
CENT = F(1, 100)


def literal(value):
    return Literally(value=value if isinstance(value, date | bool) else F(value))


SERVED = Requirement(
    that=Compare(
        name="entered",
        tests=(Test(word="until", operand=Moved(date=Ref(name="review"), plus=Span(months=literal(-24)))),),
    ),
    else_=Leave(state="out", reason="service_too_short"),
    clause="入职满2年",
    reading="A5",
    mends="time",
)
NOT_YET = Requirement(
    that=Compare(name="credentials", tests=(Test(word="lacks", operand="all_post"),)),
    else_=Leave(state="out", reason="already_all_post"),
    clause="未取得“全岗通”",
    mends="never",
)
PASSED = Requirement(
    that=Compare(
        name="composite", tests=(Test(word="at_least", operand=Ref(name="pass_mark")),), on="rounded"
    ),
    else_=Leave(state="out", reason="below_pass_mark"),
    clause="综合成绩合格者",
    reading="A14",
)

PLAN = Policy(
    policy="zhongshan/small",
    title="中山街道 2024 年社区干部赋能计划",
    document=Document(
        issuers=("中共上海市松江区中山街道工作委员会",),
        number="松中委〔2024〕37 号",
        signed=date(2024, 5, 9),
        to=("各居民区",),
    ),
    text={
        "二（一）3": "为建立“一人多岗，一专多能”的社区工作者队伍，"
        "按笔试成绩占40%、面试成绩占60%的比例合成综合成绩。"
        "综合成绩合格者评聘为“全岗通”社区工作者。\n考核对象：入职满 2 年、未取得“全岗通”的社区工作者",
        "二（二）2": "社区工作者梳理和撰写 800 字以内“民情手记”，由评审小组打分。",
        "三、1": "单项奖：风采展示五个单项项目分别设一等奖 1 名、二等奖 3 名、三等奖 6 名。",
        "三、2": "团体奖：五个项目单项奖累计积分，评选出团体一等奖 1 名。",
    },
    readings={
        "A5": Reading(
            says="满 2 年算到资格审核日，当日满 2 年的算在内。",
            why="原文未写算到哪一天。",
            by="office",
            confirmed="自治办 2024年5月20日确认",
        ),
        "A9": Reading(says="同分先比“工作实效”，再比“真情实感”。", why="原文未写。"),
        "A14": Reading(says="综合成绩取两位小数，60.00 为合格。"),
        "A21": Reading(says="五份以上去掉最高、最低各一份后平均。"),
    },
    labels={
        "exam": "“全岗通”考核",
        "essays": "“民情手记”",
        "teams": "团体积分",
        "entered": "入职时间",
        "review": "资格审核日",
        "credentials": "证书",
        "all_post": "“全岗通”",
        "service_too_short": "入职未满 2 年",
        "already_all_post": "已取得“全岗通”",
        "below_pass_mark": "未达合格线",
        "written": "笔试",
        "interview": "面试",
        "composite": "综合成绩",
        "pass_mark": "合格线",
        "eligible": "资格",
        "score": "得分",
        "effect": "工作实效",
        "place": "名次",
        "prize": "奖项",
        "first": "一等奖",
        "second": "二等奖",
        "third": "三等奖",
        "points": "积分",
        "prize_points": "奖项分值",
    },
    facts={
        "workers": {
            "entered": "date",
            "credentials": ManyCodes(codes=("all_post",)),
            "written": "number",
            "interview": "number",
            "unit": KeyOf(key="committees"),
        },
        "essays": {
            "author": KeyOf(key="workers"),
            "unit": KeyOf(key="committees"),
            "effect": "number",
            "sheets": Records(records={"judge": "key", "mark": "number"}),
        },
        "committees": {},
    },
    values={
        "review": Value(is_=date(2024, 6, 10), reading="A5"),
        "pass_mark": Value(is_=F(60), reading="A14"),
    },
    tables={"prize_points": Table(codes={"first": F(10), "second": F(6), "third": F(3)}, else_=F(0))},
    runs={
        "exam": Run(
            rows="workers",
            stages=(
                Gate(gate="eligible", require=(SERVED, NOT_YET), clause="二（一）3"),
                Compute(
                    compute={
                        "composite": Column(
                            is_=Weigh(weigh={"written": literal(40), "interview": literal(60)}),
                            round=CENT,
                            clause="笔试成绩占40%、面试成绩占60%的比例合成综合成绩",
                            reading="A14",
                        )
                    }
                ),
                Gate(gate="passed", require=(PASSED,)),
            ),
        ),
        "essays": Run(
            rows="essays",
            clause="二（二）2",
            stages=(
                Panel(
                    panel="score",
                    sheets="sheets",
                    rater="judge",
                    mark=Ref(name="mark"),
                    drop=Drop(highest=1, lowest=1, from_=5),
                    round=CENT,
                    reading="A21",
                ),
                Rank(rank="place", order=({"score": "high"}, {"effect": "high"}), reading="A9"),
                Take(
                    take="prize",
                    by="place",
                    tie="undecided",
                    clause="三、1",
                    places=(
                        Places(give="first", number=literal(1)),
                        Places(give="second", number=literal(3)),
                        Places(give="third", number=literal(6)),
                    ),
                ),
            ),
        ),
        "teams": Run(
            rows="committees",
            clause="三、2",
            stages=(
                Compute(
                    compute={
                        "points": Column(
                            is_=SumOver(
                                sum=TableAt(table="prize_points", at=Ref(name="prize")),
                                over=ResultOf(result=("essays",)),
                                per={"unit": "id"},
                            )
                        )
                    }
                ),
            ),
        ),
    },
)

PEOPLE = {
    "w1": "李婷", "w2": "尉迟晓岚", "w3": "盛堃", "w4": "陆雯倩", "w5": "王敏", "c1": "方塔", "c2": "茸北",
    "e1": "王敏", "e2": "顾凌云", "e3": "欧阳静雯", "e4": "周喆", "e5": "沈佳怡", "e6": "朱慧芳",
}  # fmt: skip


def names(_kind, key):
    return PEOPLE.get(key, key)


def checks(entered, served, not_yet=True):
    gaps = (Gap("entered"),) if served is None else ()
    value = missing("entered") if entered is None else entered
    return (
        Check(0, served, (Read("entered", value), Read("review", date(2024, 6, 10), "value")), gaps=gaps),
        Check(1, not_yet, (Read("credentials", frozenset() if not_yet else frozenset({"all_post"})),)),
    )


def worker(key, entered, served, not_yet=True, **more):
    row = Row(id=key, kind="workers", facts={"unit": "c1"} | ({"entered": entered} if entered else {}))
    row.reasons.append(GateReason(0, "eligible", checks(entered, served, not_yet)))
    if not not_yet:
        row.state, row.reason = "out", "already_all_post"
    if served is False:
        row.state, row.reason = "out", "service_too_short"
    if served is None and not_yet:
        row.state, row.reason, row.gaps = "held", "missing_facts", (Gap("entered"),)
    if more:
        examined(row, F(more["written"]), F(more["interview"]))
    return row


def examined(row, written, interview):
    exact = written * F(2, 5) + interview * F(3, 5)
    value = F(round(exact * 100), 100)
    shown = f"{value.numerator * 100 // value.denominator // 100}.{int(value * 100) % 100:02d}"
    row.cells["composite"] = Cell(value, exact, shown)
    reads = (Read("written", written), Read("interview", interview))
    row.reasons.append(ColumnReason(1, "composite", value, exact, shown, reads))
    met = value >= 60
    reads = (Read("composite", value, "column"), Read("pass_mark", F(60), "value"))
    row.reasons.append(GateReason(2, "passed", (Check(0, met, reads),)))
    if not met:
        row.state, row.reason = "out", "below_pass_mark"


def exam():
    rows = [
        worker("w1", date(2022, 9, 10), False),
        worker("w2", None, None),
        worker("w3", date(2019, 6, 3), True, written="80", interview="85"),
        worker("w4", date(2018, 9, 1), True, written="55", interview="62.505"),
        worker("w5", date(2012, 7, 1), True, False),
    ]
    return RunResult("exam", {row.id: row for row in rows})


def essay(key, place, marks, effect, *, above=None, parted=None, given=None, gap=None, how=None):
    values = sorted(F(mark) for mark in marks)
    named = tuple((f"j{at}", value) for at, value in enumerate(values))
    score = sum(values[1:-1], F(0)) / (len(values) - 2)
    shown = f"{int(score * 100) // 100}.{int(score * 100) % 100:02d}"
    row = Row(id=key, kind="essays", facts={"author": key.replace("e", "w"), "unit": "c1"})
    row.cells = {
        "score": Cell(score, score, shown),
        "effect": Cell(F(effect), F(effect), effect),
        "place": Cell(F(place), F(place), str(place)),
    }
    row.reasons = [
        PanelReason(0, "score", score, score, shown, named[1:-1], (named[0], named[-1]), 1),
        RankReason(1, "place", place, 6, (("score", score), ("effect", F(effect))), (key,), parted, above),
        TakeReason(2, "prize", given, how or ("placed" if given else "rest"), None, None, gap=gap),
    ]
    if given:
        row.cells["prize"] = Cell(given, given, given)
        at = ("first", "second", "third").index(given)
        row.reasons[-1] = TakeReason(2, "prize", given, how or "placed", at, (1, 3, 6)[at])
    return row


def essays():
    rows = [
        essay("e1", 1, ("90", "91", "91", "92", "91.6", "91.4", "95"), "37.00", given="first"),
        essay(
            "e2", 2, ("88", "89", "90", "91", "91", "93", "95"), "36.60",
            above="e1", parted="score", given="second",
        ),
        essay(
            "e3", 3, ("88", "89", "90", "91", "91", "93", "95"), "36.20",
            above="e2", parted="effect", given="second",
        ),
        essay("e4", 4, ("80", "83", "83.1", "83.2", "83.3", "83.4", "90"), "30", above="e3", parted="score",
              gap=("score", F(7, 20))),
    ]  # fmt: skip
    tied = essay("e5", 5, ("79", "82", "82", "82", "82", "82", "83"), "30", above="e4", parted="score")
    tied.state = "undecided"
    tied.reasons[1] = RankReason(
        1, "place", 5, 6, (("score", F(82)), ("effect", F(30))), ("e5", "e6"), "score", "e4"
    )
    tied.reasons[2] = TakeReason(2, "prize", None, "undecided", 2, 6, level=("e5", "e6"))
    few = Row(id="e6", kind="essays", facts={}, state="redo", reason="too_few_sheets")
    few.gaps = (Gap("sheets", "too_few"),)
    unknown = Unknown((Gap("sheets", "too_few"),))
    few.reasons = [PanelReason(0, "score", unknown, unknown, "", (("j1", F(80)), ("j2", F(81))), (), 0)]
    return RunResult("essays", {row.id: row for row in [*rows, tied, few]})


def teams():
    row = Row(id="c1", kind="committees", facts={}, cells={"points": Cell(F(22), F(22), "22")})
    used = (("essays/e1", F(10)), ("essays/e2", F(6)), ("essays/e3", F(6)))
    read = ListRead("sum", "essays", used, (), 0, F(22))
    row.reasons = [ColumnReason(0, "points", F(22), F(22), "22", (read,))]
    return RunResult("teams", {"c1": row})


def settlement():
    results = (exam(), essays(), teams())
    return Settlement(PLAN.policy, date(2024, 6, 10), {result.run: result for result in results})
