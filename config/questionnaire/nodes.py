"""One walk over the primary instance of an XForm: each element, with its bind and its control, becomes a Node.

Called by `xform`; `model` has read the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias
from xml.etree.ElementTree import Element

import msgspec

from config.questionnaire.errors import FormError
from config.questionnaire.expression import ExpressionError, parse
from config.questionnaire.model import AFFIANT, IN_WORDS, JAVAROSA, Form, as_choice, check_preload, child, text
from config.questionnaire.plan import (
    Assignment,
    Call,
    Choice,
    Expression,
    Itemset,
    Node,
    Operation,
    Path,
    Signal,
    Text,
    Wording,
)
from config.questionnaire.rewriting import rewritten
from config.questionnaire.wording import element_media, element_wording, local

DEEPEST = 40
"""Groups and repeats inside each other."""

_SELECTS = {"select", "select1", "rank"}
_TYPES = {"": "string", "integer": "int", "xsd:string": "string"}
_WRITTEN = {"secret", "textarea"}
_UNASKED = {"geotrace", "geoshape"}
_SEALED = {"string", "binary", "barcode", "geopoint"}
"""Types whose answers are sealed on arrival unless the author says otherwise."""
_OTHER = "_other"

Kind: TypeAlias = Literal["question", "note", "value"]
Keep: TypeAlias = Literal["seal", "draft"]


def build_nodes(parent: Element, path: str, form: Form, *, depth: int = 0) -> tuple[Node, ...]:
    """Return the nodes below an element of the primary instance. Raises FormError."""
    if depth > DEEPEST:
        raise FormError(f"groups are nested deeper than {DEEPEST}", "Flatten the form.", path=path, column="type")
    found: dict[str, Node] = {}
    for each in parent:
        here = f"{path}/{local(each)}"
        if local(each) == "meta" or here in found:  # a repeat's template comes before its first instance
            continue
        try:
            if here in form.groups or here in form.repeats or len(each):
                found[here] = _branch(each, here, form, depth)
            else:
                found[here] = _leaf(each, here, form)
        except FormError as error:  # the others are told of as well
            form.errors.append(error)
    return tuple(_other(node, found) for node in found.values())


def _branch(element: Element, path: str, form: Form, depth: int) -> Node:
    bind, control, repeat = form.binds.get(path), form.groups.get(path), form.repeats.get(path)
    count = None if repeat is None else repeat.get(f"{JAVAROSA}count")
    return Node(
        path=path,
        kind="group" if repeat is None else "repeat",
        type="",
        appearance=_attribute(control if repeat is None else repeat, "appearance"),
        label={} if control is None else element_wording(control, "label", form.itext, path),
        relevant=_expression(bind, "relevant", path),
        count=_parsed(count, path, "repeat_count"),
        compartment=_attribute(bind, f"{AFFIANT}compartment"),
        children=build_nodes(element, path, form, depth=depth + 1),
    )


def _leaf(element: Element, path: str, form: Form) -> Node:
    bind, control = form.binds.get(path), form.controls.get(path)
    metadata = check_preload(path, bind)
    if metadata in {"start", "end", "today"}:
        return _day(path, metadata, bind, form)
    default = _default(element, path, form)
    kind = _kind(bind, control, default)
    type_ = _type(bind, control, path)
    name = "" if control is None else "select1" if control.get("query") else local(control)
    return Node(
        path=path,
        kind=kind,
        type=type_,
        control="input" if name in _WRITTEN else name,
        appearance=_attribute(control, "appearance"),
        mediatype=_attribute(control, "mediatype"),
        media={} if control is None else element_media(control, form.itext),
        label=_words(control, "label", path, form),
        hint=_words(control, "hint", path, form),
        guidance=_words(control, "hint", path, form, form_="guidance"),
        relevant=_expression(bind, "relevant", path),
        required=_required(bind, path),
        required_message=_message(bind, "requiredMsg", form),
        constraint=_expression(bind, "constraint", path),
        constraint_message=_message(bind, "constraintMsg", form),
        calculate=_expression(bind, "calculate", path),
        readonly=_expression(bind, "readonly", path),
        default=default,
        itemset=None if control is None else _itemset(control, path, form),
        parameters=_parameters(control),
        assignments=tuple(_assignments(path, form)),
        compartment=_attribute(bind, f"{AFFIANT}compartment"),
        signals=_signals(bind, path),
        keep=_keep(bind, type_, path, kind),
    )


def _day(path: str, metadata: str, bind: Element | None, form: Form) -> Node:
    """Return start, end or today as a day: a time to the second would tell who was in the chat."""
    if metadata != "today":
        form.left_out(path, "type", f"{metadata} keeps the day only, not the time", "Delete the row, or use today.")
    day = Call("today", ())
    return Node(
        path=path,
        kind="value",
        type="date",
        calculate=day if metadata == "end" else None,
        default=None if metadata == "end" else day,
        compartment=_attribute(bind, f"{AFFIANT}compartment"),
    )


def _other(node: Node, siblings: dict[str, Node]) -> Node:
    """Give the text question that or_other adds the compartment of its select: it has no row of its own."""
    select = siblings.get(node.path.removesuffix(_OTHER))
    if select is None or select is node or node.compartment or select.control not in _SELECTS:
        return node
    return msgspec.structs.replace(node, compartment=select.compartment)


# --- one question ----------------------------------------------------------------------------------------------


def _attribute(element: Element | None, name: str) -> str:
    return "" if element is None else element.get(name, "").strip()


def _kind(bind: Element | None, control: Element | None, default: Expression | None) -> Kind:
    if control is None:
        return "value"
    is_fixed = _attribute(bind, "readonly") == "true()" and not _attribute(bind, "calculate") and default is None
    return "note" if is_fixed and local(control) == "input" else "question"


def _type(bind: Element | None, control: Element | None, path: str) -> str:
    name = "" if control is None else local(control)
    if name in _SELECTS:
        return name
    if control is not None and control.get("query"):
        return "select1"
    written = _attribute(bind, "type")
    if control is not None and written in _UNASKED:
        raise FormError(
            f"{written} cannot be asked in a conversation",
            "Ask for the place in words.",
            path=path,
            column="type",
            fix=IN_WORDS,
        )
    return _TYPES.get(written, written)


def _words(control: Element | None, name: str, path: str, form: Form, *, form_: str = "") -> Wording:
    return {} if control is None else element_wording(control, name, form.itext, path, form=form_)


def _message(bind: Element | None, name: str, form: Form) -> Wording:
    written = _attribute(bind, f"{JAVAROSA}{name}")
    return form.itext.referred(written) if written else {}


def _required(bind: Element | None, path: str) -> Expression | None:
    required = _expression(bind, "required", path)
    return None if required == Call("false", ()) else required


def _default(element: Element, path: str, form: Form) -> Expression | None:
    if path in form.defaults:
        return _parsed(form.defaults[path], path, "default")
    written = (element.text or "").strip()
    return Text(written) if written else None


def _parameters(control: Element | None) -> dict[str, str]:
    if control is None or local(control) != "range":
        return {}
    return {name: control.get(name, "") for name in ("start", "end", "step")}


# --- choices ---------------------------------------------------------------------------------------------------


def _assignments(path: str, form: Form) -> Iterator[Assignment]:
    for target, written in form.triggered.get(path, ()):
        yield Assignment(path=target, value=_parsed(written, target, "calculation") or Text(""))


def _itemset(control: Element, path: str, form: Form) -> Itemset | None:
    query = control.get("query")
    if query:
        return _from_nodeset(_parsed(query, path, "choice_filter"), path, form)
    if local(control) not in _SELECTS:
        return None
    for each in control:
        if local(each) == "itemset":
            itemset = _from_nodeset(_parsed(each.get("nodeset"), path, "choice_filter"), path, form)
            return _worded(
                itemset, child(each, "value").get("ref", ""), child(each, "label").get("ref", ""), path, form
            )
    form.lists[path] = tuple(
        Choice(name=text(child(item, "value")), label=element_wording(item, "label", form.itext, path))
        for item in control
        if local(item) == "item"
    )
    return Itemset(choices=path)


def _from_nodeset(nodeset: Expression | None, path: str, form: Form) -> Itemset:
    randomize, seed = False, None
    if isinstance(nodeset, Call) and nodeset.name == "randomize":
        randomize, seed = True, nodeset.arguments[1] if len(nodeset.arguments) > 1 else None
        nodeset = nodeset.arguments[0]
    if isinstance(nodeset, Path) and isinstance(nodeset.start, str):
        return Itemset(nodes=nodeset, randomize=randomize, seed=seed)
    if not isinstance(nodeset, Path) or not isinstance(nodeset.start, Call) or nodeset.start.name != "instance":
        raise _unreadable(path)
    (name,) = nodeset.start.arguments
    if not isinstance(name, Text) or name.value not in form.lists or not nodeset.steps:
        raise _unreadable(path)
    choice_filter = _all_of(nodeset.steps[-1].predicates)
    return Itemset(choices=name.value, filter=choice_filter, randomize=randomize, seed=seed)


def _worded(itemset: Itemset, value: str, label: str, path: str, form: Form) -> Itemset:
    """Return an itemset with the columns that its choices store and show: a file has names of its own for them."""
    if itemset.nodes is not None:
        return msgspec.structs.replace(itemset, value=value, label=label)
    if itemset.choices in form.rows and (value, label) != ("name", "label"):
        name = f"{itemset.choices} ({value}, {label})"
        language = form.itext.default
        form.lists[name] = tuple(as_choice(row, value, label, language) for row in form.rows[itemset.choices])
        return msgspec.structs.replace(itemset, choices=name)
    if value != "name":
        raise _unreadable(path)
    return itemset


def _all_of(conditions: tuple[Expression, ...]) -> Expression | None:
    if not conditions:
        return None
    found = conditions[0]
    for condition in conditions[1:]:
        found = Operation("and", found, condition)
    return found


def _unreadable(path: str) -> FormError:
    return FormError("the choice list cannot be read", "Name a list of the choices sheet.", path=path, column="type")


# --- our own columns ---------------------------------------------------------------------------------------------


def _keep(bind: Element | None, type_: str, path: str, kind: Kind) -> Keep:
    written = _attribute(bind, f"{AFFIANT}keep")
    if written not in {"", "seal", "draft"}:
        raise _wrong_keep(f"keep is either seal or draft, not {written[:20]}", "Correct the cell.", path)
    if written == "seal" and kind != "question":
        raise _wrong_keep("only an answer can be sealed on arrival", "Empty the cell.", path)
    if written == "draft" and type_ == "binary":
        raise _wrong_keep("files are always sealed on arrival", "Write seal, or nothing.", path)
    if written:
        return "seal" if written == "seal" else "draft"
    return "seal" if kind == "question" and type_ in _SEALED else "draft"


def _wrong_keep(reason: str, remedy: str, path: str) -> FormError:
    return FormError(reason, remedy, path=path, column="bind::affiant:keep")


def _signals(bind: Element | None, path: str) -> tuple[Signal, ...]:
    signals: list[Signal] = []
    for part in _attribute(bind, f"{AFFIANT}signal").split(";"):
        if not part.strip():
            continue
        name, _, choices = part.partition(":")
        if not name.strip().replace("-", "").isalnum():
            raise FormError(
                "a signal is written name: choice choice", "Correct the cell.", path=path, column="bind::affiant:signal"
            )
        signals.append(Signal(name=name.strip(), choices=tuple(choices.split())))
    return tuple(signals)


# --- expressions ---------------------------------------------------------------------------------------------------

_COLUMNS = {"calculate": "calculation", "readonly": "read_only"}


def _expression(bind: Element | None, name: str, path: str) -> Expression | None:
    return None if bind is None else _parsed(bind.get(name), path, _COLUMNS.get(name, name))


def _parsed(written: str | None, path: str, column: str) -> Expression | None:
    if written is None or not written.strip():
        return None
    try:
        return rewritten(parse(written))
    except ExpressionError as error:
        raise FormError.of_expression(error, path=path, column=column) from None
