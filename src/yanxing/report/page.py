"""The whole page: head of the document, the year, what is missing, readings and clauses, and every run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from yanxing.engine.calendar import window_days
from yanxing.engine.explanation import Language, Names, audience_counts
from yanxing.engine.explanation.citation import reading_texts
from yanxing.engine.explanation.speech import Speech, entry
from yanxing.engine.grammar.document import Activity, ProgrammePart
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.runs import Run
from yanxing.engine.outcome import RunResult, Settlement
from yanxing.policy.findings import Finding
from yanxing.report.columns import only_asks, rank_of_run
from yanxing.report.listings import taken_summary
from yanxing.report.runs import desk_of, run_view
from yanxing.report.view import (
    ActivityView,
    FindingView,
    MissingView,
    PartView,
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
    phases: tuple[tuple[str, str], ...]
    parts: tuple[PartView, ...]
    awards: tuple[tuple[str, str, str], ...]
    others: tuple[tuple[str, str, str], ...]
    missing: tuple[MissingView, ...]
    findings: tuple[FindingView, ...]
    readings: tuple[Rule, ...]
    clauses: tuple[tuple[str, tuple[str, ...]], ...]
    runs: tuple[RunView, ...]

    @property
    def lacking(self) -> int:
        """How many facts are missing in all."""
        return sum(len(each.names) for each in self.missing)


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
    return Page(
        language=language,
        title=title or policy.title,
        issuers=document.issuers if document else (),
        number=(document.number or "") if document else "",
        signed=speech.day(document.signed) if document and document.signed else "",
        as_of=speech.day(settlement.as_of),
        phases=tuple(_phases(speech)),
        parts=tuple(_part(speech, settlement.runs, part) for part in _parts(policy)),
        awards=tuple(_others(speech, settlement.runs, ranked=True)),
        others=tuple(_others(speech, settlement.runs, ranked=False)),
        missing=tuple(_missing(speech, settlement)),
        findings=tuple(
            _finding(each, language) for each in sorted(findings, key=lambda each: each.severity != "error")
        ),
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


def _phases(speech: Speech) -> Iterator[tuple[str, str]]:
    programme = speech.policy.programme
    for phase in programme.phases if programme else ():
        yield speech.label(phase), _days(speech, phase)


def _days(speech: Speech, name: str) -> str:
    """First and last day of a window, without the year the whole programme has."""
    window = entry(speech.policy.windows, name)
    if window is None:
        return ""
    try:
        first, last = window_days(window)
    except ValueError:
        return ""
    programme = speech.policy.programme
    if {first.year, last.year} != {programme.year if programme else 0}:
        return f"{speech.day(first)}—{speech.day(last)}"
    return word(
        "days",
        speech.language,
        first_month=first.month,
        first_day=first.day,
        last_month=last.month,
        last_day=last.day,
        first=first,
        last=last,
    )


def _part(speech: Speech, runs: Mapping[str, RunResult], part: ProgrammePart) -> PartView:
    activities = tuple(_activity(speech, runs, activity) for activity in part.activities)
    return PartView(speech.label(part.part), part.clause or "", activities)


def _activity(speech: Speech, runs: Mapping[str, RunResult], activity: Activity) -> ActivityView:
    audience = runs.get(activity.audience or "")
    run: Run | None = entry(speech.policy.runs, activity.audience or "")
    counted = audience is not None and run is not None and only_asks(run)
    return ActivityView(
        name=speech.label(activity.activity),
        window=speech.label(activity.window) if activity.window else "",
        days=_days(speech, activity.window) if activity.window else "",
        counts=audience_counts(speech.policy, audience) if counted and audience else None,
        audience=activity.audience or "",
        results=tuple(_result(speech, runs[name]) for name in _named(activity.results) if name in runs),
    )


def _named(results: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if results is None:
        return ()
    return (results,) if isinstance(results, str) else results


def _result(speech: Speech, result: RunResult) -> tuple[str, str, str]:
    desk = desk_of(speech, result)
    return result.run, speech.label(result.run), taken_summary(desk) if desk else ""


def _others(speech: Speech, runs: Mapping[str, RunResult], *, ranked: bool) -> Iterator[tuple[str, str, str]]:
    """Runs no activity names: team standings and proposals, or checks of the inputs."""
    shown = _in_programme(speech.policy)
    for name, result in runs.items():
        known = name in (speech.policy.runs or {}) and name not in shown
        if known and _ranks(speech.policy, name) == ranked:
            yield _result(speech, result)


def _in_programme(policy: Policy) -> list[str]:
    named: dict[str, None] = {}
    for part in _parts(policy):
        for activity in part.activities:
            named |= dict.fromkeys([*_named(activity.audience), *_named(activity.results)])
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


def _finding(finding: Finding, language: Language) -> FindingView:
    place = finding.place or finding.file
    return FindingView(finding.severity, finding.what(language), finding.mend(language), place)


def _readings(policy: Policy, speech: Speech) -> Iterator[Rule]:
    for key in policy.readings or {}:
        name, says, why, by = reading_texts(speech, key)
        yield Rule(f"reading-{name}", name, (), "", "", name, says, why, by)
