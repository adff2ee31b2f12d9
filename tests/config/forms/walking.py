"""Somebody who answers the default questionnaire from its first question to its end, by a rule or at random."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import TypeAlias

from bot.interview import Interview, Program, Question, Refusal, begin

NOW = datetime(2031, 5, 6, 9, tzinfo=UTC)
LONGEST = 200
"""Steps after which a walk is taken to have no end."""

Rule: TypeAlias = Callable[[Question], tuple[str, ...]]
"""What is answered: names of choices, or one text; () skips. For sealed questions anything but () counts."""


@dataclass(frozen=True)
class Walked:
    """A walk that came to its end."""

    program: Program
    answers: Mapping[str, str]
    asked: tuple[Question, ...]

    @property
    def names(self) -> list[str]:
        """Names of everything that was shown, in order."""
        return [question.name for question in self.asked]

    @property
    def interview(self) -> Interview:
        """The interview as it stands at the end."""
        return look(self.program, self.answers)


def look(program: Program, answers: Mapping[str, str], language: str = "en") -> Interview:
    """Return the interview over some answers."""
    return Interview(program, answers, now=NOW, language=language)


def walk(program: Program, rule: Rule) -> Walked:
    """Answer everything that is asked. Fails where an answer of the rule is refused or no end comes."""
    answers = begin(program, now=NOW, entropy=bytes(64))
    asked: list[Question] = []
    path = look(program, answers).first()
    while path is not None:
        interview = look(program, answers)
        question = interview.question(path)
        asked.append(question)
        assert len(asked) < LONGEST
        answers |= _answered(interview, question, rule(question)) if question.kind == "question" else {}
        path = look(program, answers).after(path)
    return Walked(program, answers, tuple(asked))


def _answered(interview: Interview, question: Question, answer: tuple[str, ...]) -> dict[str, str]:
    if not answer:
        return {}
    if question.sealed:
        taken = interview.accept_sealed(question.path)
    elif question.choices:
        taken = interview.accept_choices(question.path, answer)
    else:
        taken = interview.accept(question.path, answer[0])
    assert not isinstance(taken, Refusal), (question.name, answer)
    return taken


def skipping(_question: Question) -> tuple[str, ...]:
    """Skip everything."""
    return ()


def saying(script: Mapping[str, str], otherwise: Rule = skipping) -> Rule:
    """Answer by a script of choices separated by spaces; what is not in it follows another rule."""
    return lambda question: tuple(script[question.name].split()) if question.name in script else otherwise(question)


def first_choice(question: Question) -> tuple[str, ...]:
    """Take the first choice of every select; write something everywhere else."""
    return (question.choices[0].name,) if question.choices else ("2030",)


def at_random(seed: int) -> Rule:
    """Skip a quarter of the questions and answer the others anyhow, as far as the form allows."""
    chance = Random(seed)

    def answer(question: Question) -> tuple[str, ...]:
        if chance.random() < 1 / 4:
            return ()
        names = [choice.name for choice in question.choices]
        if not names:
            return (str(chance.randint(2000, 2010) + 20 * (question.name == "year_to")),)
        if not question.multiple:
            return (chance.choice(names),)
        picked = chance.sample(names, chance.randint(1, len(names)))
        alone = [name for name in picked if name in {"none", "any"}]
        return tuple(alone[:1] or picked)

    return answer
