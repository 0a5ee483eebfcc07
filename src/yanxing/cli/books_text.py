"""Ledgers, proposed postings and matters on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.text import Text

from yanxing.cli.books import Books, Subjects, statements_of
from yanxing.cli.language import say
from yanxing.engine.explanation.book_phrases import Posting as PostingWords
from yanxing.engine.explanation.ledgers import EventText, LedgerExplainer
from yanxing.engine.explanation.people import called
from yanxing.engine.ledger import Refused
from yanxing.engine.ledger.proposals import ProposedPosting
from yanxing.report import plain_table, titled
from yanxing.report.view import Head


def show_books(console: Console, books: Books, subjects: Subjects, *, most: int | None) -> None:
    """What there is; nothing is said of a ledger or flow without events. Where only some runs were asked
    for, what they propose to post."""
    parts: list[RenderableType] = []
    if books.trial.asked is None:
        parts += [table for ledger in books.ledgers for table in _ledger(books, ledger, subjects, most)]
    parts += _proposals(books, subjects, most)
    if books.trial.asked is None:
        parts += _matters(books, subjects)
    for part in parts:
        console.print(part)


def _named(books: Books, name: str) -> str:
    label = books.trial.speech.label(name)
    return label if label == name else f"{label} {name}"


def _ledger(books: Books, ledger: str, subjects: Subjects, most: int | None) -> Iterator[RenderableType]:
    explainer = books.explainer(ledger)
    told = [*books.events(explainer, subjects)]
    if not told:
        yield from _balances(books, explainer, subjects)
        return
    refused = sum(_is_refused(each) for each in told)
    title = say(
        f"台账 {_named(books, ledger)}：共 {len(told)} 件事项，受理 {len(told) - refused}，拒绝 {refused}",
        f"Ledger {_named(books, ledger)}: {len(told)} events, "
        f"{len(told) - refused} accepted, {refused} refused",
    )
    heads = (say("日期", "date"), say("编号", "id"), say("当事人", "who"), say("事项", "kind"))
    table = plain_table([*map(Head, heads), Head(say("结果", "outcome"))])
    shown = [each for n, each in enumerate(told) if most is None or n < most or _is_refused(each)]
    for each in shown:
        row = each.outcome.row
        day, kind = row.facts.get("date"), row.facts.get("kind")
        texts = (
            str(day) if day is not None else "",
            row.id,
            explainer.actor(row),
            explainer.speech.label(kind) if isinstance(kind, str) else "",
            each.sentence,
        )
        table.add_row(*map(Text, texts), style="yellow" if _is_refused(each) else "")
    yield titled(title, table, *_more(len(told) - len(shown)))
    yield from _balances(books, explainer, subjects)
    if subjects is None:
        lines = [Text(line) for _, line in explainer.waiting()]
        yield from [titled(say("排队", "Queues"), *lines, Text())] if lines else []


def _is_refused(told: EventText) -> bool:
    return isinstance(told.outcome, Refused)


def _more(left: int) -> list[Text]:
    return (
        [Text(say(f"另有 {left} 行，加 --all 看全部。", f"{left} more rows; --all shows them."), style="dim")]
        if left > 0
        else []
    )


def _balances(books: Books, explainer: LedgerExplainer, subjects: Subjects) -> Iterator[RenderableType]:
    held = [
        (holder, amount)
        for holder, amount in explainer.result.balances.items()
        if subjects is None or holder[1] in subjects
    ]
    if not held:
        return
    table = plain_table(
        [Head(say("账户", "account")), Head(say("谁的", "whose")), Head(say("余额", "balance"), numeric=True)]
    )
    for holder, amount in held:
        figure = books.trial.speech.value(amount)
        table.add_row(*map(Text, (explainer.speech.label(holder[0]), explainer.owner(holder), figure)))
    yield titled(say("余额", "Balances"), table)


def _proposals(books: Books, subjects: Subjects, most: int | None) -> Iterator[RenderableType]:
    speech = books.trial.speech
    chosen = [each for each in books.proposals if subjects is None or subjects & {each.owner, each.row}]
    for ledger in dict.fromkeys(each.ledger for each in chosen):
        mine = [each for each in chosen if each.ledger == ledger]
        new = [each for each in mine if not each.posted]
        title = speech.say(PostingWords.TITLE, ledger=_named(books, ledger), count=len(new))
        if len(mine) > len(new):
            already = speech.say(PostingWords.ALREADY, count=len(mine) - len(new))
            title = f"{title}{say('；', '; ')}{already}"
        statements = [*statements_of(books, new)]
        heads = [
            Head(say("谁的", "whose")),
            Head(say("账户", "account")),
            *(
                Head(each, numeric=True)
                for each in (
                    say("笔数", "postings"),
                    say("现有", "held now"),
                    say("提议记", "proposed"),
                    say("记后", "then"),
                )
            ),
        ]
        if subjects is not None:
            heads.append(Head(say("明细", "each")))
        table = plain_table(heads)
        for one in statements[:most]:
            texts = [
                called(speech, one.owner) if one.owner else say("看不出是谁的", "not told"),
                speech.label(one.account),
                str(len(one.postings)),
                *(speech.value(each) for each in (one.held, one.amount, one.held + one.amount)),
            ]
            if subjects is not None:
                texts.append(speech.join(_line(books, each) for each in one.postings))
            table.add_row(*map(Text, texts))
        yield titled(
            title, *([table] if statements else []), *_more(len(statements) - len(statements[:most]))
        )


def _line(books: Books, posting: ProposedPosting) -> str:
    speech = books.trial.speech
    line = speech.say(
        PostingWords.LINE,
        key=posting.key,
        account=speech.label(posting.account),
        amount=speech.value(posting.amount),
    )
    return speech.say(PostingWords.PROVISIONAL, line=line) if posting.provisional else line


def _matters(books: Books, subjects: Subjects) -> Iterator[RenderableType]:
    for told, explainer in books.matters_of(subjects):
        table = plain_table([Head(say("时间", "when")), Head(say("办了什么", "what was done"))])
        for line in books.history(told, explainer):
            style = "yellow" if line.act is None else ""
            table.add_row(Text(f"{line.at:%Y-%m-%d %H:%M}"), Text(line.sentence), style=style)
        title = say(
            f"事项 {told.matter.id}（{_named(books, told.matter.flow)}）",
            f"Matter {told.matter.id} ({_named(books, told.matter.flow)})",
        )
        lines = [
            Text(text if part is told.matter else f"{part.id}{say('：', ': ')}{text}")
            for part, _, _, text in books.standings(told, explainer)
        ]
        proposed = explainer.proposed(told.proposals)
        yield titled(title, table, *lines, *([Text(proposed)] if proposed else []), Text())
