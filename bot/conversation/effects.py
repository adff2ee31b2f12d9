"""What the conversation wants done. `bot.perform` turns each into records inside the turn's one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from bot.conversation.events import SealedFile
from bot.conversation.screen import Attachment, Screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """Put this screen into the bubble. Say and Ask of other bots in one: here the chat is a single bubble."""

    screen: Screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Attach:
    """Show a file of the form beside the bubble. The next `Show` takes it away again."""

    attachment: Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Delete one message of the person from the chat, `after` seconds from now."""

    message: str
    after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Seal this text now, as part `part` of case `case`."""

    part: str
    case: str
    compartment: str
    revision: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopt:
    """Take a file that was sealed while it arrived into case `case`; one that its turn does not adopt is destroyed."""

    file: SealedFile
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Destroy parts of the draft: replaced, taken back, or no longer asked for when the rest is sent."""

    case: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Append an entry to the custody log: consent given or withdrawn, words issued, moved to another chat.

    `detail` holds nothing that a person wrote or chose beyond what FORMAT.md §2 allows in clear.
    """

    kind: str
    case: str
    detail: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """Submit: seal one manifest per compartment, keep the draft's parts, open the case for triage.

    `manifests` maps a compartment to the JSON object that its members will read.
    """

    case: str
    form: str
    urgent: bool
    manifests: dict[str, dict[str, object]] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalate:
    """Call a human now, with the person's knowledge. `reason` is a signal's name; it travels sealed to triage."""

    case: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeWords:
    """Make return words in this language; they come back as the event `WordsMade`."""

    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BindWords:
    """From now on these words lead to this chat; the ones before lead nowhere."""

    lookup: bytes = field(repr=False)
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver:
    """The words led to another chat: its case and words move here, and that chat hears `MovedAway`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erase:
    """Destroy everything kept for this case, submitted or not; a content-free tombstone stays in the log."""

    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Forget the chat itself: address, state and words. What is still in the outbox leaves first."""


Effect: TypeAlias = (
    Show
    | Attach
    | Sweep
    | Keep
    | Adopt
    | Drop
    | Record
    | OpenCase
    | Escalate
    | MakeWords
    | BindWords
    | TakeOver
    | Erase
    | End
)
