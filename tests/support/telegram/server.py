"""The Bot API server: real HTTP on a free local port, behaving like Telegram and misbehaving on command.

    async with BotApiServer() as server:
        person = server.person("Hana")
        await person.say("/start")

Calls: `/bot<token>/<method>`; downloads: `/file/bot<token>/<path>`. `server.url` is the base for both.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import Any, Self

import aiohttp
from aiohttp import web

from tests.support.telegram.bodies import read_params
from tests.support.telegram.faults import Fault, Faults
from tests.support.telegram.limits import Limits
from tests.support.telegram.methods import BotApiError, Methods, refuse
from tests.support.telegram.person import Person
from tests.support.telegram.timing import SimulatedTime
from tests.support.telegram.webhook import Webhook
from tests.support.telegram.world import Chat, Json, World

TOKEN = "700000001:AAExampleExampleExampleExampleExamp"


class BotApiServer:
    """One bot's Telegram."""

    def __init__(self, *, time: SimulatedTime | None = None, enforce_limits: bool = False) -> None:
        self.time = time or SimulatedTime()
        self.token = TOKEN
        self.world = World(self.time)
        self.limits = Limits(enforce=enforce_limits)
        self.faults = Faults(self.time)
        self.methods = Methods(self.world, self.limits)
        self.calls: list[tuple[str, Json]] = []
        """Every call that arrived, with its parameters, in order."""
        self.webhook: Webhook | None = None
        self.url = ""
        self._people: dict[str, Person] = {}
        self._waiting: asyncio.Event | None = None
        self._stack = AsyncExitStack()

    # --- life ------------------------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        self._stack.push_async_callback(runner.cleanup)
        self._session = await self._stack.enter_async_context(aiohttp.ClientSession())
        self._stack.callback(self._hush)
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self._stack.aclose()

    def _hush(self) -> None:
        if self.webhook:
            self.webhook.close()
        self._interrupt()

    # --- people ----------------------------------------------------------------------------------------

    def person(self, name: str, *, language: str = "ko") -> Person:
        """Return the person of this name, who has a chat with the bot but may not have started it."""
        if name not in self._people:
            number = 40_001 + len(self._people)
            user = {"id": number, "is_bot": False, "first_name": name, "language_code": language}
            chat = self.world.chats[number] = Chat(user)
            self._people[name] = Person(self.world, chat)
        return self._people[name]

    @property
    def has_webhook(self) -> bool:
        return self.webhook is not None

    def tell(self, kind: str, body: Json) -> int | None:
        """Hand the bot any update, for instance of a group, or one that nobody can read. Return its number."""
        return self.world.tell(kind, body)

    async def settled(self, *, seconds: float = 10.0) -> None:
        """Wait until the bot has confirmed every update."""
        await self.world.until(lambda: not self.world.pending, seconds=seconds)

    # --- calls -----------------------------------------------------------------------------------------

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return _failed(BotApiError(401, "Unauthorized"))
        fault = self.faults.take(method)
        if fault and not fault.done:
            return await self._misbehave(request, fault)
        try:
            params = await read_params(request)
            self.calls.append((method, params))
            result = await self._perform(method, params)
        except BotApiError as error:
            return _failed(error)
        if fault:
            return await self._misbehave(request, fault)
        return web.json_response({"ok": True, "result": result})

    async def _perform(self, method: str, params: Json) -> Any:
        name = method.lower()
        if name == "getupdates":
            return await self._get_updates(params)
        if name == "setwebhook":
            return self._set_webhook(params)
        if name == "deletewebhook":
            return self._delete_webhook(params)
        found = self.methods.find(method)
        if found is None:
            raise BotApiError(404, "Not Found")
        return found(params)

    async def _misbehave(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.hang:
            await self.time.sleep(fault.hang)
        if fault.hang or fault.drop:
            if request.transport:
                request.transport.abort()
            return web.Response(status=502)
        if fault.status == 502:
            return web.Response(status=502, text="<html>Bad Gateway</html>")
        extra = {} if fault.retry_after is None else {"retry_after": fault.retry_after}
        sentence = fault.description or f"Internal Server Error: retry after {fault.retry_after}"
        return _failed(BotApiError(fault.status, sentence, **extra))

    # --- updates ---------------------------------------------------------------------------------------

    async def _get_updates(self, params: Json) -> list[Json]:
        if self.webhook:
            raise BotApiError(409, "Conflict: can't use getUpdates method while webhook is active")
        self._interrupt()
        self._allow(params)
        if params.get("offset") is not None:
            self.world.confirm_below(int(params["offset"]))
        mine = self._waiting = asyncio.Event()
        await self._wait_for_updates(mine, float(params.get("timeout") or 0))
        if mine.is_set():
            raise BotApiError(409, "Conflict: terminated by other getUpdates request")
        self._waiting = None
        return self._batch(min(100, int(params.get("limit") or 100)))

    async def _wait_for_updates(self, interrupted: asyncio.Event, seconds: float) -> None:
        try:
            await self.world.until(
                lambda: bool(self.world.pending) or interrupted.is_set(), seconds=seconds / self.time.scale
            )
        except TimeoutError:
            return

    def _batch(self, limit: int) -> list[Json]:
        batch = [self.world.pending[number] for number in sorted(self.world.pending)][:limit]
        if self.faults.duplicate:
            batch = [update for update in batch for _ in range(2)]
        if self.faults.shuffle:
            self.faults.shuffle.shuffle(batch)
        return batch

    def _interrupt(self) -> None:
        """End a long poll that still waits: there can be only one."""
        if self._waiting:
            self._waiting.set()
            self._waiting = None
            self.world.changed()

    def _allow(self, params: Json) -> None:
        if params.get("allowed_updates") is not None:
            self.world.allowed = frozenset(params["allowed_updates"]) or None

    def _set_webhook(self, params: Json) -> bool:
        if not params.get("url"):
            return self._delete_webhook(params)
        if not str(params["url"]).startswith(("https://", "http://127.0.0.1")):
            raise refuse("bad webhook: An HTTPS URL must be provided for webhook")
        self._allow(params)
        if self.webhook:
            self.webhook.close()
        self.webhook = Webhook(
            url=params["url"],
            secret=params.get("secret_token") or "",
            world=self.world,
            methods=self.methods,
            faults=self.faults,
            session=self._session,
        )
        self.world.on_update = self.webhook.push
        for number in sorted(self.world.pending):
            self.webhook.push(self.world.pending[number])
        return True

    def _delete_webhook(self, params: Json) -> bool:
        if self.webhook:
            self.webhook.close()
        self.webhook = None
        self.world.on_update = lambda _update: None
        if params.get("drop_pending_updates"):
            self.world.pending.clear()
        return True

    # --- files -----------------------------------------------------------------------------------------

    async def _download(self, request: web.Request) -> web.StreamResponse:
        fault = self.faults.take("download")
        if fault:
            return await self._misbehave(request, fault)
        path = request.match_info["path"]
        file = next((file for file in self.world.files.values() if file.path == path), None)
        if request.match_info["token"] != self.token or file is None:
            return web.Response(status=404)
        response = web.StreamResponse(headers={"Content-Length": str(len(file.content))})
        await response.prepare(request)
        cut = self.faults.cut_files_at
        await response.write(file.content if cut is None else file.content[:cut])
        if cut is not None and request.transport:
            request.transport.abort()
        return response


def _failed(error: BotApiError) -> web.Response:
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return web.json_response(body, status=error.code)
