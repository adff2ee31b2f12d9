"""Pictures and sounds of a question: a button offers them, a press shows them beside the bubble until the next screen.

Only files that are there are offered. They leave by the outbox, in order, and the next screen takes them away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.conversation import choosing
from bot.conversation.effects import Attach
from bot.conversation.leaves import shortened
from bot.conversation.screen import Attachment, AttachmentKind, Words
from bot.conversation.turn import Option, Turn, option
from bot.interview import Question

_KINDS: Final[tuple[AttachmentKind, ...]] = ("image", "audio", "video")
_BUTTONS: Final = {
    "label-image": option("button-picture", "attach", "label-image"),
    "label-audio": option("button-listen", "attach", "label-audio"),
    "label-video": option("button-watch", "attach", "label-video"),
    "choices-image": option("button-pictures", "attach", "choices-image"),
    "choices-audio": option("button-sounds", "attach", "choices-audio"),
    "choices-video": option("button-films", "attach", "choices-video"),
}
_CAPTION: Final = 200
"""Characters of a choice's label under its picture."""


def options(turn: Turn, question: Question) -> tuple[Option, ...]:
    """Return a button for each kind of thing that can be shown on this screen."""
    if not turn.context.media:
        return ()
    return tuple(button for noun, button in _BUTTONS.items() if _attachments(turn, question, noun))


def show(turn: Turn, question: Question, noun: str) -> None:
    """Show what a button offers. What stands beside the screen already is not shown again."""
    if noun in turn.state.attached:
        return
    turn.change(attached=(*turn.state.attached, noun))
    for attachment in _attachments(turn, question, noun):
        turn.do(Attach(attachment=attachment))


def _attachments(turn: Turn, question: Question, noun: str) -> list[Attachment]:
    whose, _, wanted = noun.partition("-")
    (kind,) = (each for each in _KINDS if each == wanted)
    if whose == "label":
        return _one(turn, question.media, kind)
    if question.kind == "note" or question.readonly:
        return []
    entries = choosing.page(turn, question).entries if question.choices else ()
    return [
        attachment for entry in entries for attachment in _one(turn, entry.choice.media, kind, Words(_caption(entry)))
    ]


def _caption(entry: choosing.Numbered) -> str:
    return shortened(f"{entry.number}. {entry.choice.label}".rstrip(), _CAPTION)


def _one(turn: Turn, media: Mapping[str, str], kind: AttachmentKind, caption: Words | None = None) -> list[Attachment]:
    """Return the file of a kind, the larger one of a picture; none where it is not there."""
    names = [media.get("big-image", ""), media.get("image", "")] if kind == "image" else [media.get(kind, "")]
    found = [name for name in names if name in turn.context.media][:1]
    return [Attachment(kind=kind, file=name, language=turn.state.language, caption=caption) for name in found]
