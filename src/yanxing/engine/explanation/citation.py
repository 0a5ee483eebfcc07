"""Where a step comes from: the clause as printed, and the reading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from yanxing.engine.explanation.model import Citation
from yanxing.engine.explanation.phrases import Common
from yanxing.engine.explanation.speech import Speech, entry
from yanxing.engine.grammar.base import Cited
from yanxing.engine.grammar.policy import Policy

_SENTENCES = re.compile(r"(?<=[。；])|(?<=[a-z)%]\.)\s|\n|(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
_LONG = 60
"""Characters of a clause that are read at a glance."""


def cited(speech: Speech, *nodes: Cited | None, near: Cited | None = None) -> Citation:
    """The clause and the reading of the first of these constructs that has one; inner ones come first.

    A quotation that stands in several clauses (展示时间：6月--9月) is the one in the clause of the outermost
    construct, or of `near`.
    """
    given = [node for node in nodes if node is not None]
    clause = next((node.clause for node in given if node.clause), None)
    reading = next((node.reading for node in given if node.reading), None)
    outer = near or (given[-1] if given else None)
    home = (outer.clause or "") if outer else ""
    if clause and (clause, home) not in speech.printed:
        speech.printed[clause, home] = printed(speech.policy, clause, home)
    number, text = speech.printed[clause, home] if clause else ("", "")
    read = reading_texts(speech, reading) if reading else ("", "", "", "")
    return Citation(number, text, *read, quote=_quote(speech, clause or "", number, text))


def _quote(speech: Speech, clause: str, number: str, text: str) -> str:
    """The text itself when it is short; else the words that are cited, or how the clause begins."""
    if len(text) <= _LONG:
        return text
    dots = speech.say(Common.DOTS)
    if squeezed(clause) == squeezed(number):
        return next(part for part in re.split("[：。；\n]", text) if part)[:_LONG] + dots
    return clause if squeezed(clause) == squeezed(text) else f"{dots}{clause.strip()}{dots}"


def printed(policy: Policy, clause: str, home: str = "") -> tuple[str, str]:
    """The printed number and the words of a clause.

    A quotation brings the sentence it stands in, looked for in the clause numbered (or quoted) `home` first.
    """
    texts: list[tuple[str, str]] = [*(policy.text or {}).items()]
    wanted = squeezed(clause)
    whole = next(((number, text) for number, text in texts if squeezed(number) == wanted), None)
    if whole:
        return whole
    if home:
        near = squeezed(home)
        texts.sort(key=lambda pair: (squeezed(pair[0]) != near, near not in squeezed(pair[1])))
    for number, text in texts:
        if wanted in squeezed(text):
            return number, next((part for part in _parts(text) if wanted in squeezed(part)), text)
    return "", clause


def _parts(text: str) -> list[str]:
    """Sentences and lines. Lines of a folded text are parted by a space, which Chinese has nowhere else."""
    return [part for part in _SENTENCES.split(text) if part]


def squeezed(text: str) -> str:
    """Without white space, full-width forms made plain: how a quotation is compared with the adopted text."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def reading_texts(speech: Speech, reading: str) -> tuple[str, str, str, str]:
    """Id, what it says, why, and whose it is. A sentence instead of an id is our own."""
    found = entry(speech.policy.readings, reading)
    if found is None:
        return "", reading, "", speech.say(Common.OURS)
    if found.by != "office":
        return reading, found.says, found.why or "", speech.say(Common.OURS)
    by = Common.CONFIRMED if found.confirmed else Common.OFFICE
    return reading, found.says, found.why or "", speech.say(by, when=found.confirmed)


def other_readings(speech: Speech, read: Iterable[str], besides: str) -> Iterator[str]:
    """Lines for the readings behind the values and tables that were read, each once."""
    seen = {besides}
    for name in read:
        value = entry(speech.policy.values, name) or entry(speech.policy.tables, name)
        if value and value.reading and value.reading not in seen:
            seen.add(value.reading)
            key, says, _, _ = reading_texts(speech, value.reading)
            yield speech.say(Common.READING_ALSO, id=key, says=says) if key else says
