"""XForm XML (https://getodk.github.io/xforms-spec/) -> Plan. Offline, the author's side; `author` makes the XML.

It reads the documented format, not pyxform's own: model (itext, instances, binds, actions) first, then the body, then
one walk over the primary instance that puts them together. What it does not understand it refuses by name.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import Element, canonicalize

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from config.questionnaire.errors import FormError
from config.questionnaire.expression import ExpressionError, parse
from config.questionnaire.plan import (
    FORMAT,
    Call,
    Choice,
    Expression,
    Itemset,
    Node,
    Path,
    Plan,
    Signal,
    Text,
    Wording,
)
from config.questionnaire.wording import Itext, element_wording, local, read_itext

LARGEST = 20_000_000
"""Characters of XML."""

_AFFIANT = "{https://affiant.invalid/xforms}"
_JAVAROSA = "{http://openrosa.org/javarosa}"
_CONTROLS = {"input", "select", "select1", "upload", "trigger", "range", "rank"}
_PRIVATE = {"deviceid", "phonenumber", "username", "email", "simserial", "subscriberid", "start-geopoint", "audit"}
_TIMES = {"start", "end"}
_FIRST_LOAD = {"odk-instance-first-load", "odk-instance-load odk-new-repeat", "odk-instance-first-load odk-new-repeat"}
_MARKUP = {"name", "label", "itextId", "geometry"}
_TYPES = {"": "string", "integer": "int", "xsd:string": "string"}


@dataclass(slots=True)
class _Form:
    """What has been read, before it is put together."""

    itext: Itext
    binds: dict[str, Element]
    controls: dict[str, Element] = field(default_factory=dict)
    groups: dict[str, Element] = field(default_factory=dict)
    repeats: dict[str, Element] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    """Dynamic defaults by path: the setvalue actions of the first load."""
    lists: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


def compile_xform(xml: str) -> Plan:
    """Return the Plan of an XForm. Raises FormError."""
    root = _tree(xml)
    head, body = _child(root, "head"), _child(root, "body")
    model = _child(head, "model")
    itext = read_itext(model)
    form = _Form(itext, {each.get("nodeset", ""): each for each in model if local(each) == "bind"})
    primary = _read_instances(model, form)
    _read_actions(root, form)
    _read_body(body, form)
    name = local(primary)
    return Plan(
        format=FORMAT,
        name=name,
        version=hashlib.sha256(canonicalize(xml).encode()).hexdigest(),
        revision=primary.get("version", ""),
        title={itext.default: (_text(_child(head, "title")),)},
        languages=itext.languages,
        default_language=itext.default,
        nodes=_nodes(primary, f"/{name}", form),
        lists=form.lists,
        notes=form.notes,
    )


# --- reading -----------------------------------------------------------------------------------------


def _tree(xml: str) -> Element:
    if len(xml) > LARGEST:
        raise FormError("the form is larger than 20 MB", "Split it, or move long lists into fewer choices.")
    try:
        root: Element = ElementTree.fromstring(xml, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException) as error:
        raise FormError(f"this is no XForm ({type(error).__name__})", "Give the spreadsheet itself.") from None
    return root


def _child(parent: Element, name: str) -> Element:
    for each in parent:
        if local(each) == name:
            return each
    raise FormError(f"the XForm has no {name}", "Give the spreadsheet itself.")


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _read_instances(model: Element, form: _Form) -> Element:
    """Read the choice lists; return the root of the primary instance."""
    primary: Element | None = None
    for instance in (each for each in model if local(each) == "instance"):
        identifier = instance.get("id")
        if primary is None and identifier is None and len(instance):
            primary = instance[0]
        elif instance.get("src"):
            raise FormError(
                f"the list {identifier} comes from a file", "Put its rows into the choices sheet.", column="type"
            )
        elif identifier is not None:
            form.lists[identifier] = tuple(
                _choice(item, form.itext) for item in instance.iter() if local(item) == "item"
            )
    if primary is None:
        raise FormError("the form asks nothing", "Add a question to the survey sheet.")
    return primary


def _choice(item: Element, itext: Itext) -> Choice:
    values = {local(each): _text(each) for each in item}
    plain: Wording = {itext.default: (values.get("label", ""),)}
    label = itext.wording(values["itextId"]) if "itextId" in values else plain
    columns = {key: value for key, value in values.items() if key not in _MARKUP}
    return Choice(name=values.get("name", ""), label=label, columns=columns)


def _read_actions(root: Element, form: _Form) -> None:
    for action in root.iter():
        if local(action) not in {"setvalue", "setgeopoint", "recordaudio"}:
            continue
        path, event = action.get("ref", ""), action.get("event", "")
        if local(action) != "setvalue" or event not in _FIRST_LOAD:
            raise FormError(
                f"the action {local(action)} on {event} is not supported", "Use a calculation instead of a trigger.",
                path=path, column="trigger",
            )  # fmt: skip
        form.defaults[path] = action.get("value") or _literal(_text(action))


def _literal(text: str) -> str:
    return f'"{text}"' if '"' not in text else f"'{text}'"


def _read_body(body: Element, form: _Form) -> None:
    for each in body.iter():
        name = local(each)
        if name in _CONTROLS:
            form.controls[each.get("ref", each.get("bind", ""))] = each
        elif name == "repeat":
            form.repeats[each.get("nodeset", "")] = each
        elif name == "group" and each.get("ref"):
            form.groups[each.get("ref", "")] = each
        elif name in {"secret", "submit", "textarea"}:
            raise FormError(f"the control {name} is not supported", "Use a text question.", path=each.get("ref", ""))


# --- putting together --------------------------------------------------------------------------------


def _nodes(parent: Element, path: str, form: _Form) -> tuple[Node, ...]:
    found: dict[str, Node] = {}
    for each in parent:
        child = f"{path}/{local(each)}"
        if local(each) == "meta" or child in found:  # a repeat's template comes before its first instance
            continue
        node = _node(each, child, form)
        if node is not None:
            found[child] = node
    return tuple(found.values())


def _node(element: Element, path: str, form: _Form) -> Node | None:
    bind = form.binds.get(path)
    if _left_out(path, bind, form):
        return None
    if path in form.repeats:
        return _branch(element, path, form, "repeat")
    if path in form.groups or len(element):
        return _branch(element, path, form, "group")
    return _leaf(element, path, form)


def _left_out(path: str, bind: Element | None, form: _Form) -> bool:
    """Refuse metadata that betrays a person; leave out times that would be kept to the second."""
    parameter = "" if bind is None else bind.get(f"{_JAVAROSA}preloadParams", "")
    preload = "" if bind is None else bind.get(f"{_JAVAROSA}preload", "")
    wanted = {parameter, preload, path.rpartition("/")[2] if preload else ""}
    if betraying := sorted(wanted & _PRIVATE):
        raise FormError(f"{betraying[0]} would betray who answers", "Delete the row.", path=path, column="type")
    if preload == "timestamp" and parameter in _TIMES:
        form.notes[path] = "Left out: times are kept to the hour only."
        return True
    return False


def _branch(element: Element, path: str, form: _Form, kind: Literal["group", "repeat"]) -> Node:
    bind = form.binds.get(path)
    control = form.groups.get(path)
    repeat = form.repeats.get(path)
    count = None if repeat is None else repeat.get(f"{_JAVAROSA}count")
    return Node(
        path=path,
        kind=kind,
        type="",
        appearance=_appearance(control if repeat is None else repeat),
        label={} if control is None else element_wording(control, "label", form.itext, path),
        relevant=_expression(bind, "relevant", path),
        count=_parsed(count, path, "repeat_count"),
        children=_nodes(element, path, form),
    )


def _leaf(element: Element, path: str, form: _Form) -> Node:
    bind, control = form.binds.get(path), form.controls.get(path)
    kind = _kind(bind, control)
    type_ = _type(bind, control)
    return Node(
        path=path,
        kind=kind,
        type=type_,
        control="" if control is None else local(control),
        appearance=_appearance(control),
        media="" if control is None else control.get("mediatype", ""),
        label={} if control is None else element_wording(control, "label", form.itext, path),
        hint={} if control is None else element_wording(control, "hint", form.itext, path),
        guidance={} if control is None else element_wording(control, "hint", form.itext, path, form="guidance"),
        relevant=_expression(bind, "relevant", path),
        required=_expression(bind, "required", path),
        required_message=_message(bind, "requiredMsg", form.itext),
        constraint=_expression(bind, "constraint", path),
        constraint_message=_message(bind, "constraintMsg", form.itext),
        calculate=_calculation(bind, path),
        readonly=_expression(bind, "readonly", path),
        default=_default(element, path, form),
        itemset=None if control is None else _itemset(control, path, form),
        parameters=_parameters(control),
        compartment="" if bind is None else bind.get(f"{_AFFIANT}compartment", "").strip(),
        signals=_signals(bind, path),
        keep=_keep(bind, type_, path, kind),
    )


def _kind(bind: Element | None, control: Element | None) -> Literal["question", "note", "value"]:
    if control is None:
        return "value"
    plain = local(control) == "input" and bind is not None
    if plain and bind is not None and bind.get("readonly") == "true()" and not bind.get("calculate"):
        return "note"
    return "question"


def _type(bind: Element | None, control: Element | None) -> str:
    written = "" if bind is None else bind.get("type", "")
    name = "" if control is None else local(control)
    if name in {"select", "select1", "rank"}:
        return name
    return _TYPES.get(written, written)


def _appearance(control: Element | None) -> str:
    return "" if control is None else control.get("appearance", "")


def _parameters(control: Element | None) -> dict[str, str]:
    if control is None or local(control) != "range":
        return {}
    return {name: control.get(name, "") for name in ("start", "end", "step")}


def _itemset(control: Element, path: str, form: _Form) -> Itemset | None:
    if local(control) not in {"select", "select1", "rank"}:
        return None
    for each in control:
        if local(each) == "itemset":
            return _from_nodeset(_parsed(each.get("nodeset"), path, "choice_filter"), path, form)
    choices = tuple(
        Choice(name=_text(_child(item, "value")), label=element_wording(item, "label", form.itext, path))
        for item in control
        if local(item) == "item"
    )
    form.lists[path] = choices
    return Itemset(choices=path)


def _from_nodeset(nodeset: Expression | None, path: str, form: _Form) -> Itemset:
    randomize, seed = False, None
    if isinstance(nodeset, Call) and nodeset.name == "randomize":
        randomize, seed = True, nodeset.arguments[1] if len(nodeset.arguments) > 1 else None
        nodeset = nodeset.arguments[0]
    if not isinstance(nodeset, Path) or not isinstance(nodeset.start, Call) or nodeset.start.name != "instance":
        raise FormError(
            "choices that come from other answers are not supported", "Use a choice list.", path=path, column="type"
        )
    (name,) = nodeset.start.arguments
    predicates = nodeset.steps[-1].predicates if nodeset.steps else ()
    if not isinstance(name, Text) or name.value not in form.lists or len(predicates) > 1:
        raise FormError("the choice list cannot be read", "Name a list of the choices sheet.", path=path, column="type")
    return Itemset(choices=name.value, filter=predicates[0] if predicates else None, randomize=randomize, seed=seed)


def _default(element: Element, path: str, form: _Form) -> Expression | None:
    if path in form.defaults:
        return _parsed(form.defaults[path], path, "default")
    written = (element.text or "").strip()
    return Text(written) if written else None


def _calculation(bind: Element | None, path: str) -> Expression | None:
    preload = "" if bind is None else bind.get(f"{_JAVAROSA}preload", "")
    if preload == "date":
        return Call("today", ())
    if preload and preload != "uid":
        raise FormError(f"the metadata {preload} is not supported", "Delete the row.", path=path, column="type")
    return _expression(bind, "calculate", path)


def _keep(
    bind: Element | None, type_: str, path: str, kind: Literal["question", "note", "value"]
) -> Literal["seal", "draft"]:
    written = "" if bind is None else bind.get(f"{_AFFIANT}keep", "").strip()
    if written in {"seal", "draft"}:
        return "seal" if written == "seal" else "draft"
    if written:
        raise FormError(
            f"keep is either seal or draft, not {written[:20]}",
            "Correct the cell.",
            path=path,
            column="bind::affiant:keep",
        )
    return "seal" if kind == "question" and type_ in {"string", "binary", "barcode", "geopoint"} else "draft"


def _signals(bind: Element | None, path: str) -> tuple[Signal, ...]:
    written = "" if bind is None else bind.get(f"{_AFFIANT}signal", "").strip()
    signals: list[Signal] = []
    for part in (each.strip() for each in written.split(";") if each.strip()):
        name, _, choices = part.partition(":")
        if not name.strip().replace("-", "").isalnum():
            raise FormError(
                "a signal is written name: choice choice", "Correct the cell.", path=path, column="bind::affiant:signal"
            )
        signals.append(Signal(name=name.strip(), choices=tuple(choices.split())))
    return tuple(signals)


def _message(bind: Element | None, name: str, itext: Itext) -> Wording:
    written = None if bind is None else bind.get(f"{_JAVAROSA}{name}")
    return {} if not written else itext.referred(written)


def _expression(bind: Element | None, name: str, path: str) -> Expression | None:
    return None if bind is None else _parsed(bind.get(name), path, name)


def _parsed(text: str | None, path: str, column: str) -> Expression | None:
    if text is None or not text.strip():
        return None
    try:
        return parse(text)
    except ExpressionError as error:
        raise FormError.of_expression(error, path=path, column=column) from None
