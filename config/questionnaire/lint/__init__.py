"""What a form's author should know before people answer: errors, warnings, advice, each with its place and remedy.

Looks at a finished Plan; what cannot even be compiled was refused before. A module for each thing that can be wrong.
Called by `affiant form`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from config.questionnaire.errors import Remark
from config.questionnaire.lint import answers, choices, compartments, logic, media, privacy, sealed, words
from config.questionnaire.lint.subject import COMPARTMENTS, Subject
from config.questionnaire.plan import Plan

__all__ = ["COMPARTMENTS", "lint"]

_EACH = (
    compartments.of_node,
    words.of_node,
    answers.of_node,
    choices.of_node,
    sealed.of_node,
    privacy.of_node,
    media.of_node,
)
_WHOLE = (words.of_form, logic.of_form, choices.of_lists, media.of_lists)


def lint(
    plan: Plan,
    *,
    compartments: Sequence[str] = COMPARTMENTS,
    files: Collection[str] | None = None,
    spoken: Collection[str] | None = None,
) -> list[Remark]:
    """Return everything worth saying about a Plan: of the form, of its questions in order, of its choice lists.

    `compartments` are the office's, `files` the names of the media beside the form, `spoken` the codes of the languages
    that Affiant itself speaks; None: not looked at.
    """
    subject = Subject(plan, compartments=tuple(compartments), files=files, spoken=spoken)
    remarks = [remark for node in subject.nodes for check in _EACH for remark in check(node, subject)]
    remarks += [remark for check in _WHOLE for remark in check(subject)]
    order = {"": -1} | {node.path: place for place, node in enumerate(subject.nodes)}
    return sorted(remarks, key=lambda remark: order.get(remark.path, len(order)))
