"""Pictures and sounds: those that are named and do not lie beside the form."""

from __future__ import annotations

from collections.abc import Iterator

from config.questionnaire.errors import Remark
from config.questionnaire.lint.subject import Subject
from config.questionnaire.plan import Media, Node


def of_node(node: Node, subject: Subject) -> Iterator[Remark]:
    """Find files of a question's label that are not there."""
    yield from _missing(node.path, node.media, subject)


def of_lists(subject: Subject) -> Iterator[Remark]:
    """Find files of choices that are not there."""
    for name, choices in subject.plan.lists.items():
        for choice in choices:
            yield from _missing(f"{name}/{choice.name}", choice.media, subject)


def _missing(path: str, media: Media, subject: Subject) -> Iterator[Remark]:
    if subject.files is None:
        return
    for kind, files in media.items():
        for language, file in files.items():
            if file not in subject.files:
                yield Remark(
                    severity="error",
                    path=path,
                    column=f"media::{kind}::{language}",
                    reason=f"there is no file {file} beside the form",
                    remedy="Put it into the folder media, or empty the cell.",
                )
