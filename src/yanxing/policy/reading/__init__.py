"""A policy file → grammar. Everything that is wrong is found at once, with its line, whatever the bytes."""

from __future__ import annotations

from dataclasses import dataclass

from yanxing.engine.grammar.policy import Policy
from yanxing.policy.findings import Finding, finding, in_order
from yanxing.policy.reading.builder import BROKEN, MOST_FINDINGS, Builder, EnoughError
from yanxing.policy.reading.decoding import decode
from yanxing.policy.reading.nodes import YamlMap, YamlNode
from yanxing.policy.reading.syntax import tree_of


@dataclass(frozen=True)
class Read:
    """What a file says. `policy` lacks the parts that could not be read; None when too little is left.

    `broken`: every word of the parts left out; a name that seems missing may be one of them.
    """

    policy: Policy | None
    findings: list[Finding]
    tree: YamlNode | None
    broken: frozenset[str]


def read_text(data: bytes, file: str = "") -> tuple[YamlNode | None, list[Finding]]:
    """The YAML tree of a file, as far as there is one."""
    tree, findings, _ = _tree(data)
    return tree, _closed(findings, file)


def read_policy(data: bytes, file: str = "") -> tuple[Policy | None, list[Finding]]:
    """The policy of a file and what is wrong with it."""
    result = read(data, file)
    return result.policy, result.findings


def read(data: bytes, file: str = "") -> Read:
    """The policy of a file, its tree, and what is wrong with it."""
    tree, findings, whole = _tree(data)
    builder = Builder()
    policy = None
    if isinstance(tree, YamlMap):
        try:
            policy = builder.construct(Policy, tree, "policy", whole=whole)
        except EnoughError:
            policy = None
    elif tree is not None:
        findings.append(finding("not_a_policy", tree))
    found = _closed(findings + builder.findings, file)
    return Read(policy if whole and policy is not BROKEN else None, found, tree, frozenset(builder.broken))


def _closed(findings: list[Finding], file: str) -> list[Finding]:
    """In order, with the file's name, and no more of them than anybody reads."""
    ordered = in_order(findings)
    if len(ordered) >= MOST_FINDINGS:
        ordered = ordered[:MOST_FINDINGS]
        ordered.append(finding("findings_too_many", ordered[-1], most=MOST_FINDINGS))
    return [found.in_file(file) for found in ordered]


def _tree(data: bytes) -> tuple[YamlNode | None, list[Finding], bool]:
    text, findings = decode(data)
    if text is None:
        return None, findings, False
    tree, more, whole = tree_of(text)
    if tree is None and not more:
        more = [finding("file_empty", None)]
    return tree, findings + more, whole
