"""The words of a form: missing ones, those too long for a chat, markup that people would read, languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from config.questionnaire.errors import Remark
from config.questionnaire.lint.subject import Subject, remark
from config.questionnaire.plan import Message, Node, Plan, Wording
from config.questionnaire.reading import wordings

LONGEST_LABEL: Final = 900
"""Characters of one label: more does not fit a phone's screen beside its buttons."""

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_MARKDOWN = re.compile(r"(?m)(?<![\w*])\*\*?[^\s*][^*\n]*\*|(?<![\w_])__?[^\s_][^_\n]*_(?![\w])|^#{1,6} ")
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language as BCP 47 writes it, near enough (https://www.rfc-editor.org/rfc/rfc5646)."""


def of_node(node: Node, subject: Subject) -> Iterator[Remark]:
    """Find what is not said, in which languages, and what could not be read on a phone."""
    if node.kind in {"question", "note"} and not node.label and not node.hint and not node.media:
        yield remark("error", node, "label", "there are no words to show", "Write a label.")
    for column, wording in wordings(node):
        yield from missing(node.path, column, wording, subject.plan)
        for language, message in wording.items():
            yield from _unfit(node, f"{column}::{language}", message)


def missing(path: str, column: str, wording: Wording, plan: Plan) -> Iterator[Remark]:
    """Find the languages that a wording does not have."""
    lacking = [language for language in plan.languages if wording and not wording.get(language)]
    if lacking:
        remedy = f"Translate it; until then people read {plan.default_language}."
        if plan.default_language in lacking:
            remedy = f"Translate it; {plan.default_language} is what the other languages fall back to."
        yield Remark(
            severity="warning",
            path=path,
            column=f"{column}::{lacking[0]}",
            reason=f"there is no wording in {', '.join(lacking)}",
            remedy=remedy,
        )


def length(message: Message) -> int:
    """Return the characters of a message, answers inside aside."""
    return sum(len(piece) for piece in message if isinstance(piece, str))


def _unfit(node: Node, column: str, message: Message) -> Iterator[Remark]:
    pieces = [piece for piece in message if isinstance(piece, str)]
    if length(message) > LONGEST_LABEL:
        reason = f"the text is longer than {LONGEST_LABEL} characters"
        yield remark("warning", node, column, reason, "Say less, or move details into guidance_hint.")
    if any(_TAG.search(piece) for piece in pieces):
        yield remark("warning", node, column, "people would read the HTML in this text", "Use plain words.")
    elif any(_MARKDOWN.search(piece) for piece in pieces):
        yield remark("advice", node, column, "people would read the Markdown in this text", "Use plain words.")


def of_form(subject: Subject) -> Iterator[Remark]:
    """Find languages that cannot be chosen by their code, or that Affiant's own sentences do not have."""
    for language in subject.plan.languages if subject.spoken is not None else ():
        if subject.plan.languages == ("default",):
            reason = "the form does not say in which language it is written"
            yield _of_form("label", reason, "Write label::English (en), with the code in brackets.")
        elif not _CODE.fullmatch(language):
            reason = f"the language {language} has no code"
            yield _of_form(f"label::{language}", reason, f"Write label::{language} (…), with its code in brackets.")
        elif subject.spoken is not None and language not in subject.spoken:
            reason = f"Affiant's own sentences are not there in {language}: people read them in English"
            yield _of_form(f"label::{language}", reason, f"Add config/locales/{language}.ftl, if people need it.")


def _of_form(column: str, reason: str, remedy: str) -> Remark:
    return Remark(severity="advice", path="", column=column, reason=reason, remedy=remedy)
