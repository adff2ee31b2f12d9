"""Small Plans for tests: expressions are written as authors write them, labels are English unless said otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.interview import Interview, Program
from config.questionnaire.expression import parse
from config.questionnaire.plan import FORMAT, Assignment, Choice, Itemset, Message, Node, Path, Plan, Wording

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ENTROPY = bytes(range(64))

_EXPRESSIONS = ("relevant", "required", "constraint", "calculate", "readonly", "default", "count")
_WORDINGS = ("label", "hint", "guidance", "required_message", "constraint_message")


def node(path: str, **fields: Any) -> Node:
    for name in _EXPRESSIONS:
        if isinstance(fields.get(name), str):
            fields[name] = parse(fields[name])
    for name in _WORDINGS:
        if isinstance(fields.get(name), str):
            fields[name] = words(fields[name])
    return Node(path=path, **fields)


def words(text: str) -> Wording:
    """English words; what stands in {braces} is an expression."""
    return {"en": message(text)}


def message(text: str) -> Message:
    pieces: list[Any] = []
    for part in text.split("{"):
        expression, brace, rest = part.partition("}")
        pieces += [parse(expression), rest] if brace else [part]
    return tuple(piece for piece in pieces if piece != "")


def ask(path: str, type: str = "string", **fields: Any) -> Node:  # noqa: A002 - the Plan's own word
    fields.setdefault("label", path.rpartition("/")[2])
    fields.setdefault("control", "input")
    return node(path, kind="question", type=type, **fields)


def note(path: str, text: str, **fields: Any) -> Node:
    return node(path, kind="note", label=text, control="input", **fields)


def value(path: str, calculate: str, **fields: Any) -> Node:
    return node(path, kind="value", calculate=calculate, **fields)


def group(path: str, *children: Node, **fields: Any) -> Node:
    return node(path, kind="group", children=children, **fields)


def sets(path: str, expression: str) -> Assignment:
    return Assignment(path=path, value=parse(expression))


def picks(path: str, nodes: str, *, multiple: bool = False, filter: str | None = None, **fields: Any) -> Node:  # noqa: A002
    """A select whose choices are the instances that a path finds: what `name` holds, shown as `label` says."""
    found = parse(nodes)
    assert isinstance(found, Path)
    condition = parse(filter) if filter else None
    child = {"value": fields.pop("value", "name"), "label": fields.pop("shows", "name")}
    itemset = Itemset(nodes=found, filter=condition, **child, **fields.pop("itemset", {}))
    control = "select" if multiple else "select1"
    return ask(path, control, control=control, itemset=itemset, **fields)


def repeat(path: str, *children: Node, **fields: Any) -> Node:
    return node(path, kind="repeat", children=children, **fields)


def select(path: str, choices: str, *, filter: str | None = None, multiple: bool = False, **fields: Any) -> Node:  # noqa: A002
    itemset = Itemset(choices=choices, filter=parse(filter) if filter else None, **fields.pop("itemset", {}))
    control = "select" if multiple else "select1"
    return ask(path, fields.pop("type", control), control=fields.pop("control", control), itemset=itemset, **fields)


def choices(*names: str, **columns: Mapping[str, str]) -> tuple[Choice, ...]:
    """Choices labelled with their names in capitals; columns by name of the choice."""
    plain = tuple(Choice(name=name, label=words(name.upper())) for name in names)
    return plain + tuple(Choice(name=n, label=words(n.upper()), columns=dict(c)) for n, c in columns.items())


def plan(*nodes: Node, **fields: Any) -> Plan:
    for name, usual in (("format", FORMAT), ("languages", ("en",)), ("default_language", "en")):
        fields.setdefault(name, usual)
    return Plan(name="x", version="0" * 64, title=words("A form"), nodes=nodes, **fields)


def program(*nodes: Node, **fields: Any) -> Program:
    return Program(plan(*nodes, **fields))


def look(compiled: Program, answers: Mapping[str, str] | None = None, *, language: str = "en") -> Interview:
    return Interview(compiled, answers or {}, now=NOW, language=language)


def worth(calculate: str, answers: Mapping[str, str] | None = None, *nodes: Node, **fields: Any) -> str:
    """What a calculation leaves in its node beside these nodes."""
    compiled = program(*nodes, value("/x/worth", calculate), **fields)
    found = {line.path: line.value for line in look(compiled, answers).submission()}
    return found.get("/x/worth", "")
