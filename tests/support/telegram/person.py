"""Somebody with a phone: writes, presses, sends, and sees one chat with the bot."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from tests.support.telegram.world import Button, Chat, Json, Message, Query, World

WAIT = 10.0
"""Real seconds after which a person gives up waiting."""

_query_ids = itertools.count(900_001)


class Person:
    """One person's private chat with the bot. Made by `BotApiServer.person`."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self._chat = chat

    # --- what they do ------------------------------------------------------------------------------

    async def say(self, text: str) -> int:
        """Write a message; return its id."""
        commands = (
            [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
            if text.startswith("/")
            else []
        )
        return await self._send(Message(**self._mine(), text=text, entities=commands))

    async def press(self, label: str, *, on: Message | None = None) -> Query:
        """Press the button whose label is, begins with or contains this, on the screen or on an older bubble."""
        bubble = on or self.screen
        button = _find(bubble, label)
        return await self.press_data(button.data, on=bubble)

    async def press_data(self, data: str, *, on: Message | None = None) -> Query:
        """Send a callback with any data, as a forged client can."""
        bubble = on or self.screen
        query = Query(id=str(next(_query_ids)), chat=self._chat.id)
        self._world.queries[query.id] = query
        body = {
            "id": query.id,
            "from": self._chat.user,
            "chat_instance": str(self._chat.id),
            "message": self._world.as_json(self._chat, bubble),
            "data": data,
        }
        self._world.tell("callback_query", body)
        return query

    async def send_voice(self, content: bytes, *, claimed: int | None = None) -> int:
        return await self._send_file("voice", content, claimed, {"duration": 3, "mime_type": "audio/ogg"})

    async def send_audio(self, content: bytes, *, claimed: int | None = None) -> int:
        return await self._send_file("audio", content, claimed, {"duration": 3})

    async def send_video(self, content: bytes, *, claimed: int | None = None) -> int:
        return await self._send_file("video", content, claimed, {"duration": 3, "width": 640, "height": 480})

    async def send_document(self, content: bytes, *, name: str = "paper.pdf", claimed: int | None = None) -> int:
        return await self._send_file("document", content, claimed, {"file_name": name})

    async def forward(self, text: str) -> int:
        """Forward a message that somebody else has written."""
        origin = {"type": "hidden_user", "sender_user_name": "somebody", "date": 1}
        return await self._send(Message(**self._mine(), text=text, content={"forward_origin": origin}))

    async def send_place(self, latitude: float, longitude: float, **more: float) -> int:
        """Send a location; `live_period` makes it a live one, `horizontal_accuracy` says how exact it is."""
        return await self.send_raw("location", {"location": {"latitude": latitude, "longitude": longitude, **more}})

    async def send_photo(self, content: bytes, *, claimed: int | None = None, caption: str = "") -> int:
        """Send a photo; like Telegram, a small copy comes first."""
        small = self._world.add_file("thumbnails", content[: len(content) // 4], None)
        large = self._world.add_file("photos", content, claimed)
        sizes = [
            {"file_id": file.id, "file_unique_id": file.id[::-1], "file_size": file.claimed, "width": w, "height": h}
            for file, w, h in ((small, 90, 67), (large, 1280, 960))
        ]
        words = {"caption": caption} if caption else {}
        return await self._send(Message(**self._mine(), kind="photo", content={"photo": sizes, **words}))

    async def sticker(self) -> int:
        file = self._world.add_file("stickers", b"webp", None)
        sticker = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        content = {"sticker": {"file_id": file.id, "file_unique_id": file.id[::-1], **sticker}}
        return await self._send(Message(**self._mine(), kind="sticker", content=content))

    async def send_raw(self, kind: str, content: Json) -> int:
        """Send a message of any other kind, as the Bot API shows it."""
        return await self._send(Message(**self._mine(), kind=kind, content=content))

    def block(self) -> None:
        self._chat.blocked = True

    def unblock(self) -> None:
        self._chat.blocked = False

    def delete(self, message: Message) -> None:
        """Delete a message on both sides."""
        del self._chat.messages[message.id]
        self._world.changed()

    # --- what they see -----------------------------------------------------------------------------

    @property
    def id(self) -> int:
        return self._chat.id

    @property
    def messages(self) -> list[Message]:
        """Everything in the chat, oldest first."""
        return list(self._chat.messages.values())

    @property
    def bubbles(self) -> list[Message]:
        """The bot's messages."""
        return [message for message in self.messages if message.from_bot]

    @property
    def own(self) -> list[Message]:
        """The person's own messages that are still there."""
        return [message for message in self.messages if not message.from_bot]

    @property
    def beside(self) -> list[Message]:
        """The files that the bot shows beside its bubble."""
        return [message for message in self.bubbles if message.file is not None]

    @property
    def screen(self) -> Message:
        """The bot's newest bubble. Raises LookupError when there is none."""
        texts = self._texts
        if not texts:
            raise LookupError("the bot has not shown anything")
        return texts[-1]

    @property
    def text(self) -> str:
        """The text of the screen; empty when there is none."""
        return self._texts[-1].text if self._texts else ""

    @property
    def labels(self) -> list[str]:
        return self._texts[-1].labels if self._texts else []

    @property
    def _texts(self) -> list[Message]:
        return [message for message in self.bubbles if message.file is None]

    @property
    def notified(self) -> list[str]:
        """Every text that ever reached the lock screen."""
        return self._chat.notified

    @property
    def spinning(self) -> int:
        """How many pressed buttons still show a spinner."""
        return sum(not query.answered for query in self._world.queries.values() if query.chat == self.id)

    async def wait_for(self, what: str | Callable[[Person], bool], *, seconds: float = WAIT) -> Message:
        """Wait until the screen's text or a label contains this, or until a condition holds. Return the screen."""
        condition = what if callable(what) else lambda person: what in person.text or what in " ".join(person.labels)
        try:
            await self._world.until(lambda: condition(self), seconds=seconds)
        except TimeoutError:
            raise AssertionError(f"waited in vain for {what!r}; on the screen: {self.text!r} {self.labels}") from None
        return self.screen

    # --- how it gets there ---------------------------------------------------------------------------

    def _mine(self) -> Json:
        return {"id": self._world.next_message_id(), "from_bot": False, "date": self._world.time.now()}

    async def _send(self, message: Message) -> int:
        self._chat.started = True
        self._chat.messages[message.id] = message
        self._world.tell("message", self._world.as_json(self._chat, message))
        return message.id

    async def _send_file(self, kind: str, content: bytes, claimed: int | None, more: Json) -> int:
        file = self._world.add_file(kind, content, claimed)
        body = {"file_id": file.id, "file_unique_id": file.id[::-1], "file_size": file.claimed, **more}
        return await self._send(Message(**self._mine(), kind=kind, content={kind: body}))


def _find(bubble: Message, label: str) -> Button:
    buttons = [button for row in bubble.rows for button in row]
    for fits in (str.__eq__, str.startswith, str.__contains__):
        for button in buttons:
            if fits(button.text.removeprefix("✓ "), label):
                return button
    raise LookupError(f"no button {label!r} among {bubble.labels}")
