"""What an XForm says (https://getodk.github.io/xforms-spec/): its texts, choice lists, binds, actions and controls.

Only reads; `nodes` puts it together. What is not understood is refused by name, or remarked on where leaving it out
costs nothing: all of it is kept in the findings, so that the author hears of everything at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from config.questionnaire.errors import FormError
from config.questionnaire.findings import Findings
from config.questionnaire.formulas import Formulas
from config.questionnaire.lists import Lists, Outside
from config.questionnaire.wording import Itext, local, read_itext

AFFIANT = "{https://affiant.invalid/xforms}"
JAVAROSA = "{http://openrosa.org/javarosa}"
PRIVATE = frozenset(
    {"deviceid", "phonenumber", "username", "email", "simserial", "subscriberid", "start-geopoint", "audit"}
)
"""Metadata that betrays who answers, or where."""

NOTHING = "the form asks nothing"

_ENTITIES = "{http://www.opendatakit.org/xforms/entities}"
_CONTROLS = {"input", "secret", "textarea", "select", "select1", "upload", "trigger", "range", "rank"}
_FIRST_LOAD = {"odk-instance-first-load", "odk-new-repeat", "odk-instance-load"}
_CHANGED = {"xforms-value-changed"}
_QUIET_META = {"instanceID", "deprecatedID"}
_OUR_COLUMNS = {"compartment", "signal", "keep"}


@dataclass(slots=True)
class Form:
    """What has been read, before it is put together."""

    itext: Itext
    lists: Lists
    formulas: Formulas
    findings: Findings
    primary: Element
    """The root of the primary instance: its tree is the order of the questions."""
    binds: dict[str, Element] = field(default_factory=dict)
    controls: dict[str, Element] = field(default_factory=dict)
    groups: dict[str, Element] = field(default_factory=dict)
    repeats: dict[str, Element] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    """Dynamic defaults by path: expressions of the actions of the first load."""
    triggered: dict[str, list[Element]] = field(default_factory=dict)
    """By the path of a question, the actions that its changed answer sets off."""


def read_form(root: Element, findings: Findings, outside: Outside) -> Form:
    """Return what an XForm's elements say. Raises FormError only for what is no XForm."""
    model, body = child(child(root, "head"), "model"), child(root, "body")
    lists = Lists(outside, findings)
    formulas = Formulas(findings, lists.columns)
    itext = read_itext(model, formulas)
    lists.language = itext.default
    form = Form(itext, lists, formulas, findings, _primary(model))
    _read_body(body, form)
    formulas.controls = {path: local(control) for path, control in form.controls.items() if not control.get("query")}
    lists.read(_named(model, "instance"), itext)
    _read_binds(model, form)
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


def _primary(model: Element) -> Element:
    for instance in _named(model, "instance"):
        if instance.get("id") is None and len(instance):
            return instance[0]
    raise FormError(NOTHING, "Add a question to the survey sheet.")


# --- binds and actions ---------------------------------------------------------------------------------------


def _read_binds(model: Element, form: Form) -> None:
    for bind in _named(model, "bind"):
        path = bind.get("nodeset", "")
        form.binds[path] = bind
        for attribute in bind.attrib:
            _check_attribute(attribute, path, form)


def _check_attribute(attribute: str, path: str, form: Form) -> None:
    if attribute.startswith(_ENTITIES):
        form.findings.remark("entities are left out", "Delete the column.", path=path, column="save_to")
    name = attribute.removeprefix(AFFIANT)
    if name != attribute and name not in _OUR_COLUMNS:
        form.findings.refuse(
            FormError(
                f"there is no column affiant:{name}", "Write affiant:compartment, affiant:signal or affiant:keep.",
                path=path, column=f"bind::affiant:{name}",
            )
        )  # fmt: skip


def _read_actions(root: Element, form: Form) -> None:
    for holder in root.iter():
        for action in holder:
            name, path = local(action), action.get("ref", "")
            if name == "setgeopoint":
                form.findings.refuse(_betraying("start-geopoint", path))
            elif name == "recordaudio":
                reason = "recording in the background is not supported"
                form.findings.refuse(FormError(reason, "Delete the row.", path=path, column="type"))
            elif name == "setvalue":
                _read_setvalue(action, holder, form)


def _read_setvalue(action: Element, holder: Element, form: Form) -> None:
    """Take in a value that is set: at the beginning, or when the answer of the control around it changes."""
    events, path = set(action.get("event", "").split()), action.get("ref", "")
    if events and events <= _FIRST_LOAD:
        form.defaults[path] = written_value(action)
    elif events == _CHANGED and holder.get("ref", "") in form.controls:
        form.triggered.setdefault(holder.get("ref", ""), []).append(action)
    else:
        reason = "a value is set at a moment that a conversation does not have"
        form.findings.refuse(FormError(reason, "Use a calculation, or a trigger.", path=path, column="trigger"))


def written_value(action: Element) -> str:
    """Return what an action sets, as an expression."""
    words = text(action)
    return action.get("value") or (f'"{words}"' if '"' not in words else f"'{words}'")


def _betraying(name: str, path: str, clues: tuple[str, ...] = ()) -> FormError:
    return FormError(f"{name} would betray who answers", "Delete the row.", path=path, column="type", clues=clues)


# --- the body ------------------------------------------------------------------------------------------------


def _read_body(body: Element, form: Form) -> None:
    for each in body.iter():
        name = local(each)
        if name in _CONTROLS:
            form.controls[each.get("ref", "")] = each
        elif name == "repeat":
            form.repeats[each.get("nodeset", "")] = each
        elif name == "group":
            form.groups[each.get("ref", "")] = each
        elif name == "submit":
            reason = "the control submit is not supported"
            form.findings.refuse(FormError(reason, "Delete it.", path=each.get("ref", "")))


# --- meta ----------------------------------------------------------------------------------------------------


def _read_meta(form: Form) -> None:
    for meta in _named(form.primary, "meta"):
        for each in meta:
            _check_meta(local(each), form)


def _check_meta(name: str, form: Form) -> None:
    if name in PRIVATE:
        form.findings.refuse(_betraying(name, "", clues=(name,)))
    elif name == "entity":
        form.findings.remark("the entities sheet is left out", "Delete it.", column="entities")
    elif name not in _QUIET_META:
        column = re.sub(r"(?=[A-Z])", "_", name).lower()
        form.findings.remark(f"{column} is left out: cases have no names", "Delete the column.", column=column)


def _read_submission(model: Element, form: Form) -> None:
    for submission in _named(model, "submission"):
        named = {"base64RsaPublicKey": "public_key", "action": "submission_url"}
        for column in (named[each] for each in submission.attrib if each in named):
            reason = f"{column} is left out: answers are sealed to the office"
            form.findings.remark(reason, "Delete the column.", column=column)


def check_preload(path: str, bind: Element | None, form: Form) -> str:
    """Return the metadata that a bind wants: "start", "end", "today", "uid" or ""; any other is refused."""
    preload = "" if bind is None else bind.get(f"{JAVAROSA}preload", "")
    wanted = "" if bind is None else bind.get(f"{JAVAROSA}preloadParams", "")
    if not preload or preload == "uid":
        return preload
    if preload in {"timestamp", "date"} and wanted in {"start", "end", "today"}:
        return wanted
    named = next((name for name in (wanted.removeprefix("uri:"), preload) if name in PRIVATE), None)
    reason = f"the metadata {wanted or preload} is not supported"
    form.findings.refuse(
        FormError(reason, "Delete the row.", path=path, column="type") if named is None else _betraying(named, path)
    )
    return ""
