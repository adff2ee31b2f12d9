"""The locale files as the law reads them: by Fluent's own parser, not through the catalogue that serves them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import FluentParser, ast

FOLDER = Path(__file__).parents[2] / "config" / "locales"
LANGUAGES = tuple(sorted(file.stem for file in FOLDER.glob("*.ftl")))


@dataclass(frozen=True)
class Message:
    """One message of one file."""

    text: str
    """Every literal piece of it, all variants of its selectors included, one a line."""
    arguments: frozenset[str]


def read(language: str) -> dict[str, Message]:
    """Return the messages of a language by id."""
    resource = FluentParser().parse((FOLDER / f"{language}.ftl").read_text(encoding="utf-8"))
    return {entry.id.name: _message(entry) for entry in resource.body if isinstance(entry, ast.Message)}


def _message(entry: ast.Message) -> Message:
    nodes = list(_walk(entry.value))
    texts = [node.value for node in nodes if isinstance(node, ast.TextElement | ast.StringLiteral)]
    names = [node.id.name for node in nodes if isinstance(node, ast.VariableReference)]
    return Message("\n".join(texts), frozenset(names))


def _walk(node: object) -> Iterator[ast.BaseNode]:
    if isinstance(node, ast.BaseNode):
        yield node
        for value in vars(node).values():
            yield from _walk(value)
    elif isinstance(node, list):
        for item in node:
            yield from _walk(item)
