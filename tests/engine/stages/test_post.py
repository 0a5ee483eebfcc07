"""post: a proposed posting with a key of its own; nothing is moved."""

from fractions import Fraction

from tests.engine.settling import ended, policy, reasons, run

from yanxing.engine.outcome import PostReason
from yanxing.engine.unknown import Gap

POINTS = policy("""
facts: {entries: {person: key, quarter: number, points: number}}
ledgers:
  points:
    about: entries
    accounts: {own: {of: person}}
    events: {enter: {post: [{to: own, amount: points}]}}
runs:
  quarter:
    rows: entries
    stages:
      - {post: booking, ledger: points, account: own, amount: points, key: [person, quarter, id]}
""")


def test_a_posting_names_account_amount_and_key():
    result = run(POINTS, {"entries": [{"id": "e1", "person": "王敏", "quarter": 3, "points": -2}]})
    assert reasons(result.rows["e1"], PostReason) == [
        PostReason(0, "points", "own", Fraction(-2), "王敏/3/e1")
    ]


def test_the_key_is_the_same_however_often_it_is_settled():
    rows = {"entries": [{"id": "e1", "person": "王敏", "quarter": 3, "points": 5}]}
    first, second = (reasons(run(POINTS, rows).rows["e1"], PostReason)[0] for _ in range(2))
    assert first == second


def test_an_unknown_amount_or_key_posts_nothing():
    result = run(
        POINTS,
        {
            "entries": [
                {"id": "e1", "person": "王敏", "points": 5},
                {"id": "e2", "person": "王敏", "quarter": 1},
            ]
        },
    )
    assert ended(result) == dict.fromkeys(("e1", "e2"), ("held", "missing_facts"))
    assert result.rows["e1"].gaps == (Gap("quarter"),)
    assert not any(reasons(row, PostReason) for row in result.rows.values())
