"""XForm XML (https://getodk.github.io/xforms-spec/) -> Plan. Offline, the author's side; `author` makes the XML.

It reads the documented format, not pyxform's own: `model` reads, `nodes` puts together, `circles` refuses circles.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, canonicalize

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from config.questionnaire.circles import refuse_circles
from config.questionnaire.errors import FormError, FormErrors, Remark
from config.questionnaire.findings import Findings
from config.questionnaire.lists import Outside
from config.questionnaire.model import NOTHING, Form, child, read_form, text
from config.questionnaire.nodes import build_nodes
from config.questionnaire.plan import FORMAT, Choice, Node, Plan, Text, Wording
from config.questionnaire.reading import calls, uses, walk
from config.questionnaire.wording import local

ALONE: Final = Outside()
"""What belongs to a form that is an XForm and nothing else."""
LARGEST = 20_000_000
"""Characters of XML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A Plan, and what of the form it has otherwise than the author wrote it."""

    plan: Plan
    remarks: tuple[Remark, ...]


def compile_xform(xml: str) -> Plan:
    """Return the Plan of an XForm. Raises FormErrors."""
    findings = Findings()
    plan = plan_of(xml, findings)
    if plan is None or findings.errors:
        raise FormErrors(findings.errors)
    return plan


def plan_of(xml: str, findings: Findings, outside: Outside = ALONE) -> Plan | None:
    """Return the Plan of an XForm; None where there is none to be had: the findings say why, and what was changed."""
    try:
        return _plan(xml, findings, outside)
    except FormError as error:
        if not findings.errors or error.reason != NOTHING:  # a form whose every row is refused is not empty
            findings.refuse(error)
        return None


def _plan(xml: str, findings: Findings, outside: Outside) -> Plan | None:
    root = _tree(xml)
    form = read_form(root, findings, outside)
    name = local(form.primary)
    nodes = build_nodes(form.primary, f"/{name}", form)
    if not nodes:
        raise FormError(NOTHING, "Add a question to the survey sheet.")
    refuse_circles(nodes)
    return Plan(
        format=FORMAT,
        name=name,
        version=hashlib.sha256(canonical(xml)).hexdigest(),
        revision=form.primary.get("version", ""),
        title={form.itext.default: (text(child(child(root, "head"), "title")),)},
        languages=form.itext.languages,
        default_language=form.itext.default,
        nodes=nodes,
        lists=_lists(nodes, form),
        texts=_texts(nodes, form),
    )


def _asked(nodes: tuple[Node, ...]) -> list[str | None]:
    """Return the names of the texts that jr:itext() asks for; None for one that is worked out."""
    every = (call for node in walk(nodes) for use in uses(node) for call in calls(use.expression))
    names = [call.arguments[0] for call in every if call.name == "jr:itext"]
    return [each.value if isinstance(each, Text) else None for each in names]


def _texts(nodes: tuple[Node, ...], form: Form) -> dict[str, Wording]:
    """Return the texts that jr:itext() can name: those that are named, or all where a name is worked out."""
    asked = _asked(nodes)
    wanted = [each for each in form.itext.identifiers if each in asked or None in asked]
    return {identifier: form.itext.wording(identifier) for identifier in wanted}


def _lists(nodes: tuple[Node, ...], form: Form) -> dict[str, tuple[Choice, ...]]:
    """Return the choice lists, with the names of their texts where jr:itext() may ask for one of them."""
    return form.lists.with_texts() if None in _asked(nodes) else form.lists.known


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
