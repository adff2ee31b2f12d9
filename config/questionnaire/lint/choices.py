"""Choice lists: names, labels, lengths, and filters that let nothing pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from config.questionnaire.errors import Remark
from config.questionnaire.expression import children
from config.questionnaire.lint.subject import Subject, name_of, remark, some
from config.questionnaire.lint.words import length, missing
from config.questionnaire.plan import Call, Choice, Expression, Node, Number, Operation, Path, Plan, Text
from config.questionnaire.reading import Use, walk

MOST_CHOICES: Final = 40
"""Choices of one question: more are too many pages of buttons."""
LONGEST_CHOICE: Final = 96
"""Characters of a choice's label: a button shows no more."""

_SEARCHED: Final = ("autocomplete", "search", "minimal")
"""Appearances that let people look for a choice instead of paging through all."""
_RENAME: Final = "Rename it before the form is in use, never after."


def of_node(node: Node, subject: Subject) -> Iterator[Remark]:
    """Find a question's filters that pass nothing, and lists that are too long to page through."""
    itemset = node.itemset
    if itemset is None or itemset.nodes is not None:
        return
    if not subject.choices(node):
        yield remark("error", node, "type", "its choice list is empty", "Add choices to the list.")
    elif itemset.filter is not None:
        yield from _filtered(node, itemset.filter, subject)
    elif len(subject.choices(node)) > MOST_CHOICES and not _searched(node):
        reason = f"{len(subject.choices(node))} choices are many pages of buttons"
        remedy = "Write autocomplete into appearance, so that people type a part; or ask for a region first."
        yield remark("advice", node, "appearance", reason, remedy)


def _searched(node: Node) -> bool:
    return any(word.startswith(_SEARCHED) for word in node.appearance.split())


# --- filters -----------------------------------------------------------------------------------------------


def _filtered(node: Node, filter_: Expression, subject: Subject) -> Iterator[Remark]:
    choices = subject.choices(node)
    columns = {column for choice in choices for column in choice.columns} | {"name", "label"}
    unknown = set(_columns(filter_)) - columns
    if unknown:
        reason = f"the list {_list(node)} has no column {some(unknown)}"
        yield remark("error", node, "choice_filter", reason, "Correct the name, or add the column to the choices.")
    elif _is_never(filter_, node, subject):
        reason = "no choice ever passes the filter"
        if node.required is not None:
            reason += ", so that the question counts as optional"
        yield remark("warning", node, "choice_filter", reason, "Correct the filter.")
    else:
        yield from _sometimes_empty(node, filter_, subject)


def _list(node: Node) -> str:
    return node.itemset.choices if node.itemset else ""


def _columns(expression: Expression) -> Iterator[str]:
    """Yield the choice columns that a filter reads: plain names, outside of paths and predicates."""
    column = _column(expression)
    if column:
        yield column
    if not isinstance(expression, Path):
        for each in children(expression):
            yield from _columns(each)


def _column(expression: Expression) -> str:
    if (
        isinstance(expression, Path)
        and expression.start == "."
        and [step.axis for step in expression.steps] == ["child"]
    ):
        return expression.steps[0].name
    return ""


def _is_never(filter_: Expression, node: Node, subject: Subject) -> bool:
    """Return whether a filter is false whatever is answered, as far as that can be seen."""
    match filter_:
        case Call(name="false"):
            return True
        case Number() | Text():
            return not filter_.value
        case Operation(operator="and"):
            return _is_never(filter_.left, node, subject) or _is_never(filter_.right, node, subject)
        case Operation(operator="or"):
            return _is_never(filter_.left, node, subject) and _is_never(filter_.right, node, subject)
        case Operation(operator="=", left=Path() as path, right=Text(value=wanted)) if column := _column(path):
            return wanted not in subject.column(_list(node), column)
        case _:
            return False


def _sometimes_empty(node: Node, filter_: Expression, subject: Subject) -> Iterator[Remark]:
    """Find answers to an earlier question for which a required one has no choice: it can be left empty then."""
    if node.required is None:
        return
    for column, path in _compared(filter_, node):
        asked = subject.by_path.get(path)
        if asked is None or asked.itemset is None or asked.itemset.nodes is not None or asked.control != "select1":
            continue
        lacking = {choice.name for choice in subject.choices(asked)} - subject.column(_list(node), column)
        if lacking:
            reason = (
                f"there are no choices when {name_of(path)} is {some(lacking)}: the question counts as optional then"
            )
            yield remark("warning", node, "choice_filter", reason, "Add choices, or ask this only when there are some.")


def _compared(filter_: Expression, node: Node) -> Iterator[tuple[str, str]]:
    """Yield (column, path) of `column = ${question}`, where every choice must pass it."""
    match filter_:
        case Operation(operator="and"):
            yield from _compared(filter_.left, node)
            yield from _compared(filter_.right, node)
        case Operation(operator="=", left=Path() as left, right=Path() as right):
            for here, there in ((left, right), (right, left)):
                if column := _column(here):
                    use = Use(column="", expression=there, item=True)
                    yield from (
                        (column, read.path) for read in use.reads(node.path) if not read.elsewhere and read.path
                    )


# --- lists -------------------------------------------------------------------------------------------------


def of_lists(subject: Subject) -> Iterator[Remark]:
    """Find names that cannot be told apart or stored, and labels that are missing, alike or too long."""
    offering: dict[str, list[Node]] = {}
    for node in walk(subject.plan.nodes):
        if node.itemset is not None and node.itemset.choices:
            offering.setdefault(node.itemset.choices, []).append(node)
    for name, choices in subject.plan.lists.items():
        if name in offering:
            yield from _names(name, choices, offering[name])
            yield from _labels(name, choices, offering[name], subject)


def _of_choice(list_: str, choice: Choice, column: str, reason: str, remedy: str) -> Remark:
    return Remark(severity="warning", path=f"{list_}/{choice.name}", column=column, reason=reason, remedy=remedy)


def _names(list_: str, choices: Sequence[Choice], nodes: Sequence[Node]) -> Iterator[Remark]:
    several = any(node.control in {"select", "rank"} for node in nodes)
    counted: Counter[tuple[str, ...]] = Counter()
    for choice in choices:
        # in a cascade one name may stand under several parents: then a filter tells them apart
        apart = tuple(choice.columns.items()) if all(_has_filter(node) for node in nodes) else ()
        key = (choice.name, *(f"{column}={value}" for column, value in apart))
        counted[key] += 1
        if counted[key] == 2:  # noqa: PLR2004 -- the second one, once
            times = sum(other.name == choice.name for other in choices)
            reason = f"the list {list_} has {times} choices named {choice.name}"
            yield _of_choice(list_, choice, "name", reason, "Give each a name of its own.")
        if choice.name != "".join(choice.name.split()):
            reason = f"the choice name {choice.name!r} has a space in it"
            if several:
                reason += ", and names of several choices are stored with spaces between them"
            yield _of_choice(list_, choice, "name", reason, _RENAME)


def _has_filter(node: Node) -> bool:
    return node.itemset is not None and node.itemset.filter is not None


def _untranslated(list_: str, choices: Sequence[Choice], plan: Plan) -> Iterator[Remark]:
    """Find missing translations: once for a list that has none at all in a language, as lists from files are."""
    found = [each for choice in choices for each in missing(f"{list_}/{choice.name}", "label", choice.label, plan)]
    if len(found) == len(choices) > 1 and len({each.reason for each in found}) == 1:
        reason = found[0].reason.replace("there is no wording", f"the list {list_} has no wording")
        yield replace(found[0], reason=reason)
    else:
        yield from found


def _labels(list_: str, choices: Sequence[Choice], nodes: Sequence[Node], subject: Subject) -> Iterator[Remark]:
    plain = not all(_has_filter(node) for node in nodes)
    seen: dict[object, str] = {}
    yield from _untranslated(list_, choices, subject.plan)
    for choice in choices:
        if not choice.label and not choice.media:
            yield _of_choice(list_, choice, "label", "people would read the choice's name", "Write a label.")
        for language, message in choice.label.items():
            if length(message) > LONGEST_CHOICE:
                reason = f"a button cuts what is longer than {LONGEST_CHOICE} characters"
                yield _of_choice(list_, choice, f"label::{language}", reason, "Say less.")
            twin = seen.setdefault((language, message), choice.name)
            if plain and twin != choice.name:
                reason = f"the choices {twin} and {choice.name} read alike in {language}"
                yield _of_choice(list_, choice, f"label::{language}", reason, "Write what tells them apart.")
