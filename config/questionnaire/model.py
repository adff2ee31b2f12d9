"""What an XForm says (https://getodk.github.io/xforms-spec/): its texts, choice lists, binds, actions and controls.

Only reads and refuses; `nodes` puts it together. What is not understood is refused by name, or remarked on where
leaving it out costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from config.questionnaire.companions import Companions, Rows
from config.questionnaire.errors import FormError, Remark
from config.questionnaire.plan import Choice, Wording
from config.questionnaire.wording import Itext, local, read_itext

AFFIANT = "{https://affiant.invalid/xforms}"
JAVAROSA = "{http://openrosa.org/javarosa}"
PRIVATE = frozenset(
    {"deviceid", "phonenumber", "username", "email", "simserial", "subscriberid", "start-geopoint", "audit"}
)
"""Metadata that betrays who answers, or where."""

LAST_SAVED = "__last-saved"
"""The instance of answers that ODK Collect remembers from the form before."""
LEFT_OUT = "the row is left out"
IN_WORDS = "it is asked in words"

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
    companions: Companions
    """The files beside the form."""
    rows: dict[str, Rows] = field(default_factory=dict)
    """The rows of files beside the form, by the name of their instance."""
    errors: list[FormError] = field(default_factory=list)
    """What is refused: all of it is said at once."""
    triggered: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """By the path of a question, what is set when its answer changes: path and expression."""
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


def read_form(root: Element, companions: Companions) -> Form:
    """Return what an XForm's elements say, and what of it is refused. Raises FormError where it is no form at all."""
    model = child(child(root, "head"), "model")
    form = Form(read_itext(model), _primary(model), companions)
    form.lists.update(companions.lists(form.itext.default))
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
        if name is not None and source:
            _read_file(name, source, form)
        elif name is not None:
            form.lists[name] = tuple(_choice(item, form.itext) for item in instance.iter() if local(item) == "item")


def _read_file(name: str, source: str, form: Form) -> None:
    if name == LAST_SAVED:
        return
    file = source.rpartition("/")[2]
    try:
        rows = form.companions.rows(file)
    except FormError as error:
        form.errors.append(error)
        return
    form.rows[name] = rows
    form.lists[name] = tuple(as_choice(row, "name", "label", form.itext.default) for row in rows)


def as_choice(row: dict[str, str], value: str, label: str, language: str) -> Choice:
    """Return a row of a file as a choice."""
    columns = {key: cell for key, cell in row.items() if key not in _CHOICE_PARTS}
    words: Wording = {language: (row[label],)} if row.get(label) else {}
    return Choice(name=row.get(value, ""), label=words, columns=columns)


def _choice(item: Element, itext: Itext) -> Choice:
    values = {local(each): text(each) for each in item}
    label: Wording = {itext.default: (values["label"],)} if values.get("label") else {}
    if "itextId" in values:
        label = itext.wording(values["itextId"])
    columns = {key: value for key, value in values.items() if key not in _CHOICE_PARTS}
    media = itext.media.get(values.get("itextId", ""), {})
    return Choice(name=values.get("name", ""), label=label, columns=columns, media=media)


# --- binds and actions ---------------------------------------------------------------------------------------


def _read_binds(model: Element, form: Form) -> None:
    for bind in _named(model, "bind"):
        path = bind.get("nodeset", "")
        form.binds[path] = bind
        for attribute in bind.attrib:
            _check_attribute(attribute, path, form)


def _check_attribute(attribute: str, path: str, form: Form) -> None:
    if attribute.startswith(_ENTITIES):
        form.left_out(path, "save_to", "entities are left out", "Delete the column.")
        return
    name = attribute.removeprefix(AFFIANT)
    if name != attribute and name not in _OUR_COLUMNS:
        error = FormError(
            f"there is no column affiant:{name}", "Write affiant:compartment, affiant:signal or affiant:keep.",
            path=path, column=f"bind::affiant:{name}",
        )  # fmt: skip
        form.errors.append(error)


def _read_actions(root: Element, form: Form) -> None:
    for holder in root.iter():
        for action in holder:
            name, path = local(action), action.get("ref", "")
            if name == "setgeopoint":
                form.errors.append(_betraying("start-geopoint", path))
            elif name == "recordaudio":
                reason = "recording in the background is not supported"
                form.errors.append(FormError(reason, "Delete the row.", path=path, column="type", fix=LEFT_OUT))
            elif name == "setvalue":
                _read_setvalue(action, path, holder.get("ref", ""), form)


def _read_setvalue(action: Element, path: str, source: str, form: Form) -> None:
    value = action.get("value") or _literal(text(action))
    events = set(action.get("event", "").split())
    if "xforms-value-changed" in events:
        form.triggered.setdefault(source, []).append((path, value))
    elif events <= _FIRST_LOAD:
        form.defaults[path] = value
    else:
        form.errors.append(
            FormError("a value is set at an unknown moment", "Use a calculation.", path=path, column="trigger")
        )


def _literal(words: str) -> str:
    return f'"{words}"' if '"' not in words else f"'{words}'"


def _betraying(name: str, path: str, clues: tuple[str, ...] = ()) -> FormError:
    reason = f"{name} would betray who answers"
    return FormError(reason, "Delete the row.", path=path, column="type", clues=clues, fix=LEFT_OUT)


# --- the body ------------------------------------------------------------------------------------------------


def _read_body(body: Element, form: Form) -> None:
    for each in body.iter():
        name = local(each)
        if name in _CONTROLS:
            _read_control(each, form)
        elif name in {"secret", "textarea"}:
            form.controls[each.get("ref", "")] = each
        elif name == "repeat":
            form.repeats[each.get("nodeset", "")] = each
        elif name == "group":
            form.groups[each.get("ref", "")] = each
        elif name == "submit":
            form.errors.append(FormError("the control submit is not supported", "Delete it.", path=each.get("ref", "")))


def _read_control(control: Element, form: Form) -> None:
    path = control.get("ref", "")
    if control.get("mediatype", "").startswith("osm"):
        form.errors.append(
            FormError("osm is not supported", "Ask for the place in words.", path=path, column="type", fix=IN_WORDS)
        )
    form.controls[path] = control


# --- meta ----------------------------------------------------------------------------------------------------


def _read_meta(form: Form) -> None:
    for meta in _named(form.primary, "meta"):
        for each in meta:
            _check_meta(local(each), form)


def _check_meta(name: str, form: Form) -> None:
    if name in PRIVATE:
        form.errors.append(_betraying(name, "", clues=(name,)))
    elif name == "entity":
        form.left_out("", "entities", "the entities sheet is left out", "Delete it.")
    elif name not in _QUIET_META:
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
