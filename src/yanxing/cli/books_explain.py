"""What the ledgers and matters say of one person or unit, with every reason: for `policy explain`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from yanxing.cli.books import Books
from yanxing.cli.console import out
from yanxing.cli.language import say
from yanxing.engine.explanation import StepText

Show = Callable[[StepText], None]


def explain_books(books: Books, subject: str, show: Show) -> None:
    """Nothing where they are in none of them."""
    subjects = frozenset({subject})
    for ledger in books.ledgers:
        _explain_ledger(books, ledger, subjects, show)
    _explain_matters(books, subjects, show)


def _headed(books: Books, word: str, name: str, who: str = "") -> str:
    label = books.trial.speech.label(name)
    return f"【{word} {label if label == name else f'{label} {name}'}】{who}"


def _names(books: Books, subjects: frozenset[str]) -> str:
    return say("、", ", ").join(books.people.get(each, each) for each in sorted(subjects))


def _explain_ledger(books: Books, ledger: str, subjects: frozenset[str], show: Show) -> None:
    explainer = books.explainer(ledger)
    speech = explainer.speech
    told = [*books.events(explainer, subjects)]
    if not told:
        return
    held = [
        f"{explainer.account(holder, holder[1])} {speech.value(amount)}"
        for holder, amount in explainer.result.balances.items()
        if holder[1] in subjects
    ]
    out()
    out(_headed(books, say("台账", "ledger"), ledger, _names(books, subjects)))
    if held:
        out(say(f"余额：{'，'.join(held)}。", f"Balances: {', '.join(held)}."))
    for each in told:
        row = each.outcome.row
        day, kind = row.facts.get("date"), row.facts.get("kind")
        words = (str(day or ""), row.id, speech.label(kind) if isinstance(kind, str) else "")
        out(f"  {' '.join(word for word in words if word)}{say('：', ': ')}{each.sentence}")
        _show_all(explainer.steps(each.outcome), show)


def _explain_matters(books: Books, subjects: frozenset[str], show: Show) -> None:
    for told, explainer in books.matters_of(subjects):
        out()
        out(_headed(books, say(f"事项 {told.matter.id}", f"matter {told.matter.id}"), told.matter.flow))
        for part, _, _, sentence in books.standings(told, explainer):
            out(sentence if part is told.matter else f"{part.id}{say('：', ': ')}{sentence}")
        for line in books.history(told, explainer):
            out(f"  {line.at:%Y-%m-%d %H:%M} {line.sentence}")
            if line.word is not None and line.result is not None:
                _show_all(explainer.steps(line.word, line.result), show)
        proposed = explainer.proposed(told.proposals)
        if proposed:
            out(proposed)


def _show_all(steps: Iterable[StepText], show: Show) -> None:
    for step in steps:
        show(step)
