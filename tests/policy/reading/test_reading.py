"""What a file says becomes the grammar, exactly; what it says wrongly becomes a finding at its place."""

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from yanxing.engine.grammar import conditions
from yanxing.engine.grammar.conditions import AllOf, AnyOf, Compare, Not, OtherName
from yanxing.engine.grammar.measures import MeanOver, ResultOf
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.stages import Gate, Leave, Rank, Split, Take
from yanxing.engine.grammar.terms import Literally, Mean, Moved, Percent, Ref, Span
from yanxing.policy.findings import Finding
from yanxing.policy.reading import events, read, read_policy

WHOLE = Path(__file__).with_name("whole.yaml").read_bytes()
HEAD = "policy: a\ntitle: b\n"


def policy_of(text: str) -> Policy:
    policy, findings = read_policy((HEAD + text).encode())
    assert [found.text() for found in findings] == []
    assert policy is not None
    return policy


def findings_of(text: str) -> list[Finding]:
    return read((HEAD + text).encode()).findings


def values(text: str) -> dict[str, object]:
    policy = policy_of(f"values: {{{text}}}\n")
    assert policy.values
    return {name: value.is_ for name, value in policy.values.items()}


def test_numbers_are_exact_and_dates_are_dates() -> None:
    read_values = values(
        "a: {is: 0.1}, b: {is: -3}, c: {is: 2024-06-10}, d: {is: true}, e: {is: first}, f: {is: 0.350}"
    )
    assert read_values == {
        "a": Fraction(1, 10),
        "b": Fraction(-3),
        "c": date(2024, 6, 10),
        "d": True,
        "e": "first",
        "f": Fraction(7, 20),
    }


@pytest.mark.parametrize("word", ["on", "off", "yes", "no", "null", "y", "n"])
def test_words_of_other_yaml_versions_are_words(word: str) -> None:
    assert values(f"a: {{is: {word}}}") == {"a": word}


def test_the_keys_on_and_no_are_words_too() -> None:
    policy = policy_of("labels: {on: 开, no: 否}\n")
    assert policy.labels == {"on": "开", "no": "否"}


def test_conditions() -> None:
    run = policy_of(
        "runs:\n"
        "  r:\n"
        "    rows: workers\n"
        "    where:\n"
        "      age: {at_least: 18, at_most: line}\n"
        "      post: {in: [worker, director]}\n"
        "      any: [{unit: {is: {of: home}}}, {not: {entered: {known: false}}}]\n"
        "      begun: {from: '2024-06-10 13:45', on: exact, within: contest}\n"
        "    stages: [{gate: g, require: [{that: {age: {above: 1}}, else: {note: young}}]}]\n"
    ).runs["r"]  # type: ignore[index]
    moment = Literally(value=datetime(2024, 6, 10, 13, 45))  # noqa: DTZ001 - office time has no zone
    home = Compare(name="unit", tests=(conditions.Test(word="is", operand=OtherName(of="home")),))
    unknown = Not(not_=Compare(name="entered", tests=(conditions.Test(word="known", operand=False),)))
    line = conditions.Test(word="at_most", operand=Ref(name="line"))
    assert run.where == AllOf(
        all=(
            Compare(
                name="age",
                tests=(conditions.Test(word="at_least", operand=Literally(value=Fraction(18))), line),
            ),
            Compare(name="post", tests=(conditions.Test(word="in", operand=("worker", "director")),)),
            AnyOf(any=(home, unknown)),
            Compare(
                name="begun",
                tests=(
                    conditions.Test(word="from", operand=moment),
                    conditions.Test(word="within", operand="contest"),
                ),
                on="exact",
            ),
        )
    )
    assert run.where.line == 7
    assert run.where.all[1].tests[0].column == 14
    gate = run.stages[0]
    assert isinstance(gate, Gate)
    assert gate.require[0].else_ == Leave(state="note", reason="young")
    assert gate.line == 11


def test_constructs_that_share_a_head() -> None:
    define = policy_of(
        "define:\n"
        "  a: {is: {mean: [x, 3]}}\n"
        "  b: {is: {mean: mark, over: sheets, missing: {use: 0}, per: {unit: id}}}\n"
        "  c: {is: {date: d, plus: {months: -24}}}\n"
        "  d: {is: {percent: 80, of: pay}}\n"
    ).define
    assert define
    assert define["a"].is_ == Mean(mean=(Ref(name="x"), Literally(value=Fraction(3))))
    assert isinstance(define["b"].is_, MeanOver)
    assert define["b"].is_.per == {"unit": "id"}
    assert define["c"].is_ == Moved(date=Ref(name="d"), plus=Span(months=Literally(value=Fraction(-24))))
    assert define["d"].is_ == Percent(percent=Literally(value=Fraction(80)), of=Ref(name="pay"))


def test_stages_of_the_whole_file() -> None:
    policy, findings = read_policy(WHOLE, "whole.yaml")
    assert findings == []
    assert policy
    run = policy.runs["exam"]  # type: ignore[index]
    rank, take, _, split, _ = run.stages[3:]
    assert isinstance(rank, Rank)
    assert rank.order == ({"composite": "high"}, {"interview": "high"}, {"written": "high"})
    assert isinstance(take, Take)
    assert take.rest == "waiting"
    assert isinstance(split, Split)
    assert split.into[1] == {"merit_year": "rest"}
    firsts = run.stages[1].compute["firsts"].is_  # type: ignore[union-attr]
    assert firsts.count == ResultOf(result=("essays", "photos"))


SLIPS = [
    ("titel: c", "key_unknown_near", 3, 1, "title"),
    ("values: {a: 60}", "write_is", 3, 13, "a: {is: …}"),
    ("values: {a: {is: 60%}}", "percent_sign", 3, 18, "60"),
    ('values: {a: {is: "60"}}', "quoted_value", 3, 18, "去掉引号"),
    ("values: {a: {is: ６０}}", "number_shape", 3, 18, "60"),
    ("values: {a: {is: 1_000}}", "number_shape", 3, 18, "1000"),
    ("values: {a: {is: .5}}", "number_shape", 3, 18, "0.5"),
    ("values: {a: {is: 007}}", "number_shape", 3, 18, "7"),
    ("values: {a: {is: +5}}", "number_shape", 3, 18, "5"),
    ("values: {a: {is: 1e3}}", "number_refused", 3, 18, "十进制"),
    ("values: {a: {is: 0x10}}", "number_refused", 3, 18, "十进制"),
    ("values: {a: {is: .inf}}", "number_refused", 3, 18, "十进制"),
    ("values: {a: {is: NaN}}", "number_refused", 3, 18, "十进制"),
    (f"values: {{a: {{is: {'9' * 41}}}}}", "number_too_long", 3, 18, "核对"),
    ("values: {a: {is: 60分}}", "number_with_unit", 3, 18, "60"),
    ("values: {a: {is: 1/3}}", "fraction_bar", 3, 18, "{ratio: [1, 3]}"),
    ("values: {a: {is: 2024.6.10}}", "date_shape", 3, 18, "2024-06-10"),
    ("values: {a: {is: 2024/6/1}}", "date_shape", 3, 18, "2024-06-01"),
    ("values: {a: {is: 2024年6月1日}}", "date_shape", 3, 18, "2024-06-01"),
    ("values: {a: {is: 2023-02-29}}", "date_impossible", 3, 18, "核对原文"),
    ("values: {a: {is: }}", "value_empty", 3, 18, "写上内容"),
    ("values: {a: {is: 1, is: 2}}", "key_twice", 3, 21, "合并"),
    ("values: {a: &x {is: 1}}", "anchor_refused", 3, 13, "照写一遍"),
    ("values: {a: !!str {is: 1}}", "tag_refused", 3, 13, "删去"),
    ("values: {[a]: {is: 1}, b: {is: 1}}", "key_not_a_word", 3, 10, "冒号后面"),
    ("facts: {workers: {入职: date}}", "name_chinese", 3, 19, "labels"),
    ("facts: {workers: {Entered-On: date}}", "name_shape", 3, 19, "entered_on"),
    ("facts: {workers: {age: integer}}", "word_elsewhere", 3, 24, "number"),
    ("facts: {workers: {age: numbr}}", "want_one_of_near", 3, 24, "number"),
    ("tables: {t: {at_least: {九十: good}}}", "want_number", 3, 25, "60"),
    ("tables: {t: {at_least: {60: good, 60.0: fair}}}", "key_equal", 3, 35, "合并"),
    ("facts: {workers: {true: number}}", "want_name", 3, 19, "entered"),
    (
        "runs: {a: {rows: {each: picks, of: {result: papers}}, stages: [{compute: {b: {is: 1}}}]}}",
        "result_for_name",
        3,
        36,
        "of: papers",
    ),
    ("define: {d: {is: {sum: [a, b], round: 1}}}", "word_of_columns", 3, 32, "与 is 并列"),
    ("windows: {w: {rounding: 1}}", "key_unknown", 3, 15, "from"),
    ("windows: {w: {from：2024-06-10}}", "colon_wide", 3, 15, "半角冒号"),
    ("windows: {w: {from:2024-06-10}}", "colon_glued", 3, 15, "加一个空格"),
    ("windows: {w: {month: 6.5}}", "want_whole", 3, 22, "3"),
    ("windows: {w: {month: -6}}", "want_whole", 3, 22, "3"),
    ("windows: {w: {third: mid}}", "want_one_of_near", 3, 22, "middle"),
    ("define: {d: {sum: [a, b]}}", "write_is", 3, 14, "d: {is: …}"),
    ("define: {d: {is: {avg: [a, b]}}}", "word_elsewhere", 3, 19, "mean"),
    ("define: {d: {is: {quux: [a, b]}}}", "head_unknown", 3, 19, "sum"),
    ("define: {d: {is: [a，b]}}", "want_term", 3, 18, "sum"),
    ("define: {d: {is: {sum: [a，b]}}}", "comma_wide", 3, 25, "半角逗号"),
    ("define: {d: {is: {mean: mark, needs: 3}}}", "key_missing", 3, 18, "over"),
    ("define: {d: {is: a, round: {to: 1, mode: ceil}}}", "word_elsewhere", 3, 42, "up"),
    ("define: {d: {is: {holds: {age: 60}}}}", "test_as_value", 3, 32, "{is: 60}"),
    ("define: {d: {is: {holds: {age: '>= 60'}}}}", "comparison_as_text", 3, 32, "at_least: 60"),
    ("define: {d: {is: {holds: {age: {gte: 60}}}}}", "word_elsewhere", 3, 33, "at_least"),
    ("define: {d: {is: {holds: {post: {in: worker}}}}}", "want_codes", 3, 38, "in: [worker]"),
    ("define: {d: {is: {holds: {post: {is: [a, b]}}}}}", "same_as_list", 3, 38, "in"),
    ("define: {d: {is: {holds: {post: [a, b]}}}}", "test_as_list", 3, 33, "in"),
    ("define: {d: {is: {holds: {or: [{a: {is: b}}]}}}}", "word_elsewhere", 3, 27, "any"),
    ("define: {d: {is: {holds: {any: {a: {is: b}}}}}}", "want_conditions", 3, 32, "any: ["),
    ("define: {d: {is: {holds: {a: {known: yes}}}}}", "want_yes_no", 3, 38, "true"),
    ("define: {d: {is: {holds: {a: {on: exact}}}}}", "test_missing", 3, 30, "at_least"),
    ("define: {d: {is: a, when_missing: {held: b, c: d}}}", "pair_alone", 3, 45, "{held: 代码}"),
    ("document: {issuers: 街道}", "want_list", 3, 21, "[a, b]"),
    ("document: {issuers: []}", "list_empty", 3, 21, "删去"),
    ("programme: 2024", "want_map", 3, 12, "year"),
]


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "mend"), SLIPS, ids=[f"{s[1]}-{s[0]}" for s in SLIPS]
)
def test_a_slip_is_found_at_its_place_with_its_mend(
    text: str, code: str, line: int, column: int, mend: str
) -> None:
    findings = findings_of(text)
    assert [(found.code, found.line, found.column) for found in findings] == [(code, line, column)]
    assert mend in findings[0].mend("zh")


SYNTAX = [
    ("values: {a: {is: 1}", "yaml_bracket_open", 3),
    ("labels: {a: '甲}", "yaml_quote_open", 3),
    ("labels:\n  a: 甲: 乙", "yaml_colon_misplaced", 4),
    ("labels:\n  a 甲\n  b: 乙", "yaml_colon_missing", 4),
    ("labels：\n  a: 甲", "colon_wide", 3),
    ("labels:\n  a: @甲", "yaml_start_refused", 4),
    ('labels:\n  a: "\\q"', "yaml_escape", 4),
    ("labels:\n  a: 甲\n   b: 乙", "yaml_colon_misplaced", 5),
    ("labels:\n   a: 甲\n  b: 乙", "yaml_indent", 5),
    ("labels:\n\ta: 甲", "tab_indent", 4),
    ("labels:\n\u3000\u3000a: 甲", "wide_indent", 4),
    ("values:\n  a: {is: >= 60}", "comparison_as_text", 4),
    ("labels: {a: 甲}\n---\npolicy: c", "documents_several", 4),
    ("labels: {a: \x07}", "character_refused", 3),
]


@pytest.mark.parametrize(("text", "code", "line"), SYNTAX, ids=[f"{s[1]}-{s[0]!r}" for s in SYNTAX])
def test_damaged_yaml_is_said_in_plain_words(text: str, code: str, line: int) -> None:
    assert (code, line) in [(found.code, found.line) for found in findings_of(text)]


def test_every_damaged_section_is_named_and_the_others_are_read() -> None:
    findings = findings_of(
        "labels: {a: '甲}\nvalues: {a: {is: 60%}}\ntables: {t: {codes: {a: 1}\nwindows: {w: {thrid: early}}\n"
    )
    assert [(found.line, found.code) for found in findings] == [
        (3, "yaml_quote_open"),
        (4, "percent_sign"),
        (5, "yaml_bracket_open"),
        (6, "key_unknown_near"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"# only a remark\n", "file_empty"),
        (b"PK\x03\x04 a workbook", "file_binary"),
        (b"policy: a\0", "file_binary"),
        ("policy: a\ntitle: 方案\n".encode("gb18030"), "file_gb18030"),
        ("policy: a\n".encode("utf-16"), "file_not_utf8"),
        (b"policy: a\ntitle: \xff\n", "file_not_utf8"),
        (b"- policy\n", "not_a_policy"),
        (b"{" * 100, "nested_too_deep"),
    ],
)
def test_a_file_that_is_no_policy_says_what_it_is(data: bytes, code: str) -> None:
    result = read(data, "a.yaml")
    assert result.policy is None
    assert code in [found.code for found in result.findings]
    assert all(found.text().startswith("a.yaml") for found in result.findings)


def test_a_byte_order_mark_and_windows_line_ends_are_fine() -> None:
    text = "\ufeffpolicy: a\r\ntitle: b\r\nvalues: {c: {is: 60%}}\r\n"
    found = read(text.encode()).findings
    assert [(each.code, each.line, each.column) for each in found] == [("percent_sign", 3, 18)]


def test_what_cannot_be_read_is_left_out_and_remembered() -> None:
    result = read((HEAD + "define: {good: {is: 1}, bad: {is: {avg: [x]}}}\n").encode())
    assert result.policy
    assert list(result.policy.define or ()) == ["good"]
    assert {"bad", "x"} <= result.broken
    assert "good" not in result.broken


def test_the_parser_in_python_says_the_same_as_the_one_in_c(monkeypatch: pytest.MonkeyPatch) -> None:
    # An empty value has no place of its own: the two put it one column apart.
    texts = [WHOLE, *((HEAD + slip[0]).encode() for slip in SLIPS if slip[1] != "value_empty")]
    in_c = [read(text) for text in texts]
    monkeypatch.setattr(events, "_LOADER", yaml.SafeLoader)
    for text, other in zip(texts, in_c, strict=True):
        here = read(text)
        assert here.policy == other.policy
        assert here.findings == other.findings


@pytest.mark.parametrize(("text", "code", "line"), SYNTAX, ids=[f"{s[1]}-{s[0]!r}" for s in SYNTAX])
def test_damaged_yaml_is_found_by_the_parser_in_python_too(
    monkeypatch: pytest.MonkeyPatch, text: str, code: str, line: int
) -> None:
    monkeypatch.setattr(events, "_LOADER", yaml.SafeLoader)
    findings = findings_of(text)
    assert findings
    assert min(found.line for found in findings) <= line + 1
