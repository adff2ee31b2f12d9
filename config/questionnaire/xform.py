"""XForm XML (https://getodk.github.io/xforms-spec/) -> Plan. Offline, the author's side; `author` makes the XML.

It reads the documented format, not pyxform's own: `model` reads, `nodes` puts together, `order` finds circles.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, canonicalize

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from config.questionnaire.companions import Companions
from config.questionnaire.errors import FormError, FormErrors, Remark
from config.questionnaire.model import Form, child, read_form, text
from config.questionnaire.nodes import build_nodes
from config.questionnaire.order import calculation_order
from config.questionnaire.plan import FORMAT, Node, Plan, Text, Wording
from config.questionnaire.reading import calls, uses, walk
from config.questionnaire.wording import local

ALONE: Final = Companions()
"""A form with no files beside it."""
LARGEST = 20_000_000
"""Characters of XML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A Plan, and what of the XForm it leaves out."""

    plan: Plan
    remarks: tuple[Remark, ...]


def compile_xform(xml: str) -> Plan:
    """Return the Plan of an XForm. Raises FormError."""
    return read_xform(xml).plan


def read_xform(xml: str, companions: Companions = ALONE) -> Reading:
    """Return the Plan of an XForm with remarks on what was left out. Raises FormErrors with all that is refused."""
    root = _tree(xml)
    form = read_form(root, companions)
    name = local(form.primary)
    nodes = build_nodes(form.primary, f"/{name}", form)
    if form.errors:
        raise FormErrors(form.errors)
    if not nodes:
        raise FormError("the form asks nothing", "Add a question to the survey sheet.")
    plan = Plan(
        format=FORMAT,
        name=name,
        version=hashlib.sha256(canonical(xml)).hexdigest(),
        revision=form.primary.get("version", ""),
        title={form.itext.default: (text(child(child(root, "head"), "title")),)},
        languages=form.itext.languages,
        default_language=form.itext.default,
        nodes=nodes,
        lists=form.lists,
        texts=_texts(nodes, form),
        order=calculation_order(nodes),
    )
    return Reading(plan=plan, remarks=tuple(form.remarks))


def _texts(nodes: tuple[Node, ...], form: Form) -> dict[str, Wording]:
    """Return the texts that jr:itext() can name: those that are named, or all where a name is worked out."""
    asked = [
        call.arguments[0]
        for node in walk(nodes)
        for use in uses(node)
        for call in calls(use.expression)
        if call.name == "jr:itext"
    ]
    every = {identifier: wording for (identifier, kind), wording in form.itext.texts.items() if not kind}
    if all(isinstance(each, Text) for each in asked):
        named = {each.value for each in asked if isinstance(each, Text)}
        return {identifier: wording for identifier, wording in every.items() if identifier in named}
    return every


def canonical(xml: str) -> bytes:
    """Return the bytes that a form's version is the SHA-256 of: Canonical XML 2.0 (https://www.w3.org/TR/xml-c14n2/)."""
    return canonicalize(xml).encode()


def _tree(xml: str) -> Element:
    if len(xml) > LARGEST:
        raise FormError("the form is larger than 20 MB", "Split it, or shorten its choice lists.")
    try:
        root: Element = ElementTree.fromstring(xml, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException) as error:
        raise FormError(f"this is no XForm ({type(error).__name__})", "Give the spreadsheet itself.") from None
    return root
