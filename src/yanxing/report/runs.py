"""One run as a section of the page: its tables, the rules behind them once, the reasons of each row."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from yanxing.engine.exact import shown
from yanxing.engine.explanation import Explainer, StepText, audience_counts
from yanxing.engine.explanation.speech import Speech, entry
from yanxing.engine.grammar.runs import DecideNext, DocumentNext, NoticeNext, Run
from yanxing.engine.outcome import Row, RunResult
from yanxing.report.listings import Desk, audience_listings, chart, result_listings, taken_summary, tallies
from yanxing.report.view import Cell, Head, Line, Listing, Panel, Rule, RunView, StepView

MOST_ROWS = 600
"""Longer runs (every sign-in of a year) are summed up: nobody reads two thousand rows on a page."""


def desk_of(speech: Speech, result: RunResult) -> Desk | None:
    """The desk for a run, or None when the policy does not know it."""
    run: Run | None = entry(speech.policy.runs, result.run)
    if run is None:
        return None
    anchors = {row_id: f"{result.run}-{at}" for at, row_id in enumerate(result.rows, start=1)}
    explainer = Explainer(speech.policy, result, speech.language, speech.names)
    return Desk(speech, run, result, explainer, anchors)


def run_view(desk: Desk) -> RunView:
    result = desk.result
    long = len(result.rows) > MOST_ROWS
    asks = desk.asks()
    collected = _Rules(result.run)
    panels = () if long else tuple(_panels(desk, collected))
    if long:
        listings = tuple(tallies(desk))
    else:
        listings = tuple(audience_listings(desk) if asks else result_listings(desk))
    notes = [desk.word("too_many", count=len(result.rows))] if long else []
    if any(isinstance(each, DecideNext) for each in desk.run.then):
        notes.append(desk.word("proposal"))
    return RunView(
        id=result.run,
        title=desk.label(result.run),
        summary=desk.word("people", count=len(result.rows)) if asks else taken_summary(desk),
        counts=audience_counts(desk.speech.policy, result) if asks else None,
        listings=listings,
        chart=None if asks or long else chart(desk),
        notes=tuple(notes),
        next=tuple(_next(desk)),
        raters=tuple(_raters(desk)),
        raters_apart=any(not panel.connected for panel in result.diagnostics),
        rules=tuple(collected.rules.values()),
        panels=panels,
        provisional=any(row.provisional for row in result.rows.values()),
    )


class _Rules:
    """The rules of a run, each kept once however many rows it was put to."""

    def __init__(self, run: str) -> None:
        self._run = run
        self.rules: dict[tuple[object, ...], Rule] = {}

    def of(self, step: StepText) -> str:
        """The id of the step's rule; empty when there is nothing to say beyond the step."""
        if not (step.clause_text or step.reading_text or step.rule):
            return ""
        # A requirement is headed by its gate only for rows that went on to another one: the rule is the same.
        key = (step.name, "" if step.mark else step.title, step.rule, step.cite)
        if key not in self.rules:
            cite = step.cite
            self.rules[key] = Rule(
                f"rule-{self._run}-{len(self.rules) + 1}",
                step.title,
                step.rule,
                cite.clause_number,
                cite.clause_text,
                cite.reading_id,
                cite.reading_text,
                cite.reading_why,
                cite.reading_by,
            )
        return self.rules[key].id


def _panels(desk: Desk, collected: _Rules) -> Iterator[Panel]:
    for row in desk.result.rows.values():
        told = desk.explainer.explain(row.id)
        steps = tuple(
            StepView(
                step.title,
                tuple(line for line in step.lines if line not in step.rule),
                step.mark,
                collected.of(step),
            )
            for step in told.steps
            if not _bookkeeping(row, step)
        )
        yield Panel(desk.anchors[row.id], desk.name(row), told.sentence, steps)


def _bookkeeping(row: Row, step: StepText) -> bool:
    """A code or key noted down for a later step, without a clause of its own: that step says what it read."""
    cell = row.cells.get(step.name)
    return cell is not None and isinstance(cell.value, str) and not (step.clause_text or step.reading_text)


def _next(desk: Desk) -> Iterator[str]:
    """What follows a run, in order: notice, decision, papers."""
    for following in desk.run.then:
        match following:
            case NoticeNext(notice=notice, workdays=days):
                yield desk.word(f"{notice}_notice", days=days)
            case DecideNext():
                yield _decision(desk, following)
            case DocumentNext(document=document, to=to):
                yield desk.word(document, to=desk.word("to_whom", to=to) if to else "")


def _decision(desk: Desk, decision: DecideNext) -> str:
    label = desk.label(decision.by)
    by = desk.word("street_officer") if label == decision.by == "street_officer" else label
    named = decision.credential or decision.award
    what = desk.result.run if named and desk.label(named) == named else named
    step = desk.word(decision.decide, by=by, what=desk.speech.quoted(what) if what else "")
    if decision.after == "notice_clear":
        step = desk.word("after_notice", step=step)
    if not decision.choose:
        return step
    return ("" if desk.language == "zh" else " ").join([step, desk.word("choose", choose=decision.choose)])


def _raters(desk: Desk) -> Iterator[Listing]:
    """How strictly each rater of a panel marked; raters are numbered, not named."""
    heads = [Head(desk.word("rater_head"))]
    heads += [Head(desk.word(each), numeric=True) for each in ("marks", "mean", "variance", "leniency")]
    for panel in desk.result.diagnostics:
        lines = tuple(
            Line("", (Cell(desk.word("rater", index=index)), Cell(str(rater.marks), numeric=True), *figures))
            for index, rater in enumerate(panel.raters, start=1)
            for figures in [
                [
                    Cell(shown(each, Fraction(1, 100)), numeric=True)
                    for each in (rater.mean, rater.variance, rater.leniency)
                ]
            ]
        )
        if lines:
            title = f"{desk.word('raters')} {desk.label(panel.column)}"
            yield Listing(title, tuple(heads), lines, folded=True)
