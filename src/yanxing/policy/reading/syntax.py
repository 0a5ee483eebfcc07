"""Text → tree, and the YAML parser's complaints in the user's words."""

from __future__ import annotations

import re
from typing import Any

from yanxing.policy.findings import Finding, finding
from yanxing.policy.reading.decoding import Spot
from yanxing.policy.reading.events import TreeBuilder
from yanxing.policy.reading.nodes import LINE_BREAK, YamlMap, YamlNode
from yanxing.policy.reading.scalars import word_for

MOST_SECTIONS = 200
"""A policy has some twenty; a file with more is not read piece by piece."""

_SECTION = re.compile(r"[A-Za-z_]\w*[ \t]*[:：]")
_WIDE_COLON = re.compile(r"\s*(?:- +)?[A-Za-z_][\w.]*：")
_COMPARISON = re.compile(r".*?: *(?P<sign>[>≥＞<≤=]=?) *(?P<rest>[\w.]+)")
_MERGED_COLON = re.compile(r"\s*(?:- +)?[A-Za-z_]\w*:[^\s:/,}\]]")

_COMPLAINTS = (
    ("mapping values are not allowed", "yaml_colon_misplaced"),
    ("could not find expected ':'", "yaml_colon_missing"),
    ("did not find expected ',' or", "yaml_bracket_open"),
    ("expected ',' or", "yaml_bracket_open"),
    ("unexpected end of stream", "yaml_quote_open"),
    ("unexpected document indicator", "yaml_quote_open"),
    ("cannot start any token", "yaml_start_refused"),
    ("unknown escape character", "yaml_escape"),
    ("did not find expected hexdecimal number", "yaml_escape"),
    ("did not find expected key", "yaml_indent"),
    ("did not find expected '-' indicator", "yaml_indent"),
    ("block sequence entries are not allowed", "yaml_indent"),
    ("expected <block end>", "yaml_indent"),
    ("did not find expected node content", "yaml_value_missing"),
    ("expected the node content", "yaml_value_missing"),
    ("document start", "yaml_indent"),
)
_AT_OPENING = ("yaml_bracket_open", "yaml_quote_open", "yaml_colon_missing")


def tree_of(text: str) -> tuple[YamlNode | None, list[Finding], bool]:
    """The tree, what was found, and whether the whole text was YAML.

    Where it was not, the sections at the left edge are read one by one, so that every damaged one is named.
    """
    whole = TreeBuilder()
    whole.build(text)
    if whole.problem is None:
        return whole.root, whole.findings, not whole.stopped
    sections = _sections(text)
    if len(sections) > MOST_SECTIONS:
        return None, [*whole.findings, _in_words(whole, text)], False
    root, findings, damaged = _by_section(sections)
    if not damaged:
        findings.append(_in_words(whole, text))
    return root, findings, False


def _by_section(sections: list[tuple[int, str]]) -> tuple[YamlMap, list[Finding], bool]:
    root = YamlMap(1, 1)
    findings: list[Finding] = []
    damaged = False
    for first_line, chunk in sections:
        part = TreeBuilder(first_line)
        part.build(chunk)
        findings += part.findings
        if part.problem is not None:
            damaged = True
            findings.append(_in_words(part, chunk, first_line))
        elif isinstance(part.root, YamlMap):
            for name, entry in part.root.entries.items():
                if name in root.entries:
                    first = root.entries[name][0].line
                    findings.append(finding("key_twice", entry[0], key=name, first=first))
                root.entries.setdefault(name, entry)
    return root, findings, damaged


def _sections(text: str) -> list[tuple[int, str]]:
    sections: list[tuple[int, list[str]]] = []
    for number, line in enumerate(LINE_BREAK.split(text), start=1):
        if not sections or _SECTION.match(line):
            sections.append((number, []))
        sections[-1][1].append(line)
    return [(first, "\n".join(lines)) for first, lines in sections]


def _in_words(tree: TreeBuilder, text: str, first_line: int = 1) -> Finding:
    problem: Any = tree.problem
    said = f"{getattr(problem, 'problem', '') or ''} {getattr(problem, 'context', '') or ''}"
    code = next((code for phrase, code in _COMPLAINTS if phrase in said), "yaml_other")
    if code == "yaml_bracket_open" and "block" in said:
        code = "yaml_indent"
    mark = getattr(problem, "problem_mark", None)
    if code in _AT_OPENING and getattr(problem, "context_mark", None) is not None:
        mark = problem.context_mark
    at = tree.place(mark) if mark is not None else Spot(first_line, 1)
    lines = LINE_BREAK.split(text)
    ended = not "".join(lines[at.line - first_line :]).strip()
    if code == "yaml_value_missing" and ended and tree.open_bracket:
        return finding("yaml_bracket_open", tree.open_bracket)
    return _colon_nearby(code, lines, first_line, at) or finding(code, at)


def _colon_nearby(code: str, lines: list[str], first_line: int, at: Spot) -> Finding | None:
    """A colon that is full-width, or glued to its value, explains most complaints on its line or the next."""
    if code == "yaml_colon_misplaced" and _without_colon(lines, at.line - first_line):
        return finding("yaml_colon_missing", Spot(at.line - 1, 1))
    for line in (at.line, at.line - 1):
        if not 0 <= line - first_line < len(lines):
            continue
        if line == at.line and (sign := _COMPARISON.match(lines[line - first_line])):
            word, text = word_for(sign["sign"]), f"{sign['sign']} {sign['rest']}"
            there = Spot(line, sign.start("sign") + 1)
            return finding("comparison_as_text", there, text=text, word=word, rest=sign["rest"])
        for found, pattern in (("colon_wide", _WIDE_COLON), ("colon_glued", _MERGED_COLON)):
            match = pattern.match(lines[line - first_line])
            if match:
                return finding(found, Spot(line, len(match.group())), text=match.group().strip(" -"))
    return None


def _without_colon(lines: list[str], index: int) -> bool:
    """Whether the line before stands at the same depth and is no key: the parser complains one line late."""
    if not 0 < index < len(lines):
        return False
    before, here = lines[index - 1], lines[index]
    depth = len(here) - len(here.lstrip())
    return bool(re.match(rf" {{{depth}}}[^\s:#\-][^:]*$", before))
