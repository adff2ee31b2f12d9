"""One Bot API call: JSON over HTTP, and what its failure means. The sender, the poller and the files stand on it.

It is not aiogram's client: that one posts multipart forms, and its errors quote addresses, which contain the token.
Nothing raised here quotes anything: neither the token nor Telegram's own sentence, which can repeat a person's words.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from pathlib import Path
from typing import Literal, TypeAlias

import aiohttp
import msgspec
from aiogram.client.telegram import TelegramAPIServer
from yarl import URL

from bot.channels.telegram.halves import mend
from storage.errors import AffiantError, PermanentError, TemporaryError, UnknownOutcomeError

Why: TypeAlias = Literal["not-modified", "gone", "cannot-edit", "too-old", "too-big", "blocked", "other"]

_SENTENCES: tuple[tuple[str, Why], ...] = (
    ("message is not modified", "not-modified"),
    ("message to edit not found", "gone"),
    ("message to delete not found", "gone"),
    ("message_id_invalid", "gone"),
    ("message can't be edited", "cannot-edit"),
    ("message can't be deleted", "too-old"),
    ("file is too big", "too-big"),
    ("blocked by the user", "blocked"),
    ("user is deactivated", "blocked"),
)
"""How Telegram words the refusals that matter here: it gives them no code of their own."""

_NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
"""Failures that happen before a byte of the request has left."""

_OUR_FAULT_SECONDS = 60.0
"""Pause after 401 and 404: the token is wrong or revoked, which an operator can mend without anything being lost."""

_CHUNK = 64 * 1024
_JSON = {"Content-Type": "application/json"}


class RefusedError(PermanentError):
    """Telegram understood and said no; `why` is the reason as far as it matters to us."""

    def __init__(self, method: str, *, code: int, why: Why) -> None:
        super().__init__(f"{method} was refused ({code}, {why})")
        self.why: Why = why


class _Parameters(msgspec.Struct, frozen=True):
    retry_after: float | None = None


class _Reply(msgspec.Struct, frozen=True):
    ok: bool
    result: msgspec.Raw = msgspec.Raw(b"null")
    error_code: int = 0
    description: str = ""
    parameters: _Parameters | None = None


_replies = msgspec.json.Decoder(_Reply)
_Answer: TypeAlias = tuple[int, bytes]


class Calls:
    """The Bot API of one bot. The session is the caller's, who also closes it."""

    def __init__(self, *, server: TelegramAPIServer, token: str, session: aiohttp.ClientSession) -> None:
        self._server = server
        self._token = token
        self._session = session

    async def call(
        self, method: str, params: Mapping[str, object], *, repeatable: bool = True, seconds: float = 15.0
    ) -> msgspec.Raw:
        """Make a call and return its result as undecoded JSON.

        `repeatable` says that doing it twice does no harm, so that an unknown outcome is merely temporary.
        Raises RefusedError, TemporaryError, or UnknownOutcomeError when `repeatable` is false.
        """
        answer = await self._post(method, msgspec.json.encode(params), _JSON, seconds)
        return _judged(method, answer, repeatable=repeatable)

    async def upload(
        self, method: str, params: Mapping[str, object], *, field: str, path: Path, name: str, seconds: float = 60.0
    ) -> msgspec.Raw:
        """Make a call that carries a file, under a name of our own, and return its result. It is never repeated.

        Raises RefusedError, TemporaryError, UnknownOutcomeError, or PermanentError when the file cannot be read.
        """
        try:
            content = await asyncio.to_thread(path.read_bytes)
        except OSError:
            content = None
        if content is None:
            raise PermanentError("a file of the form cannot be read")
        form = aiohttp.FormData({key: _parameter(value) for key, value in params.items()})
        form.add_field(field, content, filename=name, content_type="application/octet-stream")
        return _judged(method, await self._post(method, form, {}, seconds), repeatable=False)

    async def _post(
        self, method: str, data: bytes | aiohttp.FormData, headers: Mapping[str, str], seconds: float
    ) -> _Answer | Literal["not-sent", "lost"]:
        # Failures come back as values and are raised by the caller, so that no exception keeps aiohttp's, which knows
        # the URL, as its context.
        try:
            async with self._session.post(
                URL(self._server.api_url(self._token, method), encoded=True),
                data=data,
                headers=headers,
                timeout=aiohttp.ClientTimeout(total=seconds, sock_connect=5.0),
                allow_redirects=False,
            ) as response:
                return response.status, await response.read()
        except _NOT_SENT:
            return "not-sent"
        except (aiohttp.ClientError, TimeoutError, OSError):
            return "lost"

    async def download(self, path: str, *, seconds: float) -> AsyncGenerator[bytes, None]:
        """Yield a file's bytes in chunks of at most 64 KiB. Raises PermanentError or TemporaryError."""
        trouble: AffiantError | None = None
        try:
            async with self._session.get(
                URL(self._server.file_url(self._token, path)),
                timeout=aiohttp.ClientTimeout(total=seconds, sock_connect=5.0, sock_read=20.0),
                allow_redirects=False,
            ) as response:
                trouble = _no_file(response.status)
                if trouble is None:
                    async for chunk in response.content.iter_chunked(_CHUNK):
                        yield chunk
        except (aiohttp.ClientError, TimeoutError, OSError):
            trouble = TemporaryError("the file's download broke off")
        if trouble:
            raise trouble


def _parameter(value: object) -> str:
    """Return a parameter as a multipart field has it."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _judged(method: str, answer: _Answer | Literal["not-sent", "lost"], *, repeatable: bool) -> msgspec.Raw:
    if isinstance(answer, tuple):
        return _result(method, *answer, repeatable=repeatable)
    if answer == "not-sent" or repeatable:
        raise TemporaryError(f"{method} found no answer")
    raise UnknownOutcomeError(f"{method} left and nothing came back")


def _no_file(status: int) -> AffiantError | None:
    if status == 200:  # noqa: PLR2004 -- HTTP's own number
        return None
    if status in {404, 410}:
        return PermanentError("the file is no longer there")
    return TemporaryError(f"the file's download was answered {status}")


def _result(method: str, status: int, body: bytes, *, repeatable: bool) -> msgspec.Raw:
    reply = _read(body) or _read(mend(body)) or _Reply(ok=False, error_code=status)
    if reply.ok:
        return reply.result
    raise _trouble(method, status=reply.error_code or status, reply=reply, repeatable=repeatable)


def _read(body: bytes) -> _Reply | None:
    try:
        return _replies.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _trouble(method: str, *, status: int, reply: _Reply, repeatable: bool) -> AffiantError:
    """Return what an answer other than ok means. The numbers are HTTP's; Telegram repeats them in `error_code`."""
    if status == 429:  # noqa: PLR2004
        wait = reply.parameters.retry_after if reply.parameters else None
        return TemporaryError(f"{method} came too often", retry_after=wait)
    if status in {401, 404}:
        return TemporaryError(f"{method}: Telegram does not know this token", retry_after=_OUR_FAULT_SECONDS)
    if status in {400, 403}:
        return RefusedError(method, code=status, why=_why(reply.description))
    if status == 504 and not repeatable:  # noqa: PLR2004
        return UnknownOutcomeError(f"{method} was passed on and no answer came")
    return TemporaryError(f"{method} was answered {status}")


def _why(description: str) -> Why:
    said = description.lower()
    return next((why for sentence, why in _SENTENCES if sentence in said), "other")
