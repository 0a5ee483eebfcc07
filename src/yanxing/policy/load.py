"""A policy file, read and checked: the one way in for every command."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from yanxing.engine.calendar import OfficeCalendar
from yanxing.engine.grammar.policy import Policy
from yanxing.policy.calendars import office_calendar
from yanxing.policy.checking import check
from yanxing.policy.findings import Finding, in_order
from yanxing.policy.opening import bytes_of
from yanxing.policy.reading import Read, read
from yanxing.policy.reading.decoding import LARGEST
from yanxing.policy.reading.nodes import YamlMap, YamlNode, YamlScalar


@dataclass(frozen=True)
class Loaded:
    """A policy with all that was found; `digest` is the SHA-256 of the file's bytes."""

    policy: Policy | None
    findings: tuple[Finding, ...]
    digest: str
    path: Path

    @property
    def ok(self) -> bool:
        """Whether the policy may be used: it is there, and nothing found is an error."""
        return self.policy is not None and not any(each.is_error for each in self.findings)

    @property
    def usable(self) -> Policy:
        """The policy of a file that is `ok`. Raises `ValueError` for one that is not."""
        if self.policy is None or not self.ok:
            raise ValueError(f"{self.path} has errors; look at its findings first")
        return self.policy


def load(path: Path | str, calendar: OfficeCalendar | None = None) -> Loaded:
    """Reads and checks a policy file, with the shipped office calendar unless another is given.

    Raises `OSError` when the file cannot be read; whatever its bytes are, they give findings.
    """
    path = Path(path)
    return loaded(bytes_of(path, LARGEST), path, calendar)


def loaded(data: bytes, path: Path | str, calendar: OfficeCalendar | None = None) -> Loaded:
    """The same for bytes already read; `path` only names them."""
    path = Path(path)
    result = read(data, path.name)
    findings = list(result.findings)
    if result.policy is not None:
        checked = check(result.policy, calendar if calendar is not None else office_calendar())
        told = [each for each in checked if not _follows(each, result)]
        findings += [_placed(each, result.tree).in_file(path.name) for each in told]
    return Loaded(result.policy, tuple(in_order(findings)), sha256(data).hexdigest(), path)


_OF_NAMES = ("no_", "not_in_chain", "label_for_nothing", "table_key", "definition_not_here", "read_before")
_OF_ABSENCE = frozenset({
    "too_few_terms", "weights_sum", "case_last_has_when", "split_rest", "allocate_form",
    "allocate_incomplete",
    "tie_missing", "table_gap", "table_no_body", "table_uneven", "value_forms", "window_form", "clock_spans",
    "answer_leads", "step_without_party", "step_not_reached", "step_without_end", "leg_without_end",
    "offer_without_none_left", "clock_without_late", "limit_without_bound", "slope_without_side",
    "definition_never_used", "table_never_used", "window_never_used", "value_never_used",
})  # fmt: skip
"""What may be concluded only from a file that was read whole: the part that could not be read may hold it."""


def _follows(found: Finding, result: Read) -> bool:
    """Whether a finding may only follow from a part that could not be read, which has its own finding."""
    if not result.broken:
        return False
    misnamed = found.params.get("name") in result.broken and found.code.startswith(_OF_NAMES)
    return misnamed or found.code in _OF_ABSENCE


def _placed(found: Finding, tree: YamlNode | None) -> Finding:
    """A finding about a bare word gets the line where its path (`facts.workers.entered`) stands."""
    key = None if found.line or not found.place else _key(found.place, tree)
    return replace(found, line=key.line, column=key.column, place="") if key else found


def _key(path: str, node: YamlNode | None) -> YamlScalar | None:
    """The last key of a path that is in the tree; a key may itself have dots (`essays.sheets`)."""
    if not isinstance(node, YamlMap) or not path:
        return None
    if path in node.entries:
        return node.entries[path][0]
    first, _, rest = path.partition(".")
    if first not in node.entries:
        return None
    key, value = node.entries[first]
    return _key(rest, value) or key
