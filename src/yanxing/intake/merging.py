"""Rows of one kind from several places brought together: by id, else by the facts that tell who a row is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count

from yanxing.engine.grammar.base import Text
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Value
from yanxing.engine.unknown import Unknown
from yanxing.intake.tables import Found, Source
from yanxing.policy.facts import origin_of, types_of
from yanxing.policy.facts.reading import squeezed, words
from yanxing.policy.findings import Finding, finding

Match = tuple[str, ...]


@dataclass(slots=True)
class Subject:
    """A row of the house: its facts so far, its records, and the places it was read from."""

    id: str
    facts: dict[str, Value]
    records: dict[str, list[dict[str, Value]]] = field(default_factory=dict)
    parts: list[Found] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)

    def place(self, name: str) -> str:
        """Where the fact was first read, with the file when there is one."""
        part = next((part for part in self.parts if name in part.facts), self.parts[0])
        return _whole_place(part, name)


def _whole_place(part: Found, name: str) -> str:
    return " ".join(word for word in (part.source.file, part.source.place(part.row, name)) if word)


class _Refused:
    """What looking a row up gives when it cannot be decided (and a finding says so)."""


class Merger:
    """Takes the tables of one kind in turn; `subjects` by id and `findings` grow."""

    def __init__(self, policy: Policy, kind: str) -> None:
        self._policy, self._kind = policy, kind
        types = types_of(policy, kind)
        self._identity: tuple[Match, ...] = tuple(
            tuple(str(name) for name in match) for match in origin_of(policy, kind).match
        )
        loose = [(name,) for name in ("name", "title") if types.get(name) == "text"]
        self._links = self._identity + tuple(match for match in loose if match not in self._identity)
        self.subjects: dict[str, Subject] = {}
        self.findings: list[Finding] = []
        self._by_match: dict[Match, dict[tuple[str, ...], list[str]]] = {
            match: defaultdict(list) for match in self._links
        }
        self._fresh: list[Subject] = []
        self._carried: set[str] = set()
        self._last_of_name: dict[str, int] = {}

    def take(self, rows: list[Found]) -> None:
        """All rows of one source."""
        if not rows:
            return
        long = any(row.records for row in rows)
        adds = bool(self._carried) and (long or self._adds(rows[0].source))
        # Rows are looked up among those of earlier sources only: a house with one roster needs no index.
        for subject in self._fresh:
            self._remember(subject)
        new: dict[str, Found] = {}
        joined = 0
        for row in rows:
            known = self._find(row, new, long=long)
            if isinstance(known, Subject):
                self._join(known, row)
                joined += 1
            elif known is None:
                self._open(row, new)
        # A table that names mostly people nobody has met is another roster, not one about those met before.
        for row in new.values():
            if adds and joined > len(new):
                self._say("input_not_listed", row, "id", name=self._name(row))
        self._fresh = [self.subjects[key] for key in new]
        self._carried |= {name for row in rows[:200] for name in row.facts}

    def _adds(self, source: Source) -> bool:
        names = [name for name in types_of(self._policy, self._kind) if source.carries(name)]
        return any(name not in self._carried for name in names)

    def _find(self, row: Found, new: dict[str, Found], *, long: bool) -> Subject | _Refused | None:
        key = row.facts.get("id")
        if isinstance(key, str):
            if key in new and not long:
                self._say("input_id_twice", row, "id", id=key, other=_whole_place(new[key], "id"))
                return _Refused()
            return self.subjects.get(key)
        told = any(all(name in row.facts for name in match) for match in self._identity)
        for match in self._links if self._carried else ():
            if told and match not in self._identity:
                continue  # a name alone decides nothing where the row says more about who it is
            value = self._value(match, row.facts)
            # Two entries of one title are two entries; a score sheet means an entry read before.
            keys = self._by_match[match].get(value, []) if value and (long or match != ("title",)) else []
            if len(keys) == 1:
                return self.subjects[keys[0]]
            if keys:
                self._say_ambiguous(row, match, keys)
                return _Refused()
        # In a table of records the same name again is the same subject; in a list of people it is another.
        derived = self._derived(row)
        return self.subjects[derived] if long and derived is not None and derived in new else None

    def _value(self, match: Match, facts: dict[str, Value]) -> tuple[str, ...] | None:
        values = [None if isinstance(each, Unknown) else each for each in map(facts.get, match)]
        return None if None in values else tuple(squeezed(value) for value in values)

    def _derived(self, row: Found) -> str | None:
        for match in self._identity or self._links:
            if self._value(match, row.facts):
                return "·".join(words(row.facts[name]) for name in match)
        return None

    def _open(self, row: Found, new: dict[str, Found]) -> None:
        key = row.facts.get("id")
        if not isinstance(key, str):
            key = self._new_id(row, new)
            if key is None:
                self._say("input_no_id", row, "")
                return
        self.subjects[key] = Subject(key, dict(row.facts) | {"id": key}, _copied(row), [row])
        new[key] = row

    def _new_id(self, row: Found, new: dict[str, Found]) -> str | None:
        derived = self._derived(row)
        if derived is None or (not self._identity and derived in self.subjects):
            # Entries without anything that tells them apart are known by where they stand.
            return None if self._identity else self._numbered(row)
        if derived not in self.subjects:
            return derived
        other = new.get(derived) or self.subjects[derived].parts[0]
        self._say(
            "input_same_name",
            row,
            "name",
            name=derived,
            other=_whole_place(other, "name"),
            match=self._match_words(),
        )
        # From where the last of this name stopped: a column of one name would make this quadratic.
        begins = self._last_of_name.get(derived, 1) + 1
        last = next(n for n in count(begins) if f"{derived}#{n}" not in self.subjects)
        self._last_of_name[derived] = last
        return f"{derived}#{last}"

    def _numbered(self, row: Found) -> str:
        return row.source.place(row.row, "").replace("!", "-")

    def _name(self, row: Found) -> str:
        name = row.facts.get("name") or row.facts.get("title") or row.facts.get("id") or self._derived(row)
        return words(name)

    def _join(self, subject: Subject, row: Found) -> None:
        for name, value in row.facts.items():
            if name == "id" or name in subject.doubtful:
                continue
            known = subject.facts.get(name)
            if known is None or isinstance(known, Unknown):
                subject.facts[name] = value
            elif isinstance(value, Unknown):
                continue  # 待补 here says nothing against what another place gives
            elif known != value and not self._same_words(known, value):
                self._conflict(subject, row, name, known, value)
        for name, records in _copied(row).items():
            subject.records.setdefault(name, []).extend(records)
        subject.parts.append(row)

    def _same_words(self, one: Value, two: Value) -> bool:
        return isinstance(one, str) and isinstance(two, str) and squeezed(one) == squeezed(two)

    def _conflict(self, subject: Subject, row: Found, name: str, known: Value, value: Value) -> None:
        label = (self._policy.labels or {}).get(Text(name), Text(name))
        who = subject.facts.get("name") or subject.id
        self._say(
            "input_conflict",
            row,
            name,
            name=words(who),
            what=label,
            one=_words(known),
            other=subject.place(name),
            two=_words(value),
        )
        if not any(name in match for match in self._identity):
            del subject.facts[name]
            subject.doubtful.add(name)

    def _remember(self, subject: Subject) -> None:
        for match in self._links:
            value = self._value(match, subject.facts)
            if value is not None:
                self._by_match[match][value].append(subject.id)

    def _say_ambiguous(self, row: Found, match: Match, keys: list[str]) -> None:
        name = " ".join(words(row.facts[each]) for each in match)
        places = [self.subjects[key].place(match[0]) for key in keys[:5]]
        for key in keys:
            self.subjects[key].doubtful |= row.records.keys()
        self._say("input_ambiguous", row, match[0], name=name, places=places, match=self._match_words())

    def _match_words(self) -> str:
        labels = self._policy.labels or {}
        return (
            "、".join(dict.fromkeys(labels.get(Text(name), name) for match in self._links for name in match))
            or "id"
        )

    def _say(self, code: str, row: Found, at: str, **params: object) -> None:
        place = row.source.place(row.row, at)
        self.findings.append(finding(code, None, file=row.source.file, place=place, **params))


def _words(value: Value) -> str:
    return "、".join(sorted(value)) if isinstance(value, frozenset) else words(value)


def _copied(row: Found) -> dict[str, list[dict[str, Value]]]:
    return {name: list(records) for name, records in row.records.items()}
