"""Every code of a ledger, a queue and a flow has its words, and no story is told without them."""

from datetime import datetime
from string import Formatter
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from tests.engine.flow.desk import DESK, OFFICE, POLICY
from tests.engine.flow.test_properties import DOORS, attempts
from tests.engine.ledger.test_properties import streams
from tests.engine.ledger.tools import TOOLS, post

from yanxing.engine.explanation import book_phrases
from yanxing.engine.explanation.flows import MatterExplainer
from yanxing.engine.explanation.ledgers import LedgerExplainer
from yanxing.engine.explanation.phrases import Phrase
from yanxing.engine.explanation.speech import Speech
from yanxing.engine.flow import Matter, Refused, Word, asked, deadline
from yanxing.engine.flow import Refusal as FlowRefusal
from yanxing.engine.grammar.flows import Effect
from yanxing.engine.ledger import QueueLine
from yanxing.engine.ledger import Refusal as LedgerRefusal

LISTS = [
    (book_phrases.LedgerRefusal, get_args(LedgerRefusal)),
    (book_phrases.FlowRefusal, get_args(FlowRefusal)),
    (book_phrases.QueueLine, get_args(get_type_hints(QueueLine)["how"])),
    (book_phrases.Effect, get_args(get_type_hints(Effect)["effect"])),
]


@pytest.mark.parametrize(("phrases", "codes"), LISTS, ids=lambda each: getattr(each, "__name__", ""))
def test_every_code_has_its_words_and_no_other(phrases: type, codes: tuple[str, ...]) -> None:
    assert {name for name in vars(phrases) if not name.startswith("_")} == set(codes)


def test_both_languages_have_the_same_places() -> None:
    classes = [each for each in vars(book_phrases).values() if isinstance(each, type) and each is not Phrase]
    phrases = [each for kind in classes for each in vars(kind).values() if isinstance(each, Phrase)]
    assert len(phrases) > 80
    for phrase in phrases:
        places = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in phrase]
        assert places[0] == places[1], phrase


@given(streams())
def test_every_ledger_can_be_told_in_both_languages(events: list[dict[str, Any]]) -> None:
    result = post(*events)
    for language in ("zh", "en"):
        explainer = LedgerExplainer(Speech(TOOLS, language), "tools", result)
        told = [*explainer.events()]
        assert [each.outcome for each in told] == [*result.outcomes]
        last = {move.holder: move.balance for each in told for move in each.movements}
        assert {holder: amount for holder, amount in last.items() if amount} == result.balances
        for each in told:
            assert each.sentence.endswith(("。", "."))
            assert "{" not in each.sentence + str(explainer.steps(each.outcome))


@given(attempts())
def test_every_matter_can_be_told_in_both_languages(
    tried: tuple[Matter, list[tuple[str, Word, datetime]]],
) -> None:
    matter, words = tried
    for door, word, at in words:
        result = DOORS[door](DESK, matter, word, at)
        matter = result.matter
        for language in ("zh", "en"):
            explainer = MatterExplainer(Speech(POLICY, language), matter)
            said = [explainer.done(act) for act in matter.history]
            if isinstance(result, Refused):
                said.append(explainer.refused("answer" if door == "step" else door, word, result))
            for part in matter.all():
                who = asked(POLICY, matter, part, DESK.people)
                said.append(explainer.standing(part, who, deadline(POLICY, part, OFFICE)))
            assert all(each.endswith(("。", ".")) and "{" not in each for each in said)
            assert "{" not in str(explainer.steps(word, result)) + explainer.proposed(result.effects)
