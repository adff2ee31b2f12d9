"""Where one conversation stands: one frozen struct, and its versioned bytes.

It is data only; `machine` moves it on and the rooms read it. The engine locks the bytes into the chat's row. Nothing
here is ever free text of the person: what was written is sealed, and the two secret words are kept as salted digests.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from bot.conversation.screen import Piece

VERSION = b"\x01"
"""First byte of an encoded state."""

RoomName: TypeAlias = Literal[
    "new", "welcome", "safety", "consent", "questions", "permissions", "review", "words", "done", "resume"
]
"""Where the person is. "new": nowhere yet, nothing is known of this chat."""

AsideName: TypeAlias = Literal["", "help", "danger", "urgent", "erase"]
"""What stands in front of the room until it is put away."""


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the consent ledger. `text` is the catalogue id that was shown, `edition` the hash of its wording."""

    scope: str
    answer: Literal["yes", "no", "later"]
    text: str
    edition: str
    language: str
    hour: str
    channel: str


class KeptPart(msgspec.Struct, frozen=True, kw_only=True):
    """One sealed answer of the draft. `sha256` (of the ciphertext, hexadecimal) is known for files only."""

    part: str
    compartment: str
    kind: Literal["text", "image", "audio", "video", "document"]
    revision: int = 0
    sha256: str = ""


class State(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One conversation. Change it with `msgspec.structs.replace`; compare it with `==`."""

    number: int = 0
    """Of the screen on show."""
    steady: int = 0
    """The first screen number whose buttons mean the same as those of the present one."""
    pressed: tuple[int, int] | None = None
    """Screen and index of the last press that counted: a second, equal press is a double tap."""
    touched: datetime | None = None
    """When the person last did something."""

    room: RoomName = "new"
    stage: str = ""
    """The step inside the room; each room knows its own."""
    page: int = 0
    """Of a list: choices, or answers that are read back."""
    leaf: int = 0
    """Of words that are longer than a screen."""
    found: tuple[str, ...] | None = None
    """Names of the choices that fit what was looked for; None: all are on show. What was written is not kept."""
    attached: tuple[str, ...] = ()
    """What has been shown beside the present screen, by the nouns of its buttons."""
    behind: RoomName = "new"
    behind_stage: str = ""
    """Where the words room leads back to."""
    aside: AsideName = ""
    notice: Piece | None = None
    """One sentence above the room, gone with the next turn."""
    locked: bool = False
    """Only the cover is shown."""

    language: str = ""
    cover: str = ""
    salt: bytes = b""
    stop_word: bytes = b""
    code_word: bytes = b""
    tries: int = 0
    """Wrong code words since the last right one."""

    case: str = ""
    """Given with consent; "" means that nothing may be kept."""
    form: str = ""
    """The version of the form that the draft was last shown with."""
    silence: Literal["keep", "destroy"] = "destroy"
    consents: tuple[Consent, ...] = ()
    path: str = ""
    """The question on show, or the last one shown."""
    picks: tuple[str, ...] | None = None
    """Choices toggled but not yet accepted; None: as the draft has them."""
    editing: bool = False
    """The question was opened from the review and leads back to it."""
    todo: tuple[str, ...] = ()
    """What an edit made relevant and is still to be asked before the review."""
    answers: dict[str, str] = {}
    parts: dict[str, KeptPart] = {}
    captions: dict[str, KeptPart] = {}
    """Words that came beside a file, sealed like the file, under the same question."""
    raised: tuple[str, ...] = ()
    """Signals that were already answered to: a human called, a note shown."""
    words: bool = False
    """Return words have been issued."""
    submitted: bool = False


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(State)
_FRESH = State()


def fresh() -> State:
    """Return the state of a chat of which nothing is known."""
    return _FRESH


def encode(state: State) -> bytes:
    """Return the state as bytes: the version, then MessagePack."""
    return VERSION + _encoder.encode(state)


def decode(data: bytes) -> State:
    """Return the state that `encode` wrote. Raises ValueError for another version, DecodeError for no state."""
    if data[:1] != VERSION:
        raise ValueError("a conversation state of an unknown version")
    return _decoder.decode(data[1:])
