"""What an XForm says (https://getodk.github.io/xforms-spec/): its texts, choice lists, binds, actions and controls.

Only reads and refuses; `nodes` puts it together. What is not understood is refused by name, or remarked on where
leaving it out costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from config.questionnaire.errors import FormError, Remark
from config.questionnaire.plan import Choice, Wording
from config.questionnaire.wording import Itext, local, read_itext

AFFIANT = "{https://affiant.invalid/xforms}"
JAVAROSA = "{http://openrosa.org/javarosa}"
PRIVATE = frozenset(
    {"deviceid", "phonenumber", "username", "email", "simserial", "subscriberid", "start-geopoint", "audit"}
)
"""Metadata that betrays who answers, or where."""

_ENTITIES = "{http://www.opendatakit.org/xforms/entities}"
_CONTROLS = {"input", "select", "select1", "upload", "trigger", "range", "rank"}
_CHOICE_PARTS = {"name", "label", "itextId"}
_FIRST_LOAD = {"odk-instance-first-load", "odk-new-repeat"}
_QUIET_META = {"instanceID", "deprecatedID"}
_OUR_COLUMNS = {"compartment", "signal", "keep"}


@dataclass(slots=True)
class Form:
    """What has been read, before it is put together."""

    itext: Itext
    primary: Element
    """The root of the primary instance: its tree is the order of the questions."""
    binds: dict[str, Element] = field(default_factory=dict)
    controls: dict[str, Element] = field(default_factory=dict)
    groups: dict[str, Element] = field(default_factory=dict)
    repeats: dict[str, Element] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    """Dynamic defaults by path: expressions of the actions of the first load."""
    lists: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    """What is left out, and why."""

    def left_out(self, path: str, column: str, reason: str, remedy: str) -> None:
        """Note something that the Plan does not have."""
        self.remarks.append(Remark(severity="warning", path=path, column=column, reason=reason, remedy=remedy))


def read_form(root: Element) -> Form:
    """Return what an XForm's elements say. Raises FormError."""
    model = child(child(root, "head"), "model")
    form = Form(read_itext(model), _primary(model))
    _read_lists(model, form)
    _read_binds(model, form)
    _read_body(child(root, "body"), form)
    _read_actions(root, form)
    _read_meta(form)
    _read_submission(model, form)
    return form


def child(parent: Element, name: str) -> Element:
    """Return the one child of a name. Raises FormError."""
    for each in _named(parent, name):
        return each
    raise FormError(f"the XForm has no {name}", "Give the spreadsheet itself.")


def text(element: Element) -> str:
    """Return all text of an element."""
    return "".join(element.itertext()).strip()


def _named(parent: Element, *names: str) -> Iterator[Element]:
    return (each for each in parent if local(each) in names)


# --- instances -----------------------------------------------------------------------------------------------


def _primary(model: Element) -> Element:
    for instance in _named(model, "instance"):
        if instance.get("id") is None and len(instance):
            return instance[0]
    raise FormError("the form asks nothing", "Add a question to the survey sheet.")


def _read_lists(model: Element, form: Form) -> None:
    for instance in _named(model, "instance"):
        name = instance.get("id")
        source = instance.get("src")
        if source:
            raise _from_outside(name or "", source)
        if name is not None:
            form.lists[name] = tuple(_choice(item, form.itext) for item in instance.iter() if local(item) == "item")


def _from_outside(name: str, source: str) -> FormError:
    file = source.rpartition("/")[2]
    return FormError(
        f"{name} comes from outside the form ({file})",
        "Put its rows into the choices sheet; pulldata() and last-saved answers are not supported.",
        clues=(file, f"'{name}'", f'"{name}"', name),
    )


def _choice(item: Element, itext: Itext) -> Choice:
    values = {local(each): text(each) for each in item}
    label: Wording = {itext.default: (values["label"],)} if values.get("label") else {}
    if "itextId" in values:
        label = itext.wording(values["itextId"])
    columns = {key: value for key, value in values.items() if key not in _CHOICE_PARTS}
    return Choice(name=values.get("name", ""), label=label, columns=columns)


# --- binds and actions ---------------------------------------------------------------------------------------


def _read_binds(model: Element, form: Form) -> None:
    for bind in _named(model, "bind"):
        path = bind.get("nodeset", "")
        form.binds[path] = bind
        for attribute in bind.attrib:
            _check_attribute(attribute, path)


def _check_attribute(attribute: str, path: str) -> None:
    if attribute.startswith(_ENTITIES):
        raise FormError("entities are not supported", "Delete the column.", path=path, column="save_to")
    name = attribute.removeprefix(AFFIANT)
    if name != attribute and name not in _OUR_COLUMNS:
        raise FormError(
            f"there is no column affiant:{name}", "Write affiant:compartment, affiant:signal or affiant:keep.",
            path=path, column=f"bind::affiant:{name}",
        )  # fmt: skip


def _read_actions(root: Element, form: Form) -> None:
    for action in root.iter():
        name, path = local(action), action.get("ref", "")
        if name == "setgeopoint":
            raise _betraying("start-geopoint", path)
        if name == "recordaudio":
            raise FormError("recording in the background is not supported", "Delete the row.", path=path, column="type")
        if name == "setvalue":
            _read_setvalue(action, path, form)


def _read_setvalue(action: Element, path: str, form: Form) -> None:
    if not set(action.get("event", "").split()) <= _FIRST_LOAD:
        raise FormError(
            "values that are set when another answer changes are not supported", "Use a calculation without a trigger.",
            path=path, column="trigger",
        )  # fmt: skip
    form.defaults[path] = action.get("value") or _literal(text(action))


def _literal(words: str) -> str:
    return f'"{words}"' if '"' not in words else f"'{words}'"


def _betraying(name: str, path: str, clues: tuple[str, ...] = ()) -> FormError:
    return FormError(f"{name} would betray who answers", "Delete the row.", path=path, column="type", clues=clues)


# --- the body ------------------------------------------------------------------------------------------------


def _read_body(body: Element, form: Form) -> None:
    for each in body.iter():
        name = local(each)
        if name in _CONTROLS:
            _read_control(each, form)
        elif name == "repeat":
            form.repeats[each.get("nodeset", "")] = each
        elif name == "group":
            form.groups[each.get("ref", "")] = each
        elif name in {"secret", "submit", "textarea"}:
            raise FormError(f"the control {name} is not supported", "Use a text question.", path=each.get("ref", ""))


def _read_control(control: Element, form: Form) -> None:
    path = control.get("ref", "")
    if control.get("query"):
        raise FormError(
            "select_one_external is not supported", "Use select_one, with the rows in the choices sheet.",
            path=path, column="type",
        )  # fmt: skip
    if control.get("mediatype", "").startswith("osm"):
        raise FormError("osm is not supported", "Ask for the place in words.", path=path, column="type")
    form.controls[path] = control


# --- meta ----------------------------------------------------------------------------------------------------


def _read_meta(form: Form) -> None:
    for meta in _named(form.primary, "meta"):
        for each in meta:
            _check_meta(local(each), form)


def _check_meta(name: str, form: Form) -> None:
    if name in PRIVATE:
        raise _betraying(name, "", clues=(name,))
    if name == "entity":
        raise FormError("entities are not supported", "Delete the entities sheet.", clues=("entity", "entities"))
    if name not in _QUIET_META:
        column = re.sub(r"(?=[A-Z])", "_", name).lower()
        form.left_out("", column, f"{column} is left out: cases have no names", "Delete the column.")


def _read_submission(model: Element, form: Form) -> None:
    for submission in _named(model, "submission"):
        named = {"base64RsaPublicKey": "public_key", "action": "submission_url"}
        for column in (named[each] for each in submission.attrib if each in named):
            form.left_out("", column, f"{column} is left out: answers are sealed to the office", "Delete the column.")


def check_preload(path: str, bind: Element | None) -> str:
    """Return the metadata that a bind wants: "start", "end", "today", "uid" or "". Raises FormError for any other."""
    preload = "" if bind is None else bind.get(f"{JAVAROSA}preload", "")
    wanted = "" if bind is None else bind.get(f"{JAVAROSA}preloadParams", "")
    if not preload or preload == "uid":
        return preload
    if preload in {"timestamp", "date"} and wanted in {"start", "end", "today"}:
        return wanted
    for name in (wanted, preload):
        if name in PRIVATE:
            raise _betraying(name, path)
    raise FormError(f"the metadata {wanted or preload} is not supported", "Delete the row.", path=path, column="type")
