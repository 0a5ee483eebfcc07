"""Every example beside a policy, in `policies/` and in the guide, is one case with its name."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from yanxing.engine.grammar.policy import Policy
from yanxing.engine.unknown import missing
from yanxing.policy.calendars import office_calendar
from yanxing.policy.examples import Example, read_examples, same, try_example
from yanxing.policy.load import load, loaded

ROOT = Path(__file__).parents[2]


def files() -> list[Path]:
    return [
        each for folder in ("policies", "docs") for each in sorted((ROOT / folder).rglob("*.examples.yaml"))
    ]


@cache
def policy_of(examples: Path) -> Policy:
    path = examples.with_name(examples.name.removesuffix(".examples.yaml") + ".yaml")
    found = load(path)
    assert found.ok, [each.text() for each in found.findings if each.is_error]
    return found.usable


def cases() -> Iterator[object]:
    for path in files():
        for number, example in enumerate(read_examples(path.read_bytes(), path.name)[0]):
            name = f"{path.name.removesuffix('.examples.yaml')}-{number}-{example.name}"
            yield pytest.param(path, example, id=name)


@pytest.mark.parametrize(("path", "example"), list(cases()))
def test_the_example_comes_out_as_written(path: Path, example: Example) -> None:
    tried = try_example(policy_of(path), example, office_calendar())
    assert [each.text() for each in tried.findings if each.is_error] == []
    assert [each.text() for each in tried.differences] == []


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_every_example_is_written_as_one(path: Path) -> None:
    assert [each.text() for each in read_examples(path.read_bytes(), path.name)[1]] == []


LIBRARY = """
policy: test/library
title: 工具库与调动
document: {issuers: [街道], signed: 2024-06-30}
facts:
  loans: {credits: {number: 分}}
  moves: {home_street: text, target_street: text, service_months: number}
ledgers:
  tools:
    about: loans
    accounts:
      own: {of: actor, at_least: 0, at_most: 20, overflow: box}
      box: {of: house, at_least: 0}
    events:
      lend: {post: [{to: own, amount: credits}]}
      borrow: {post: [{from: own, amount: credits}]}
flows:
  transfer:
    about: moves
    subject: person
    parties:
      applicant: {person: subject}
      sending: {role: street_officer, of: home_street, else: district}
      receiving: {role: street_officer, of: target_street, else: district}
      district: {role: district_officer}
    start: apply
    steps:
      apply:
        by: applicant
        answers:
          submit:
            require: [{that: {service_months: {at_least: 36}}, else: {refused: service_too_short}}]
            go: consents
          withdraw: {end: withdrawn}
      consents:
        by: {each: [sending, receiving]}
        clock: {workdays: 10, late: refuse}
        answers: {agree: {from: all, go: move}, refuse: {end: not_agreed}}
      move: {by: district, answers: {confirm: {end: moved, effects: [{appoint: target_street}]}}}
"""

WORKED = """
examples:
  - name: 借出多于存分的整件退回
    given:
      events:
        tools:
          - {id: e1, kind: lend, actor: w1, date: 2024-01-05, credits: 12}
          - {id: e2, kind: lend, actor: w1, date: 2024-01-06, credits: 10}
          - {id: e3, kind: borrow, actor: w2, date: 2024-01-07, credits: 1}
    expect:
      tools: {balances: {own: {w1: 20, w2: 0}, box: 2}, events: {e2: accepted, e3: below_floor}}
  - name: 一方同意要等另一方
    given:
      matter:
        flow: transfer
        at: 2024-06-11 09:00
        facts: {id: m1, subject: w3, home_street: s1, target_street: s2, service_months: 36}
        holders: {street_officer: {s1: [w8], s2: [w9]}, district_officer: [w7]}
        steps:
          - {at: 2024-06-11 10:00, party: applicant, actor: w3, answer: submit}
          - {at: 2024-06-12 10:00, party: sending, actor: w8, answer: agree}
          - {at: 2024-06-12 11:00, party: receiving, actor: w8, answer: agree}
    expect:
      matter: {step: consents, outcome: open, steps: [moved, waiting, not_the_party], asked: [receiving]}
  - name: 十个工作日没有答复就是不同意
    given:
      matter:
        flow: transfer
        at: 2024-06-11 09:00
        facts: {id: m1, subject: w3, home_street: s1, target_street: s2, service_months: 36}
        holders: {street_officer: {s1: [w8], s2: [w9]}, district_officer: [w7]}
        steps: [{at: 2024-06-11 10:00, party: applicant, actor: w3, answer: submit}]
        until: 2024-07-31 17:00
    expect:
      matter: {step: ended, outcome: not_agreed, effects: []}
  - name: 写错的
    given:
      matter:
        flow: transfer
        at: 2024-06-11 09:00
        facts: {id: m1, subject: w3, service_months: 35}
        steps: [{at: 2024-06-11 10:00, party: applicant, actor: w3, answer: submit}]
    expect:
      matter: {step: consents, steps: [moved]}
"""


def test_examples_of_ledgers_and_flows() -> None:
    found = loaded(LIBRARY.encode(), "library.yaml")
    assert [each.text() for each in found.findings if each.is_error] == []
    examples, wrong = read_examples(WORKED.encode(), "library.examples.yaml")
    assert wrong == []
    tried = [try_example(found.usable, each, office_calendar()) for each in examples]
    assert [[each.text() for each in one.findings] for one in tried] == [[], [], [], []]
    assert [[each.text() for each in one.differences] for one in tried] == [
        [],
        [],
        [],
        [
            "matter step：应为 consents，实际是 apply。",
            "matter steps：应为 moved，实际是 service_too_short。",
        ],
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("examples: 3", "examples_list"),
        ("examples: [3]", "examples_key"),
        ("examples: [{name: a, given: {}, expct: {}}]", "examples_key"),
        ("a: [", "input_yaml"),
        ("examples: &x []", "anchor_refused"),
    ],
)
def test_what_is_not_an_example_is_a_finding(text: str, code: str) -> None:
    examples, findings = read_examples(text.encode(), "a.examples.yaml")
    assert (examples, [each.code for each in findings]) == ([], [code])


def test_an_anchor_in_the_examples_is_told_as_in_a_policy() -> None:
    _, findings = read_examples(b"examples:\n  - &one {name: a}\n", "a.examples.yaml")
    assert [each.text() for each in findings] == [
        "a.examples.yaml 第 2 行：不能用锚点 &one。请把内容照写一遍，或写成 define、values 里的一个名字。"
    ]


def test_expected_figures_are_exact() -> None:
    assert same("83.30", Fraction(833, 10))
    assert same("250/3", Fraction(250, 3))
    assert not same("83.33", Fraction(250, 3))
    assert same(None, missing("total"))
    assert not same("0", missing("total"))
    assert same("true", True)
    assert not same("false", True)


def test_two_records_of_one_id_are_named_in_the_words_of_the_office() -> None:
    policy = loaded(
        "policy: test/teams\ntitle: 队\nlabels: {teams: 队伍, members: 队员}\n"
        "facts: {teams: {members: {records: {mark: number}}}}\n"
        "runs: {g: {rows: {each: members, of: teams}, stages: [{compute: {s: {is: mark}}}]}}\n".encode(),
        "t.yaml",
    ).usable
    given = {"teams": [{"id": "t1", "members": [{"id": "m", "mark": 1}, {"id": "m", "mark": 2}]}]}
    tried = try_example(policy, Example("两人", given, {"g": {}}), office_calendar())
    assert [each.text() for each in tried.findings] == [
        "两人：队伍.队员里有两条的编号都是 t1/m，分不清是谁，没有运行。请给它们各写一个编号。"
    ]


@pytest.mark.parametrize(
    ("example", "word"),
    [
        ("{name: x, given: 5, expect: {r: {}}}", "given"),
        ("{name: x, given: {}, expect: none}", "expect"),
        ("{name: x, given: {}, expect: {}}", "expect"),
        ("{name: [x], given: {}, expect: {r: {}}}", "name"),
    ],
)
def test_an_example_that_tries_nothing_is_refused(example: str, word: str) -> None:
    examples, findings = read_examples(f"examples: [{example}]".encode(), "x.yaml")
    assert (examples, [(each.code, each.params["word"]) for each in findings]) == (
        [],
        [("examples_key", word)],
    )


NOTHING_KNOWN = """\
policy: a
title: b
facts: {k: {x: number, y: number}}
runs: {r: {rows: k, stages: [{compute: {z: {is: x}}}]}}
"""


@pytest.mark.parametrize("written", ["unknown", "null", ""])
@pytest.mark.parametrize(("fact", "told"), [("y", []), ("x", ["未知"])])
def test_a_value_left_empty_means_that_it_cannot_be_told(written: str, fact: str, told: list[str]) -> None:
    expect = f"{{r: {{a: {{{fact}: {written} }} }} }}"
    text = f"examples: [{{name: n, as_of: 2024-01-01, given: {{k: [{{id: a, x: 1}}]}}, expect: {expect} }}]"
    (example,), wrong = read_examples(text.encode(), "p.examples.yaml")
    assert wrong == []
    tried = try_example(loaded(NOTHING_KNOWN.encode(), "p").usable, example, office_calendar())
    assert [each.expected for each in tried.differences] == told
