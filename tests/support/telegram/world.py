"""What Telegram keeps: chats as people see them, files, and updates that the bot has not confirmed yet."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.support.telegram.timing import SimulatedTime

BOT = {"id": 700000001, "is_bot": True, "first_name": "Lantern", "username": "lantern_test_bot"}

Json = dict[str, Any]


@dataclass(slots=True)
class Button:
    text: str
    data: str


@dataclass(slots=True)
class Message:
    """One message on a person's screen."""

    id: int
    from_bot: bool
    date: float
    text: str = ""
    kind: str = "text"
    rows: list[list[Button]] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)
    edits: int = 0
    silent: bool = False
    protected: bool = False
    covered: bool = False
    """Blurred until it is tapped."""
    file: tuple[str, bytes] | None = None
    """What the bot sent: its name and its bytes."""
    content: Json = field(default_factory=dict)

    @property
    def labels(self) -> list[str]:
        return [button.text for row in self.rows for button in row]

    @property
    def bold(self) -> list[str]:
        """The stretches of text with an entity, as they look."""
        wide = self.text.encode("utf-16-le")
        return [
            wide[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
            for entity in self.entities
        ]


@dataclass(slots=True)
class Chat:
    """A private chat, as its person sees it: what was deleted is gone."""

    user: Json
    messages: dict[int, Message] = field(default_factory=dict)
    started: bool = False
    blocked: bool = False
    deleted: set[int] = field(default_factory=set)
    notified: list[str] = field(default_factory=list)
    """Every text that reached the lock screen, silently or not. Edits do not."""

    @property
    def id(self) -> int:
        return int(self.user["id"])

    def as_json(self) -> Json:
        return {"id": self.id, "type": "private", "first_name": self.user["first_name"]}


@dataclass(slots=True)
class File:
    id: str
    path: str
    content: bytes
    claimed: int


@dataclass(slots=True)
class Query:
    """A pressed button: its spinner turns until the bot answers."""

    id: str
    chat: int
    answered: bool = False


class World:
    """The state behind the server. It knows no HTTP."""

    def __init__(self, time: SimulatedTime) -> None:
        self.time = time
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.queries: dict[str, Query] = {}
        self.pending: dict[int, Json] = {}
        self.commands: dict[str, list[Json]] = {}
        self.allowed: frozenset[str] | None = None
        self.on_update: Callable[[Json], None] = lambda _update: None
        self._message_ids = itertools.count(101)
        self._update_ids = itertools.count(5001)
        self._file_ids = itertools.count(1)
        self._change = asyncio.Event()

    # --- waiting ----------------------------------------------------------------------------------

    def changed(self) -> None:
        """Wake everybody who waits for something to happen."""
        self._change.set()
        self._change = asyncio.Event()

    async def until(self, condition: Callable[[], bool], *, seconds: float) -> None:
        """Wait for a condition. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not condition():
                await self._change.wait()

    # --- what the bot is told ------------------------------------------------------------------------

    def tell(self, kind: str, body: Json) -> int | None:
        """Queue an update; None when the bot has not asked for this kind."""
        if self.allowed is not None and kind not in self.allowed:
            return None
        number = next(self._update_ids)
        update = {"update_id": number, kind: body}
        self.pending[number] = update
        self.on_update(update)
        self.changed()
        return number

    def confirm_below(self, offset: int) -> None:
        """Forget updates that the bot has confirmed."""
        for number in [number for number in self.pending if number < offset]:
            self.confirm(number)

    def confirm(self, number: int) -> None:
        self.pending.pop(number, None)
        self.changed()

    # --- what is on the screens ------------------------------------------------------------------------

    def next_message_id(self) -> int:
        return next(self._message_ids)

    def add_file(self, folder: str, content: bytes, claimed: int | None) -> File:
        number = next(self._file_ids)
        file = File(
            id=f"AgAD{number:08d}",
            path=f"{folder}/file_{number}.bin",
            content=content,
            claimed=len(content) if claimed is None else claimed,
        )
        self.files[file.id] = file
        return file

    def as_json(self, chat: Chat, message: Message) -> Json:
        """Return a message as the Bot API shows it."""
        shown: Json = {
            "message_id": message.id,
            "from": BOT if message.from_bot else chat.user,
            "chat": chat.as_json(),
            "date": int(message.date),
            **message.content,
        }
        if message.kind == "text":
            shown["text"] = message.text
        if message.entities:
            shown["entities"] = message.entities
        if message.rows:
            shown["reply_markup"] = {
                "inline_keyboard": [
                    [{"text": key.text, "callback_data": key.data} for key in row] for row in message.rows
                ]
            }
        return shown
