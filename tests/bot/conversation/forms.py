"""Small invented questionnaires for dialogues: every kind of question once, and the signals the conversation hears."""

from __future__ import annotations

from bot.interview import Program
from config.questionnaire.plan import (
    Assignment,
    Call,
    Choice,
    Expression,
    Itemset,
    Node,
    Number,
    Operation,
    Path,
    Plan,
    Signal,
    Step,
    Text,
    Wording,
)


def words(text: str) -> Wording:
    """Return wording in the one language of these forms."""
    return {"en": (text,)}


def answer(path: str) -> Path:
    """Return the path expression of an answer."""
    return Path("/", tuple(Step("child", part) for part in path.strip("/").split("/")))


def differs(path: str, value: str) -> Operation:
    """Return `path != 'value'`."""
    return Operation("!=", answer(path), Text(value))


def equals(path: str, value: str) -> Operation:
    """Return `path = 'value'`."""
    return Operation("=", answer(path), Text(value))


SELF = Path(".", (Step("self", "*"),))


def node(path: str, label: str = "", **fields: object) -> Node:
    """Return a question, by default a line of text kept in the draft, for triage."""
    return Node(
        path=path,
        **{  # type: ignore[arg-type]
            "kind": "question",
            "control": "input",
            "compartment": "triage",
            "label": words(label) if label else {},
            **fields,
        },
    )


def select(path: str, label: str, choices: str, **fields: object) -> Node:
    """Return a question with one choice."""
    return node(path, label, **{"type": "select1", "control": "select1", "itemset": Itemset(choices=choices), **fields})


def several(path: str, label: str, choices: str, **fields: object) -> Node:
    """Return a question with several choices."""
    return node(path, label, **{"type": "select", "control": "select", "itemset": Itemset(choices=choices), **fields})


def sealed(path: str, label: str, **fields: object) -> Node:
    """Return a text that is sealed on arrival, for testimony."""
    return node(path, label, **{"keep": "seal", "compartment": "testimony", **fields})


def upload(path: str, label: str, media: str, **fields: object) -> Node:
    """Return a question for a file, for testimony."""
    kind = {"type": "binary", "control": "upload", "mediatype": media, "keep": "seal", "compartment": "testimony"}
    return node(path, label, **{**kind, **fields})


def program(*nodes: Node, **lists: dict[str, str]) -> Program:
    """Return a program over these nodes; `lists` maps list names to choice names and labels."""
    return Program(
        Plan(
            format=1,
            name="visit",
            version="f" * 64,
            title=words("A visit"),
            languages=("en",),
            default_language="en",
            nodes=nodes,
            lists={
                name: tuple(Choice(name=choice, label=words(label)) for choice, label in choices.items())
                for name, choices in lists.items()
            },
        )
    )


YES_NO = {"yes": "Yes indeed", "no": "Not at all"}
AGES = {"child": "Under 18", "adult": "18 or older"}
NEEDS = {"danger": "In danger", "doctor": "A doctor", "none": "None of these"}
COLOURS = {f"c{number}": f"Colour {number}" for number in range(1, 13)}
"""Twelve choices: more than a page holds."""


def garden() -> Program:
    """Return the form that most dialogues run: a welcome note, needs, age, and a little of everything."""
    needs = several(
        "/visit/needs",
        "What do you need today?",
        "needs",
        guidance=words("So that help comes first."),
        hint=words("You can choose more than one."),
        constraint=Operation(
            "or",
            Call("not", (Call("selected", (SELF, Text("none"))),)),
            Operation("=", Call("count-selected", (SELF,)), Number(1)),
        ),
        constraint_message=words("None stands alone."),
        signals=(
            Signal(name="urgent", choices=("danger", "doctor")),
            Signal(name="danger", choices=("danger",)),
            Signal(name="medical", choices=("doctor",)),
        ),
    )
    grown = differs("/visit/age", "child")
    return program(
        node("/visit/hello", "These questions are about a garden.", kind="note", control="input", readonly=_true()),
        needs,
        select("/visit/age", "How old are you?", "ages", signals=(Signal(name="minor", choices=("child",)),)),
        select(
            "/visit/gardener",
            "Were you the gardener?",
            "yes_no",
            relevant=grown,
            signals=(Signal(name="insider", choices=("yes",)),),
        ),
        node(
            "/visit/shed",
            "The shed is closed.",
            kind="note",
            readonly=_true(),
            relevant=equals("/visit/gardener", "yes"),
        ),
        sealed("/visit/story", "What grew there?", relevant=grown),
        upload("/visit/photo", "A photo of it?", "image/*", relevant=grown),
        node(
            "/visit/trees",
            "How many trees?",
            type="int",
            constraint=Operation("<", SELF, Number(100)),
            constraint_message=words("Fewer than a hundred, please."),
        ),
        sealed("/visit/reach", "How can we reach you?", compartment="contact"),
        needs=NEEDS,
        ages=AGES,
        yes_no=YES_NO,
    )


def menagerie() -> Program:
    """Return a form of rarer kinds: ranks, ranges, long lists and words, places, lists in lists, what sets what."""
    many = {f"m{number}": f"Kind {number}" for number in range(60)}
    nest = Node(
        path="/visit/herd/nest",
        kind="repeat",
        label=words("Nest"),
        compartment="triage",
        children=(sealed("/visit/herd/nest/bird", "Which bird?"),),
    )
    herd = Node(
        path="/visit/herd",
        kind="repeat",
        label=words("Herd"),
        compartment="triage",
        children=(node("/visit/herd/size", "How many?", type="int"), nest),
    )
    clears = (Assignment(path="/visit/photo", value=Text("")), Assignment(path="/visit/tale", value=Text("a fox")))
    return program(
        select("/visit/first", "First?", "yes_no", assignments=clears),
        several("/visit/order", "Which order?", "few", type="rank", control="rank"),
        select("/visit/kind", "Which kind?", "many"),
        several("/visit/kinds", "Which kinds?", "many", keep="seal"),
        node("/visit/age", "How old?", type="int", control="range", parameters={"start": "0", "end": "5"}),
        node("/visit/weight", "How heavy?", type="decimal", control="range", parameters={"end": "900"}),
        node("/visit/where", "Where?", type="geopoint"),
        sealed("/visit/stall", "Which stall?", type="geopoint"),
        upload("/visit/photo", "A photo?", "image/*"),
        sealed("/visit/tale", "A tale. " * 500, guidance=words("We like tales. " * 300)),
        herd,
        yes_no=YES_NO,
        few={"a": "Ape", "b": "Bear", "c": "Cat"},
        many=many,
    )


def _true() -> Expression:
    return Call("true", ())
