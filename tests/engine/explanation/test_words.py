"""Terms and conditions in words, one case a construct."""

from datetime import date
from fractions import Fraction

import pytest
from tests.engine.explanation.plan import PLAN, literal

from yanxing.engine.explanation.conditions import condition_words
from yanxing.engine.explanation.figures import Figures
from yanxing.engine.explanation.speech import Speech
from yanxing.engine.explanation.terms import term_words
from yanxing.engine.grammar import conditions as c
from yanxing.engine.grammar import measures as m
from yanxing.engine.grammar import terms as t
from yanxing.engine.grammar.conditions import AllOf, AnyOf, Compare, Not, OtherName

A, B = t.Ref(name="written"), t.Ref(name="interview")
FIGURES = {"written": Fraction(80), "interview": Fraction(85), "entered": date(2022, 9, 10)}


BEST_TWO = (
    "the mean of mark over score sheets "
    "(without those that have none, the highest 1 and lowest 1 left out, only the best 2)"
)


def compare(name, word, operand, **more):
    return Compare(name=name, tests=(c.Test(word=word, operand=operand),), **more)


@pytest.mark.parametrize(
    ("term", "zh", "en"),
    [
        (literal(60), "60", "60"),
        (literal(date(2024, 6, 10)), "2024年6月10日", "2024-06-10"),
        (A, "笔试 80", "笔试 80"),
        (t.Sum(sum=(A, B)), "笔试 80 + 面试 85", "笔试 80 + 面试 85"),
        (
            t.Product(product=(t.Sum(sum=(A, B)), literal(2))),
            "（笔试 80 + 面试 85） × 2",
            "(笔试 80 + 面试 85) × 2",
        ),
        (t.Own(own="written"), "自己的笔试", "own 笔试"),
        (t.Minus(minus=(A, B)), "笔试 80 − 面试 85", "笔试 80 − 面试 85"),
        (t.Ratio(ratio=(A, B)), "笔试 80 ÷ 面试 85", "笔试 80 ÷ 面试 85"),
        (t.Rate(rate=(A, B)), "笔试 80 ÷ 面试 85 × 100", "笔试 80 ÷ 面试 85 × 100"),
        (t.Percent(percent=literal(20), of=A), "笔试 80 × 20%", "笔试 80 × 20%"),
        (t.Mean(mean=(A, B)), "（笔试 80 + 面试 85）÷ 2", "(笔试 80 + 面试 85) ÷ 2"),
        (t.Least(min=(A, B)), "笔试 80、面试 85中最小的", "the least of 笔试 80, 面试 85"),
        (t.Greatest(max=(A, B)), "笔试 80、面试 85中最大的", "the greatest of 笔试 80, 面试 85"),
        (
            t.Weigh(weigh={"written": literal(40), "interview": literal(60)}),
            "笔试 80 × 40% + 面试 85 × 60%",
            "笔试 80 × 40% + 面试 85 × 60%",
        ),
        (
            t.Limit(limit=A, at_least=literal(0), at_most=literal(30)),
            "笔试 80（不低于 0，不高于 30）",
            "笔试 80 (at least 0, at most 30)",
        ),
        (t.TableAt(table="prize_points", at=A), "按“奖项分值”查笔试 80", "“奖项分值” at 笔试 80"),
        (
            t.Slope(
                slope=A, from_=literal(0), part="counts", above=t.Side(each=literal(7), adds=literal(-1))
            ),
            "笔试 80以 0 为准，每高 7 计 -1，不满一档按一档",
            "笔试 80 from 0: -1 for each 7 above, a broken step counts as one",
        ),
        (
            t.Case(case=(t.When(when=compare("written", "above", literal(9)), give="first"), t.When(then=B))),
            "笔试高于 9：一等奖；其余：面试 85",
            "if 笔试 is above 9: 一等奖; otherwise: 面试 85",
        ),
        (
            t.Moved(date=t.Ref(name="entered"), plus=t.Span(days=literal(5))),
            "2022年9月15日（入职时间 2022年9月10日 往后 5 天）",
            "2022-09-15 (5 days after 入职时间 2022-09-10)",
        ),
        (
            t.Moved(date=t.Ref(name="entered"), plus=t.Span(workdays=literal(5))),
            "入职时间 2022年9月10日 往后 5 个工作日",
            "5 working days after 入职时间 2022-09-10",
        ),
        (
            t.Moved(
                date=t.Ref(name="entered"), plus=t.Span(months=t.Minus(minus=(literal(0), literal(12))))
            ),
            "2021年9月10日（入职时间 2022年9月10日 往前 12 个月）",
            "2021-09-10 (12 months before 入职时间 2022-09-10)",
        ),
        (
            t.FullYears(full_years=(t.Ref(name="entered"), t.Ref(name="review"))),
            "入职时间 2022年9月10日到资格审核日的整年数",
            "whole years from 入职时间 2022-09-10 to 资格审核日",
        ),
        (t.Period(period=t.Ref(name="entered"), by="quarter"), "入职时间 2022年9月10日所在的季度",
         "the quarter of 入职时间 2022-09-10"),
        (t.Characters(characters=t.Ref(name="body")), "body的字数", "the length of body"),
        (t.Their(their="area", in_="committees", at=t.Ref(name="unit")), "unit的area", "area of unit"),
        (t.Balance(balance="own"), "“own”余额", "the balance of “own”"),
        (m.Count(count="rows"), "在列对象的数量", "the number of those still in"),
        (
            m.Count(
                count=m.ResultOf(result="essays"), where=compare("prize", "is", "first"), distinct="unit"
            ),
            "“民情手记”结果中不同unit的数量（只计奖项是一等奖）",
            "the number of different unit among the results of “民情手记” (only where 奖项 is 一等奖)",
        ),
        (
            m.MeanOver(
                mean=t.Ref(name="mark"),
                over="sheets",
                missing="skip",
                drop=m.Drop(highest=1, lowest=1),
                best=2,
            ),
            "评分表中mark的平均（没有数据的不计，去掉最高 1 个、最低 1 个，只取最高 2 个）",
            BEST_TWO,
        ),
        (
            m.LastOver(last=t.Ref(name="mark"), over="sheets", by="day", per=("unit",)),
            "评分表中day最大的mark（同一unit）",
            "mark of the score sheets with the greatest day (of the same unit)",
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, t.Node) else None,
)  # fmt: skip
def test_terms(term, zh, en) -> None:
    assert term_words(term, Speech(PLAN, "zh"), Figures(FIGURES)) == zh
    assert term_words(term, Speech(PLAN, "en"), Figures(FIGURES)) == en


@pytest.mark.parametrize(
    ("condition", "zh"),
    [
        (compare("written", "at_least", literal(60)), "笔试不低于 60"),
        (compare("written", "above", B), "笔试高于面试 85"),
        (compare("written", "at_most", literal(60)), "笔试不高于 60"),
        (compare("written", "below", literal(60), on="exact"), "笔试低于 60（按取整前的数比较）"),
        (compare("entered", "from", literal(date(2024, 6, 1))), "入职时间不早于 2024年6月1日"),
        (compare("entered", "after", literal(date(2024, 6, 1))), "入职时间晚于 2024年6月1日"),
        (compare("entered", "before", literal(date(2024, 6, 1))), "入职时间早于 2024年6月1日"),
        (compare("entered", "within", "contest"), "入职时间在contest内"),
        (compare("prize", "is", "first"), "奖项是一等奖"),
        (compare("prize", "is_not", "first"), "奖项不是一等奖"),
        (compare("prize", "in", ("first", "second")), "奖项是一等奖、二等奖之一"),
        (compare("prize", "not_in", ("first",)), "奖项不是一等奖中的任何一个"),
        (compare("prize", "is", OtherName(of="written")), "奖项是笔试 80"),
        (compare("recused", "is", False), "recused为否"),
        (compare("credentials", "has", "all_post"), "证书中有“全岗通”"),
        (compare("credentials", "has_all", ("all_post", "first")), "证书中“全岗通”、一等奖都有"),
        (compare("credentials", "has_any", ("all_post",)), "证书中有“全岗通”之一"),
        (compare("written", "known", True), "笔试已填写"),
        (compare("written", "known", False), "笔试未填写"),
        (
            AllOf(all=(compare("written", "known", True), AnyOf(any=(compare("prize", "is", "first"),) * 2))),
            "笔试已填写，且（奖项是一等奖，或者奖项是一等奖）",
        ),
        (Not(not_=compare("prize", "is", "first")), "不是“奖项是一等奖”"),
    ],
)
def test_conditions(condition, zh) -> None:
    assert condition_words(condition, Speech(PLAN, "zh"), Figures(FIGURES)) == zh
    assert condition_words(condition, Speech(PLAN, "en"), Figures(FIGURES))
