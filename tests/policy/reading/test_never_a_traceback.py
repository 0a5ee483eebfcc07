"""Whatever the bytes, reading answers with findings.

A run tries COUNT damaged policies from a fixed seed, and in each hypothesis test `max_examples` inputs
(25 small, 100 ci, 2000 deep).
"""

import random
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from yanxing.policy.findings import Finding
from yanxing.policy.reading import read

VALID = Path(__file__).with_name("whole.yaml").read_text("utf-8")
LINES = VALID.split("\n")
COUNT = 1000

TOKENS = (
    "{", "}", "[", "]", ":", ": ", "- ", ",", "，", "：", "'", '"', "|", ">", "&a", "*a", "!t", "#", "---",
    "...", "?", "%", "@", "`", "\t", "\u3000", "\x00", "\x07", "\u2028", "\ufeff", "60%", ">= 60",
    "2024.6.10", "2024-02-30", "0x10", "1e3", ".5", "1_000", "inf", "６０", "null", "~", "yes", "no", "true",
    "入职", "9" * 5000, "if", "and", "is", "any", "not", "on", "out", "rest", "\n", "\r", "\n  ",
    "\n      ", "<<", "=", "\\x", "𠮷",
)  # fmt: skip


def assert_findings_are_words(findings: list[Finding]) -> None:
    for found in findings:
        for language in ("zh", "en"):
            text = found.text(language)
            assert text
            assert "\n" not in text
        assert found.line >= 0
        assert found.column >= 0


def mutated(draw: random.Random) -> str:
    lines = list(LINES)
    for _ in range(draw.randint(1, 4)):
        here, there = draw.randrange(len(lines)), draw.randrange(len(lines))
        match draw.randrange(7):
            case 0 if len(lines) > 1:
                del lines[here]
            case 1:
                lines.insert(there, lines[here])
            case 2:
                lines[here], lines[there] = lines[there], lines[here]
            case 3:
                lines[here] = " " * draw.randint(0, 6) + lines[here].lstrip()
            case 4:
                at = draw.randint(0, len(lines[here]))
                lines[here] = lines[here][:at] + draw.choice(TOKENS) + lines[here][at:]
            case 5:
                words = lines[here].split(" ")
                words[draw.randrange(len(words))] = draw.choice(TOKENS)
                lines[here] = " ".join(words)
            case _:
                at = draw.randint(0, len(lines[here]))
                lines[here] = lines[here][:at] + lines[here][at + draw.randint(1, 5) :]
    return "\n".join(lines)


def test_the_policy_the_others_are_made_from_is_right() -> None:
    assert read(VALID.encode()).findings == []


def test_a_thousand_damaged_policies_give_findings() -> None:
    draw = random.Random(2024)  # noqa: S311 - a fixed seed, so that a failure comes again
    damaged = [mutated(draw) for _ in range(COUNT)]
    silent = 0
    for text in damaged:
        result = read(text.encode())
        assert_findings_are_words(result.findings)
        silent += not result.findings
        assert result.policy is not None or result.findings
    assert silent < COUNT // 2


@given(st.randoms(use_true_random=False))
def test_a_damaged_policy_gives_findings(draw: random.Random) -> None:
    result = read(mutated(draw).encode())
    assert_findings_are_words(result.findings)
    assert result.policy is not None or result.findings


@given(st.binary(max_size=400))
@example(b"")
@example(b"\xff\xfe\x00")
@example("政策: 甲".encode("gb18030"))
@example(b"PK\x03\x04")
@example(b"{" * 500)
@example(b"- " * 500)
@example(b"a: &a [*a, *a]")
@example(b"\xef\xbb\xbf")
def test_any_bytes_give_findings(data: bytes) -> None:
    result = read(data)
    assert result.findings
    assert_findings_are_words(result.findings)


@given(st.text(alphabet=st.sampled_from("ab:：-{}[]'\"|>&*!#%@` \n\t0129.,，?\\~é中"), max_size=120))
def test_any_yaml_like_text_gives_findings(text: str) -> None:
    result = read(text.encode())
    assert result.findings
    assert_findings_are_words(result.findings)


def test_a_huge_file_of_another_kind_is_refused_at_once() -> None:
    for data in (
        b"a:\n" * 60_000,
        b"- x\n" * 60_000,
        b"x: [" * 60_000,
        "\t甲：乙\n".encode() * 60_000,
        b"[" * 4_000_000,
    ):
        result = read(data)
        assert result.findings
        assert len(result.findings) <= 301
    assert [found.code for found in read(b"#" * 5_000_001).findings] == ["file_too_large"]
    rows = [f"  k{number}: {{whatever: 1}}\n" for number in range(60_000)]
    huge = read(f"policy: a\ntitle: b\nvalues:\n{''.join(rows)}".encode())
    assert [found.code for found in huge.findings] == ["nodes_too_many"]
    data = f"policy: a\ntitle: b\nvalues:\n{''.join(rows[:40_000])}".encode()
    codes = [found.code for found in read(data).findings]
    assert codes.count("findings_too_many") == 1


def test_too_deep_a_nesting_is_all_that_is_said_of_it() -> None:
    """What was cut off is not missing: nothing is said of empty sums, or of keys that were not read."""
    deep = "{sum: [" * 70 + "x" + "]}" * 70
    data = f"policy: a\ntitle: b\nfacts: {{k: {{x: number}}}}\ndefine:\n  d: {{is: {deep}}}\n".encode()
    assert [found.code for found in read(data).findings] == ["nested_too_deep"]
