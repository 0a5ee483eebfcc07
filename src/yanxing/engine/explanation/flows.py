"""A matter in words: what was done and refused, where it stands, who must answer and by when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time

from yanxing.engine.explanation.book_phrases import Effect as EffectWords
from yanxing.engine.explanation.book_phrases import Flow as Words
from yanxing.engine.explanation.book_phrases import FlowRefusal
from yanxing.engine.explanation.gates import gate_steps
from yanxing.engine.explanation.model import StepText
from yanxing.engine.explanation.people import called
from yanxing.engine.explanation.phrases import Common, Phrase
from yanxing.engine.explanation.speech import Speech, entry
from yanxing.engine.explanation.tried import TriedScene, fault_of
from yanxing.engine.flow import HOUSE, Act, Asked, Matter, Proposal, Refused, Result, Word
from yanxing.engine.grammar.flows import Answer
from yanxing.engine.grammar.stages import Gate
from yanxing.engine.outcome import Row, Value
from yanxing.engine.unknown import Unknown


class MatterExplainer:
    """Tells one matter with the pinned policy alone; `root` is the outermost matter as it is now."""

    def __init__(self, speech: Speech, root: Matter) -> None:
        flow = entry(speech.policy.flows, root.flow)
        self.speech = speech.about(flow.about if flow else "")
        self.root = root

    def done(self, act: Act) -> str:
        """One act: who did what, and why."""
        text = self._act(act)
        if act.on != self.root.id:
            text = self.speech.say(Common.FIGURE, what=act.on, value=text)
        if act.reason:
            text = self.speech.say(Words.BECAUSE, what=text, reason=act.reason)
        return text + self.speech.say(Common.END)

    def proposed(self, effects: Iterable[Proposal]) -> str:
        """What follows, for somebody to carry out; empty when nothing does."""
        listed = self.speech.join(self.proposal(each) for each in effects)
        return self.speech.say(Words.PROPOSED, effects=listed) if listed else ""

    def refused(self, act: str, word: Word, result: Refused) -> str:
        """What was tried, and why it was not done."""
        wanted = self.speech.label(word.answer) if act == "answer" else self.speech.say(_ACTS[act])
        return self.speech.say(
            Words.REFUSED, who=self._who(word.actor), answer=wanted, why=self._why(word, result)
        )

    def steps(self, word: Word, result: Result) -> tuple[StepText, ...]:
        """The requirements of the answer, as they were tested."""
        scene, row = self._scene(word, result), self._row(word, result)
        return tuple(step for reason in result.reasons for step in gate_steps(scene, row, reason))

    def standing(self, part: Matter, asked: Sequence[Asked], last: datetime | Unknown | None) -> str:
        """Where it stands, who must answer, and by when; or how it ended."""
        say = self.speech.say
        if part.step is None:
            return say(Words.ENDED, outcome=self.speech.label(part.outcome or ""))
        if part.waits:
            waits = say(Words.WAITS_SUB, subs=self.speech.join(part.waits))
        else:
            waits = say(Words.WAITS_FOR, who=self.speech.join(self._asked(each) for each in asked))
        if isinstance(last, Unknown):
            waits = say(Words.NO_TIME, waits=waits, gaps=self.speech.gaps(last.gaps))
        elif last is not None:
            waits = say(Words.BY, waits=waits, deadline=self._deadline(last))
        elif part.clock is not None and part.clock.paused is not None and not part.waits:
            waits = say(Words.PAUSED, waits=waits)
        return say(Words.STANDS, step=self.speech.label(part.step), waits=waits)

    def _deadline(self, last: datetime) -> str:
        if last.time() == time.max:
            return self.speech.say(Words.WHOLE_DAY, day=self.speech.value(last.date()))
        return self.speech.value(last)

    def proposal(self, proposal: Proposal) -> str:
        """`通知（当事人 王敏）`: what an answer would bring about; nobody here carries it out."""
        effect = self.speech.say(getattr(EffectWords, proposal.effect))
        target, value = self.speech.label(proposal.target), proposal.value
        if isinstance(value, Unknown):
            return self.speech.say(Common.BRACKETS, what=effect, inside=target)
        whom = (
            called(self.speech, value, proposal.target)
            if isinstance(value, str)
            else self.speech.value(value, proposal.target)
        )
        inside = self.speech.say(Common.NAMED_FIGURE, name=target, value=whom)
        return self.speech.say(Common.BRACKETS, what=effect, inside=inside)

    def _act(self, act: Act) -> str:
        say = self.speech.say
        answer = self.speech.label(act.answer or "")
        if act.kind == "late" and act.answer is None:
            return say(Words.passed_on)
        if act.kind == "sub_ended" and act.answer:
            return say(Words.sub_answer, answer=answer)
        return say(
            getattr(Words, act.kind), who=self._spoke(act), answer=answer, facts=self._facts(act.facts)
        )

    def _spoke(self, act: Act) -> str:
        if act.stands_in:
            return self.speech.say(
                Words.STANDS_IN, who=self._who(act.actor), party=self.speech.label(act.party)
            )
        return self.speech.say(Words.SPOKE, who=self._who(act.actor), party=self.speech.label(act.party))

    def _who(self, person: str) -> str:
        return self.speech.say(Words.HOUSE) if person == HOUSE else called(self.speech, person)

    def _facts(self, facts: Mapping[str, Value]) -> str:
        return self.speech.join(
            self.speech.say(
                Common.NAMED_FIGURE, name=self.speech.label(name), value=self.speech.value(value, name)
            )
            for name, value in facts.items()
        )

    def _asked(self, asked: Asked) -> str:
        party = self.speech.label(asked.by)
        if asked.gaps:
            return self.speech.say(Words.UNNAMED, party=party, gaps=self.speech.gaps(asked.gaps))
        if not asked.persons:
            return self.speech.say(Words.NOBODY, party=party)
        names = self.speech.join(self._who(person) for person in asked.persons)
        phrase = Words.SPOKE if asked.by == asked.party else Words.STANDS_IN
        return self.speech.say(phrase, who=names, party=self.speech.label(asked.party))

    def _why(self, word: Word, result: Refused) -> str:
        reason = next(iter(result.reasons), None)
        if reason is not None:
            scene = self._scene(word, result)
            gate = scene.stage(0, Gate)
            fault = fault_of(scene, self._row(word, result), reason, gate) if gate else ""
            if fault:
                return fault
        phrase: Phrase | None = getattr(FlowRefusal, result.code, None)
        if phrase is None:
            return self.speech.label(result.code)
        part = result.matter.find(result.on)
        text = self.speech.say(
            phrase,
            on=result.on,
            step=self.speech.label(part.step or "") if part else "",
            answer=self.speech.label(word.answer),
            party=self.speech.label(word.party),
            actor=self._who(word.actor),
            gaps=self.speech.gaps(result.gaps),
        )
        return self.speech.join([text, *self._instead(result)], Common.CLAUSE_JOIN)

    def _instead(self, result: Refused) -> list[str]:
        asked = result.asked
        if asked is None or not asked.persons or result.code not in ("own_case", "not_the_party"):
            return []
        names = self.speech.join(self._who(person) for person in asked.persons)
        phrase = Words.ANSWERS if asked.by == asked.party else Words.STEPS_IN
        return [self.speech.say(phrase, who=names, party=self.speech.label(asked.by))]

    def _scene(self, word: Word, result: Result) -> TriedScene:
        answer = self._answer(word, result)
        gate = Gate(gate=word.answer, require=answer.require if answer else ())  # type: ignore[arg-type]
        return TriedScene.tell(self.speech, gate)

    def _answer(self, word: Word, result: Result) -> Answer | None:
        """The answer of the step that was stood at."""
        part = result.matter.find(word.on or self.root.id)
        given = (act.step for act in result.acts if act.kind == "answer")
        at = part.step if isinstance(result, Refused) and part else next(given, None)
        flow = entry(self.speech.policy.flows, part.flow) if part else None
        step = entry(flow.steps, at) if flow and at else None
        return entry(step.answers, word.answer) if step else None

    def _row(self, word: Word, result: Result) -> Row:
        part = result.matter.find(word.on or self.root.id) or result.matter
        flow = entry(self.speech.policy.flows, part.flow)
        return Row(part.id, flow.about if flow else "", {**part.facts, **word.facts})


_ACTS: Mapping[str, Phrase] = {
    "pause": Words.to_pause,
    "resume": Words.to_resume,
    "revise": Words.to_revise,
}
