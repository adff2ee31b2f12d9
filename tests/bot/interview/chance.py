"""Small Plans and respondents made by chance: every construct, in any combination that a compiler lets through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Final

from bot.interview import Interview, Program, begin
from config.questionnaire.plan import Node, Plan
from tests.bot.interview.forms import (
    ENTROPY,
    NOW,
    ask,
    choices,
    group,
    note,
    picks,
    plan,
    repeat,
    select,
    sets,
    value,
)

_LISTS: Final = {"yn": choices("y", "n"), "towns": choices(a={"of": "y"}, b={"of": "n"}, c={"of": "y"})}
_TYPES: Final = ("int", "decimal", "string", "date", "time", "dateTime", "geopoint", "barcode")
_WORDS: Final = (
    "",
    "0",
    "1",
    "2",
    "3",
    "-1.5",
    "2015-03-04",
    "9:30",
    "2015-03-04 9:30Z",
    "37 127",
    "y",
    "a b",
    "more",
    "?",
)
_DEEPEST: Final = 3
_LONGEST: Final = 400
"""Steps of a walk: five questions in each of three repeats inside each other, and people who turn back."""


@dataclass
class Chance:
    """Makes one Plan. Expressions look at questions that stand before them, so that there are no circles."""

    random: Random
    seen: list[str] = field(default_factory=list)
    """Paths of values so far."""
    number: int = 0

    def plan(self) -> Plan:
        """Return a Plan of eight nodes and what is in them."""
        return plan(*(self.node("/x", 0) for _ in range(8)), lists=_LISTS)

    def nodes(self, parent: str, depth: int) -> list[Node]:
        return [self.node(parent, depth) for _ in range(self.random.randint(1, 4))]

    def node(self, parent: str, depth: int) -> Node:
        self.number += 1
        path = f"{parent}/n{self.number}"
        kinds: list[Callable[[str, int], Node]] = [self.question, self.question, self.selected, self.kept, self.said]
        if depth < _DEEPEST:
            kinds += [self.together, self.again]
        made = self.random.choice(kinds)(path, depth)
        if made.kind in {"question", "value"}:
            self.seen.append(path)
        return made

    # --- kinds of nodes -----------------------------------------------------------------------------------

    def question(self, path: str, _depth: int) -> Node:
        type_ = self.random.choice(_TYPES)
        extra = {"keep": "seal"} if self.random.random() < 0.1 else {}
        assigned = tuple(sets(target, self.worth()) for target in self.seen[-1:] if self.random.random() < 0.3)
        default = self.random.choice([None, None, "'1'", "now()", self.worth()])
        required = self.random.choice([None, None, "true()", self.test()])
        return ask(
            path, type_, relevant=self.maybe(), required=required, default=default, assignments=assigned, **extra
        )

    def selected(self, path: str, _depth: int) -> Node:
        multiple, relevant = self.random.random() < 0.5, self.maybe()
        around = [seen for seen in self.seen if "/n" in seen.removeprefix("/x/")]
        if around and self.random.random() < 0.3:
            parent, _, name = self.random.choice(around).rpartition("/")
            return picks(path, parent, value=name, shows=name, multiple=multiple, relevant=relevant)
        filter_ = f"of = {self.random.choice(self.seen)}" if self.seen and self.random.random() < 0.4 else None
        shuffled = {"randomize": self.random.random() < 0.2}
        list_ = self.random.choice(list(_LISTS))
        return select(path, list_, multiple=multiple, filter=filter_, relevant=relevant, itemset=shuffled)

    def kept(self, path: str, _depth: int) -> Node:
        worth = self.worth()
        return value(path, self.random.choice([worth, f"once({worth})", f"if({self.test()}, {worth}, '')"]))

    def said(self, path: str, _depth: int) -> Node:
        return note(path, f"So far {{{self.worth()}}}", relevant=self.maybe())

    def together(self, path: str, depth: int) -> Node:
        relevant = self.maybe()
        return group(path, *self.nodes(path, depth + 1), relevant=relevant)

    def again(self, path: str, depth: int) -> Node:
        relevant = self.maybe()
        count = self.random.choice([None, "2", f"({self.worth()}) mod 3"])
        return repeat(path, *self.nodes(path, depth + 1), relevant=relevant, count=count)

    # --- expressions --------------------------------------------------------------------------------------

    def maybe(self) -> str | None:
        return self.test() if self.random.random() < 0.4 else None

    def test(self) -> str:
        compared = self.random.choice(["= 1", "!= ''", "> 1", "<= 2", "= 'y'", "!= 'a'"])
        return f"{self.worth()} {compared}"

    def worth(self) -> str:
        shape = self.random.choice(
            ["{}", "coalesce({}, '1')", "count({})", "string-length({})", "sum({})", "concat({}, 1)"]
        )
        return shape.format(self.random.choice(self.seen)) if self.seen else self.random.choice(["1", "random()", "''"])


def walked(compiled: Program, random: Random) -> list[str]:
    """Answer by chance until the end, turning back now and then; return what was shown. Never longer than it can be."""
    answers = begin(compiled, now=NOW, entropy=ENTROPY)
    path, shown = Interview(compiled, answers, now=NOW, language="en").first(), []
    while path is not None:
        shown.append(path)
        assert len(shown) < _LONGEST, shown
        interview = Interview(compiled, answers, now=NOW, language="en")
        answers = _answered(interview, path, random, answers, patience=len(shown) < _LONGEST / 4)
        interview = Interview(compiled, answers, now=NOW, language="en")
        turned = interview.before(path) if len(shown) < _LONGEST / 4 and random.random() < 0.1 else None
        path = turned or interview.after(path)
    return shown


def _answered(
    interview: Interview, path: str, random: Random, answers: dict[str, str], *, patience: bool
) -> dict[str, str]:
    question = interview.question(path)
    names = [choice.name for choice in question.choices]
    if question.type == "repeat":
        taken = interview.accept_choices(path, (random.choice(names) if patience else "enough",))
    elif question.sealed and random.random() < 0.5:
        taken = interview.accept_sealed(path)
    elif names and random.random() < 0.8:
        taken = interview.accept_choices(path, (random.choice(names),))
    else:
        taken = interview.accept(path, random.choice(_WORDS))
    return answers | taken if isinstance(taken, dict) else answers


def made(random: Random) -> Program:
    """Return a program made by chance."""
    return Program(Chance(random).plan())
