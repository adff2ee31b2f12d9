"""One walk over the primary instance of an XForm: each element, with its bind and its control, becomes a Node.

Called by `xform`; `model` has read the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, TypeAlias
from xml.etree.ElementTree import Element

import msgspec

from config.questionnaire.errors import FormError
from config.questionnaire.model import AFFIANT, JAVAROSA, Form, check_preload, written_value
from config.questionnaire.plan import Assignment, Call, Expression, Node, Signal, Text, Wording
from config.questionnaire.selects import SELECTS, itemset_of
from config.questionnaire.wording import GUIDANCE, element_media, element_wording, local

DEEPEST = 40
"""Groups and repeats inside each other."""

_TYPES = {"": "string", "integer": "int", "xsd:string": "string"}
_WRITTEN = {"secret", "textarea"}
"""Controls that a conversation asks like any text."""
_UNASKED = {"geotrace", "geoshape"}
_SEALED = {"string", "binary", "barcode", "geopoint"}
"""Types whose answers are sealed on arrival unless the author says otherwise."""
_OTHER = "_other"
_HEADER: Final = "label"
"""The appearance of a select that only stands above others in a table."""
_NAMELESS: Final = "reserved_name_for_field_list_labels_"
"""What pyxform calls one that it adds itself."""

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
        if here in form.groups or here in form.repeats or len(each):
            found[here] = _branch(each, here, form, depth)
        else:
            found[here] = _leaf(each, here, form)
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
        media={} if control is None else element_media(control, form.itext),
        relevant=_expression(bind, "relevant", path, form),
        count=form.formulas.read(count, path, "repeat_count"),
        compartment=_attribute(bind, f"{AFFIANT}compartment"),
        children=build_nodes(element, path, form, depth=depth + 1),
    )


def _leaf(element: Element, path: str, form: Form) -> Node:
    bind, control = form.binds.get(path), form.controls.get(path)
    metadata = check_preload(path, bind, form)
    if metadata in {"start", "end", "today"}:
        return _day(path, metadata, bind, form)
    default = _default(element, path, form)
    kind = _kind(path, bind, control, default)
    type_ = _type(bind, control, path, form)
    is_shown = control is not None and kind != "value"
    return Node(
        path=path,
        kind=kind,
        type=type_ if kind == "question" else _TYPES.get(_attribute(bind, "type"), _attribute(bind, "type")),
        control=_control(control) if kind == "question" else "input" if is_shown else "",
        appearance=_attribute(control, "appearance"),
        mediatype=_attribute(control, "mediatype"),
        media=element_media(control, form.itext) if control is not None and is_shown else {},
        label=_words(control, "label", path, form) if is_shown else {},
        hint=_words(control, "hint", path, form),
        guidance=_words(control, "hint", path, form, form_=GUIDANCE),
        relevant=_expression(bind, "relevant", path, form),
        required=_required(bind, path, form),
        required_message=_message(bind, "requiredMsg", form),
        constraint=_expression(bind, "constraint", path, form),
        constraint_message=_message(bind, "constraintMsg", form),
        calculate=_expression(bind, "calculate", path, form),
        readonly=_expression(bind, "readonly", path, form),
        default=default,
        itemset=itemset_of(control, path, form) if control is not None and kind == "question" else None,
        parameters=_parameters(control),
        assignments=tuple(_assignments(path, form)),
        compartment=_attribute(bind, f"{AFFIANT}compartment"),
        signals=tuple(_signals(bind, path, form)),
        keep=_keep(bind, control, type_, path, kind, form),
    )


def _day(path: str, metadata: str, bind: Element | None, form: Form) -> Node:
    """Return start, end or today as a day: a time to the second would tell who was in the chat."""
    if metadata != "today":
        reason = f"{metadata} keeps the day only, not the time"
        form.findings.remark(reason, "Delete the row, or use today.", path=path, column="type")
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
    if select is None or select is node or node.compartment or select.control not in SELECTS:
        return node
    return msgspec.structs.replace(node, compartment=select.compartment)


def _assignments(path: str, form: Form) -> Iterator[Assignment]:
    for action in form.triggered.get(path, ()):
        target = action.get("ref", "")
        value = form.formulas.read(written_value(action), target, "calculation")
        yield Assignment(path=target, value=Text("") if value is None else value)


# --- one question ----------------------------------------------------------------------------------------------


def _attribute(element: Element | None, name: str) -> str:
    return "" if element is None else element.get(name, "").strip()


def _kind(path: str, bind: Element | None, control: Element | None, default: Expression | None) -> Kind:
    if control is None or path.rpartition("/")[2].startswith(_NAMELESS):
        return "value"
    if local(control) in SELECTS and _HEADER in _attribute(control, "appearance").split():
        return "note"
    is_fixed = _attribute(bind, "readonly") == "true()" and not _attribute(bind, "calculate") and default is None
    return "note" if is_fixed and local(control) == "input" and not control.get("query") else "question"


def _control(control: Element | None) -> str:
    if control is None:
        return ""
    return "select1" if control.get("query") else "input" if local(control) in _WRITTEN else local(control)


def _type(bind: Element | None, control: Element | None, path: str, form: Form) -> str:
    name = _control(control)
    if name in SELECTS:
        return name
    written = _attribute(bind, "type")
    asked = "osm" if _attribute(control, "mediatype").startswith("osm") else written if written in _UNASKED else ""
    if control is not None and asked:
        reason = f"{asked} cannot be asked in a conversation"
        form.findings.refuse(FormError(reason, "Ask for the place in words.", path=path, column="type"))
    return _TYPES.get(written, written)


def _words(control: Element | None, name: str, path: str, form: Form, *, form_: str = "") -> Wording:
    return {} if control is None else element_wording(control, name, form.itext, path, form=form_)


def _message(bind: Element | None, name: str, form: Form) -> Wording:
    written = _attribute(bind, f"{JAVAROSA}{name}")
    return form.itext.referred(written) if written else {}


def _required(bind: Element | None, path: str, form: Form) -> Expression | None:
    required = _expression(bind, "required", path, form)
    return None if required == Call("false", ()) else required


def _default(element: Element, path: str, form: Form) -> Expression | None:
    if path in form.defaults:
        return form.formulas.read(form.defaults[path], path, "default")
    written = (element.text or "").strip()
    return Text(written) if written else None


def _parameters(control: Element | None) -> dict[str, str]:
    if control is None or local(control) != "range":
        return {}
    return {name: control.get(name, "") for name in ("start", "end", "step")}


# --- our own columns ---------------------------------------------------------------------------------------------


def _keep(bind: Element | None, control: Element | None, type_: str, path: str, kind: Kind, form: Form) -> Keep:
    written = _attribute(bind, f"{AFFIANT}keep")
    wrong = _wrong_keep(written, type_, kind)
    if wrong:
        reason, remedy = wrong
        form.findings.refuse(FormError(reason, remedy, path=path, column="bind::affiant:keep"))
    if written in {"seal", "draft"}:
        return "seal" if written == "seal" else "draft"
    is_words = kind == "question" and type_ in _SEALED and _control(control) != "trigger"
    return "seal" if is_words else "draft"


def _wrong_keep(written: str, type_: str, kind: Kind) -> tuple[str, str] | None:
    """Return what is wrong with the cell, and what to do."""
    if written not in {"", "seal", "draft"}:
        return f"keep is either seal or draft, not {written[:20]}", "Correct the cell."
    if written == "seal" and kind != "question":
        return "only an answer can be sealed on arrival", "Empty the cell."
    if written == "draft" and type_ == "binary":
        return "files are always sealed on arrival", "Write seal, or nothing."
    return None


def _signals(bind: Element | None, path: str, form: Form) -> Iterator[Signal]:
    for part in _attribute(bind, f"{AFFIANT}signal").split(";"):
        name, _, choices = part.partition(":")
        if name.strip().replace("-", "").isalnum():
            yield Signal(name=name.strip(), choices=tuple(choices.split()))
        elif part.strip():
            reason = "a signal is written name: choice choice"
            form.findings.refuse(FormError(reason, "Correct the cell.", path=path, column="bind::affiant:signal"))


# --- expressions ---------------------------------------------------------------------------------------------------

_COLUMNS = {"calculate": "calculation", "readonly": "read_only"}


def _expression(bind: Element | None, name: str, path: str, form: Form) -> Expression | None:
    return None if bind is None else form.formulas.read(bind.get(name), path, _COLUMNS.get(name, name))
