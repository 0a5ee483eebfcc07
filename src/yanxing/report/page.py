"""The whole page: head of the document, the year, what is missing, readings and clauses, and every run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from yanxing.engine.explanation import Language, Names
from yanxing.engine.explanation.citation import reading_texts
from yanxing.engine.explanation.speech import Speech, entry
from yanxing.engine.grammar.document import ProgrammePart
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.runs import Run
from yanxing.engine.outcome import RunResult, Settlement
from yanxing.engine.programme import year_of
from yanxing.policy.calendars import office_calendar
from yanxing.policy.findings import Finding
from yanxing.report import programme
from yanxing.report.columns import rank_of_run
from yanxing.report.runs import desk_of, run_view
from yanxing.report.to_do import ToDo, to_do
from yanxing.report.view import (
    DueView,
    FileView,
    FindingView,
    MissingView,
    PartView,
    PhaseView,
    Rule,
    RunView,
)
from yanxing.report.words import word

_MENDABLE = ("missing", "unset")


@dataclass(frozen=True)
class Page:
    """Everything the template shows."""

    language: Language
    title: str
    issuers: tuple[str, ...]
    number: str
    signed: str
    as_of: str
    phases: tuple[PhaseView, ...]
    deadlines: tuple[DueView, ...]
    parts: tuple[PartView, ...]
    awards: tuple[tuple[str, str, str], ...]
    others: tuple[tuple[str, str, str], ...]
    missing: tuple[MissingView, ...]
    todo: tuple[ToDo, ...]
    reminders: tuple[str, ...]
    files: tuple[FileView, ...]
    readings: tuple[Rule, ...]
    clauses: tuple[tuple[str, tuple[str, ...]], ...]
    runs: tuple[RunView, ...]

    @property
    def lacking(self) -> int:
        """How many facts are missing in all."""
        return sum(len(each.names) for each in self.missing)

    @property
    def waiting(self) -> int:
        """How many things wait for somebody."""
        return self.lacking + len(self.todo) + len(self.reminders)

    @property
    def findings(self) -> int:
        return sum(len(each.findings) for each in self.files)


def page_of(
    policy: Policy,
    settlement: Settlement,
    *,
    names: Names,
    title: str | None,
    findings: Sequence[Finding],
    language: Language,
) -> Page:
    speech = Speech(policy, language, names)
    desks = {name: desk for name, result in settlement.runs.items() if (desk := desk_of(speech, result))}
    document = policy.document
    year = year_of(policy, settlement, office_calendar())
    return Page(
        language=language,
        title=title or policy.title,
        issuers=document.issuers if document else (),
        number=(document.number or "") if document else "",
        signed=speech.day(document.signed) if document and document.signed else "",
        as_of=speech.day(settlement.as_of),
        phases=tuple(programme.phases(speech, year)) if year else (),
        deadlines=tuple(programme.deadlines(speech, year)) if year else (),
        parts=tuple(programme.parts(speech, year, settlement.runs)) if year else (),
        awards=tuple(_others(speech, settlement.runs, ranked=True)),
        others=tuple(_others(speech, settlement.runs, ranked=False)),
        missing=tuple(_missing(speech, settlement)),
        todo=tuple(to_do(speech, settlement, lacking=False)),
        reminders=tuple(programme.reminders(speech, year)) if year else (),
        files=tuple(_files(findings, language)),
        readings=tuple(_readings(policy, speech)),
        clauses=tuple((number, _paragraphs(text)) for number, text in (policy.text or {}).items()),
        runs=tuple(run_view(desks[name]) for name in in_order(policy, desks)),
    )


def in_order(policy: Policy, runs: Iterable[str]) -> list[str]:
    """The runs as the programme goes through the year, then standings, then checks of the inputs."""
    given = list(runs)
    named = [name for name in _in_programme(policy) if name in given]
    others = [name for name in given if name not in named]
    return named + sorted(others, key=lambda name: not _ranks(policy, name))


def _ranks(policy: Policy, name: str) -> bool:
    run: Run | None = entry(policy.runs, name)
    return run is not None and rank_of_run(run) is not None


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _parts(policy: Policy) -> tuple[ProgrammePart, ...]:
    return policy.programme.parts if policy.programme else ()


def _others(speech: Speech, runs: Mapping[str, RunResult], *, ranked: bool) -> Iterator[tuple[str, str, str]]:
    """Runs no activity names: team standings and proposals, or checks of the inputs."""
    shown = _in_programme(speech.policy)
    for name, result in runs.items():
        known = name in (speech.policy.runs or {}) and name not in shown
        if known and _ranks(speech.policy, name) == ranked:
            yield programme.result(speech, result)


def _in_programme(policy: Policy) -> list[str]:
    named: dict[str, None] = {}
    for part in _parts(policy):
        for activity in part.activities:
            named |= dict.fromkeys([*programme.named(activity.audience), *programme.named(activity.results)])
    return list(named)


def _missing(speech: Speech, settlement: Settlement) -> Iterator[MissingView]:
    """What rows wait for: each fact once, with all who lack it and all it holds up."""
    lacking: dict[tuple[str, str], tuple[dict[str, None], dict[str, None]]] = {}
    for run, result in settlement.runs.items():
        for row in result.rows.values():
            for gap in row.gaps if row.state == "held" else ():
                if gap.why in _MENDABLE:
                    source, _, key = gap.where.rpartition("/")
                    kind = speech.kind_of_rows(source or row.kind)
                    keys, runs = lacking.setdefault((kind, gap.name), ({}, {}))
                    keys[key or row.id] = None
                    runs[run] = None
    for (kind, name), (keys, runs) in lacking.items():
        used = speech.join(speech.label(run) for run in runs)
        named = tuple(speech.who(kind, key) for key in keys)
        yield MissingView(speech.label(name), named, used, _whom(speech, kind, name))


def _whom(speech: Speech, kind: str, fact: str) -> str:
    sources = speech.policy.sources
    origin = entry(sources, f"{kind}.{fact}") or entry(sources, kind)
    return word(origin.from_, speech.language) if origin else word("officer", speech.language)


def _files(findings: Sequence[Finding], language: Language) -> Iterator[FileView]:
    """What was found in each file, those with errors first."""
    by_file: dict[str, list[Finding]] = {}
    for each in sorted(findings, key=lambda each: each.severity != "error"):
        by_file.setdefault(each.file or word("other_files", language), []).append(each)
    for name, found in by_file.items():
        errors = sum(each.is_error for each in found)
        views = tuple(
            FindingView(each.severity, each.what(language), each.mend(language), each.place or "")
            for each in found
        )
        yield FileView(name, errors, len(found) - errors, views)


def _readings(policy: Policy, speech: Speech) -> Iterator[Rule]:
    for key in policy.readings or {}:
        name, says, why, by = reading_texts(speech, key)
        yield Rule(f"reading-{name}", name, (), "", "", name, says, why, by)
