"""split: the parts add up to the amount, to the fen."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.engine.settling import column, policy, reasons, run

from yanxing.engine.outcome import SplitReason
from yanxing.engine.unknown import Gap, Unknown

PAY = policy("""
facts: {posts: {standard: number, street: number, district: number}}
runs:
  pay:
    rows: posts
    stages:
      - split: standard
        round: 0.01
        into: [{fixed: {percent: 80, of: standard}}, {merit: rest}]
      - split: standard
        round: 1
        into: [{by_street: street}, {by_district: district}, {own: rest}]
""")


def pay(standard, street=0, district=0):
    row = {"id": "王敏", "standard": standard, "street": street, "district": district}
    return run(PAY, {"posts": [{name: told for name, told in row.items() if told is not None}]})


def parts(result, *names):
    return [column(result, name)["王敏"] for name in names]


def test_eighty_and_twenty_add_up_to_the_fen():
    result = pay(Fraction("44999.99"))
    assert parts(result, "fixed", "merit") == [Fraction("35999.99"), Fraction("9000.00")]
    assert [result.rows["王敏"].cells[name].shown for name in ("fixed", "merit")] == ["35999.99", "9000.00"]
    assert reasons(result.rows["王敏"], SplitReason)[0].parts == (
        ("fixed", Fraction("35999.99"), Fraction("35999.992")),
        ("merit", Fraction("9000.00"), Fraction("8999.998")),
    )


def test_the_payer_written_last_gives_way_first():
    assert parts(pay(100, street=70, district=50), "by_street", "by_district", "own") == [70, 30, 0]
    assert parts(pay(100, street=170, district=50), "by_street", "by_district", "own") == [100, 0, 0]
    assert parts(pay(100, street=-5, district=50), "by_street", "by_district", "own") == [0, 50, 50]


def test_what_is_unknown_makes_the_rest_unknown_and_nothing_zero():
    result = pay(100, street=70, district=None)
    unknown = Unknown((Gap("district"),))
    assert parts(result, "by_street", "by_district", "own") == [70, unknown, unknown]
    assert parts(pay(None), "fixed", "merit") == [Unknown((Gap("standard"),))] * 2


amounts = st.integers(0, 10**6).map(lambda cents: Fraction(cents, 100))


@given(amounts, st.integers(-50, 10**4), st.integers(-50, 10**4))
def test_the_parts_add_up_and_none_is_below_zero(standard, street, district):
    result = pay(standard, street, district)
    assert sum(parts(result, "fixed", "merit")) == standard
    three = parts(result, "by_street", "by_district", "own")
    assert sum(three) == standard
    assert min(three) >= 0
