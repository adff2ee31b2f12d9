"""Where a question's choices come from: a list, a file, the external_choices sheet, or the instances of a repeat.

Called by `nodes` for every select, rank and external select.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element

import msgspec

from config.questionnaire.errors import FormError
from config.questionnaire.formulas import anchor
from config.questionnaire.lists import HIDDEN
from config.questionnaire.model import Form, child, text
from config.questionnaire.plan import Call, Choice, Expression, Itemset, Message, Negation, Operation, Path, Step, Text
from config.questionnaire.searching import MODES, REASON, REMEDY, WRITTEN, Condition, as_search
from config.questionnaire.wording import element_media, element_wording, local

SELECTS: Final = {"select", "select1", "rank"}

_OWN: Final = {"name", "label"}


def itemset_of(control: Element, path: str, form: Form) -> Itemset | None:
    """Return what a control offers; None where it offers nothing. What cannot be read is refused."""
    try:
        return _itemset(control, path, form)
    except FormError as error:
        form.findings.refuse(error)
        return None


def _itemset(control: Element, path: str, form: Form) -> Itemset | None:
    query = control.get("query")
    if query:
        return _external(form.formulas.read(query, path, "choice_filter"), path, form)
    if local(control) not in SELECTS:
        return None
    searched = WRITTEN.search(control.get("appearance", ""))
    if searched:
        call = form.formulas.read(searched.group(), path, "appearance")
        return None if call is None else _searched(call, control, path, form)
    for each in control:
        if local(each) == "itemset":
            nodeset = form.formulas.read(each.get("nodeset"), path, "choice_filter")
            refs = child(each, "value").get("ref", ""), _label(each)
            return None if nodeset is None else _from_nodeset(nodeset, refs, path, form)
    form.lists.known[path] = _inline(control, path, form)
    return Itemset(choices=path)


def _inline(control: Element, path: str, form: Form) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            name=text(child(item, "value")),
            label=element_wording(item, "label", form.itext, path),
            media=element_media(item, form.itext),
        )
        for item in control
        if local(item) == "item"
    )


def _label(itemset: Element) -> str:
    """Return what an itemset shows of each choice; as jr:itext(itextId), the label of the list itself."""
    shown = next((each.get("ref", "") for each in itemset if local(each) == "label"), "label")
    return "label" if "(" in shown else shown


# --- itemsets ------------------------------------------------------------------------------------------------


def _from_nodeset(nodeset: Expression, refs: tuple[str, str], path: str, form: Form) -> Itemset:
    """Return what a nodeset offers. `refs` are the children of a node that a choice stores and shows."""
    randomize, seed = False, None
    if isinstance(nodeset, Call) and nodeset.name == "randomize":
        randomize, seed = True, nodeset.arguments[1] if len(nodeset.arguments) > 1 else None
        nodeset = nodeset.arguments[0]
    value, label = refs
    if isinstance(nodeset, Path) and (isinstance(nodeset.start, str) or nodeset.start.name == "current"):
        return Itemset(nodes=nodeset, value=value, label=label, randomize=randomize, seed=seed)
    name, condition = _named_list(nodeset, path)
    choices = form.lists.renamed(name, value, label) if name in form.lists.known else None
    if choices is None:
        raise _unreadable(path)
    if choices != name and condition is not None:
        condition = _renamed(condition)
    return Itemset(choices=choices, filter=condition, randomize=randomize, seed=seed)


def _external(query: Expression | None, path: str, form: Form) -> Itemset | None:
    if query is None:
        return None
    name, condition = _named_list(query, path)
    choices = form.lists.external(name)
    if choices is None:
        raise FormError(
            f"there is no list {name} in the sheet external_choices", "Add its rows.", path=path, column="type"
        )
    return Itemset(choices=choices, filter=condition)


def _named_list(nodeset: Expression, path: str) -> tuple[str, Expression | None]:
    """Return the name and the condition of instance('name')/root/item[condition]."""
    match nodeset:
        case Path(start=Call(name="instance", arguments=(Text(value=name),)), steps=(_, *_, last)):
            return name, _all_of(last.predicates)
    raise _unreadable(path)


def _all_of(conditions: tuple[Expression, ...]) -> Expression | None:
    if not conditions:
        return None
    found = conditions[0]
    for condition in conditions[1:]:
        found = Operation("and", found, condition)
    return found


def _renamed(expression: Expression) -> Expression:
    """Return a condition over a file whose choices are named by another column: its own are out of the way."""
    match expression:
        case Path(start=".", steps=(Step(axis="child", name=name) as step,)) if name in _OWN:
            return Path(".", (msgspec.structs.replace(step, name=name + HIDDEN),))
        case Call():
            return Call(expression.name, tuple(map(_renamed, expression.arguments)))
        case Operation():
            return Operation(expression.operator, _renamed(expression.left), _renamed(expression.right))
        case Negation():
            return Negation(_renamed(expression.operand))
        case _:
            return expression


def _unreadable(path: str) -> FormError:
    return FormError("the choice list cannot be read", "Name a list of the choices sheet.", path=path, column="type")


# --- search() ------------------------------------------------------------------------------------------------
# The choices sheet names the columns of the file, instead of choices; those with a number for a name are choices.


def _searched(call: Expression, control: Element, path: str, form: Form) -> Itemset:
    search = as_search(call)
    if search is None:
        raise FormError(REASON, REMEDY, path=path, column="appearance")
    rows = form.lists.file(search.file)
    if rows is None:
        raise FormError(
            f"there is no file {search.file}.csv beside the form", "Put it beside the form, or into its folder media.",
            path=path, column="appearance",
        )  # fmt: skip
    form.lists.known[path] = tuple(
        choice
        for named in _inline(control, path, form)
        for choice in ((named,) if named.name.lstrip("-").isdigit() else _of_rows(rows, named))
    )
    return Itemset(choices=path, filter=_all_of(tuple(map(_matching, search.conditions))))


def _of_rows(rows: Sequence[Mapping[str, str]], named: Choice) -> list[Choice]:
    """Return the rows of a file as choices, each name once."""
    found: dict[str, Choice] = {}
    for row in rows:
        label = {language: _shown(row, message) for language, message in named.label.items()}
        columns = {column + (HIDDEN if column in _OWN else ""): cell for column, cell in row.items()}
        choice = Choice(name=row.get(named.name, ""), label=label, columns=columns)
        found.setdefault(choice.name, choice)
    return [choice for name, choice in found.items() if name]


def _shown(row: Mapping[str, str], message: Message) -> Message:
    columns = [column.strip() for piece in message if isinstance(piece, str) for column in piece.split(",")]
    return (", ".join(row[column] for column in columns if row.get(column)),)


def _matching(condition: Condition) -> Expression:
    name = condition.column + (HIDDEN if condition.column in _OWN else "")
    read, value = Path(".", (Step("child", name),)), anchor(condition.value)
    function = MODES[condition.mode]
    return Operation("=", read, value) if function == "=" else Call(function, (read, value))
