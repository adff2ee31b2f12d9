"""Questionnaires of any length, made up of what long forms are made of: choices, numbers, conditions, counts."""

from __future__ import annotations

from config.questionnaire.plan import (
    FORMAT,
    Call,
    Choice,
    Expression,
    Itemset,
    Node,
    Number,
    Operation,
    Path,
    Plan,
    Step,
    Text,
    Wording,
)

_ROOT = "long"
_LIST = "scale"
_CHOICES = ("never", "once", "often", "always")
_SELF = Path(".", ())
_EVERY = 10


def long_form(questions: int) -> Plan:
    """Return a form of so many questions: of ten, seven are choices, three depend on an earlier answer."""
    nodes = [_question(f"/{_ROOT}", number) for number in range(questions)]
    total = Node(
        path=f"/{_ROOT}/total",
        kind="value",
        type="int",
        calculate=_sum(tuple(_answer(node.path) for node in nodes if node.type == "int")),
    )
    return _plan(f"long-{questions}", (*nodes, total))


def roster(people: int, questions: int) -> Plan:
    """Return a form that asks so many questions about each of so many people, and sums over all of them at each."""
    path, total = f"/{_ROOT}/person", f"/{_ROOT}/total"
    children = tuple(_question(path, number) for number in range(questions))
    half = questions // 2
    told = Node(path=f"{path}/told", kind="note", label={"en": ("In all so far: ", _answer(total))})
    group = Node(
        path=path,
        kind="repeat",
        label=_words("Another person"),
        count=Number(float(people)),
        children=(*children[:half], told, *children[half:]),
    )
    every = Call("sum", tuple(_answer(node.path) for node in children if node.type == "int"))
    summed = Node(path=total, kind="value", type="int", calculate=every)
    return _plan(f"roster-{people}x{questions}", (group, summed))


def _plan(version: str, nodes: tuple[Node, ...]) -> Plan:
    return Plan(
        format=FORMAT,
        name=_ROOT,
        version=version,
        title=_words("A long form"),
        languages=("en",),
        default_language="en",
        nodes=nodes,
        lists={_LIST: tuple(Choice(name=name, label=_words(name.capitalize())) for name in _CHOICES)},
    )


def _question(parent: str, number: int) -> Node:
    path, label = f"{parent}/q{number}", _words(f"Question {number}: how often was it so?")
    relevant: Expression | None = None
    if number % _EVERY in {3, 6, 9}:  # the one before, which is a number in these places, tells
        relevant = Operation(">=", _answer(f"{parent}/q{number - 1}"), Number(0))
    if number % _EVERY in {2, 5, 8}:
        within = Operation("and", Operation(">=", _SELF, Number(0)), Operation("<", _SELF, Number(150)))
        return Node(path=path, kind="question", type="int", control="input", label=label, constraint=within)
    return Node(
        path=path,
        kind="question",
        type="select1",
        control="select1",
        label=label,
        itemset=Itemset(choices=_LIST),
        required=Call("true", ()),
        relevant=relevant,
    )


def _answer(path: str) -> Path:
    return Path("/", tuple(Step("child", part) for part in path.strip("/").split("/")))


def _sum(terms: tuple[Expression, ...]) -> Expression:
    """Return the sum of answers, blanks as nothing; halved and halved again, so that no tree grows deep."""
    if len(terms) == 1:
        return Call("coalesce", (terms[0], Text("0")))
    half = len(terms) // 2
    return Operation("+", _sum(terms[:half]), _sum(terms[half:]))


def _words(text: str) -> Wording:
    return {"en": (text,)}
