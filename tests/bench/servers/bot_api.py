"""The least that can stand in for Telegram: answers every Bot API call with success, in a process of its own.

It checks nothing and remembers only how many messages were sent or edited (GET /answers): it must cost little, because
bench servers and driver share the machine with it. For a Bot API that behaves, see tests/support/telegram.
"""

from __future__ import annotations

import asyncio

from tests.bench.servers.door import announce, stopped

_MESSAGE = b'{"message_id":7,"date":1700000000,"chat":{"id":1,"type":"private","first_name":"A"},"text":"ok"}'
_RESULTS = {
    b"getme": b'{"id":1,"is_bot":true,"first_name":"Bench","username":"bench_bot"}',
    b"getwebhookinfo": b'{"url":"","has_custom_certificate":false,"pending_update_count":0}',
}
_ANSWERS = frozenset({b"sendmessage", b"editmessagetext"})
_LENGTH = b"content-length:"
_LAST_CHUNK = b"\r\n0\r\n\r\n"


class BotApi:
    """What all connections share."""

    def __init__(self) -> None:
        self._answers = 0

    def answer(self, request: bytes) -> bytes:
        """Return the response to one whole request."""
        path = request.split(b" ", 2)[1].partition(b"?")[0]
        body = b'{"ok":true,"result":%b}' % self._result(path.rpartition(b"/")[2].lower())
        return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)

    def _result(self, method: bytes) -> bytes:
        if method in _ANSWERS:
            self._answers += 1
            return _MESSAGE
        return b"%d" % self._answers if method == b"answers" else _RESULTS.get(method, b"true")


class Connection(asyncio.Protocol):
    """One keep-alive connection."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while end := _end_of_request(self._buffer):
            request, self._buffer = self._buffer[:end], self._buffer[end:]
            if self._transport is not None:
                self._transport.write(self._api.answer(request))


def _end_of_request(buffer: bytes) -> int:
    """Return where the first request ends; 0 while it is not complete."""
    head = buffer.find(b"\r\n\r\n")
    if head < 0:
        return 0
    headers = buffer[:head].lower() + b"\r\n"
    if b"transfer-encoding: chunked" in headers:
        last = buffer.find(_LAST_CHUNK, head)
        return last + len(_LAST_CHUNK) if last >= 0 else 0
    at = headers.find(_LENGTH)
    length = int(headers[at + len(_LENGTH) : headers.index(b"\r\n", at)]) if at >= 0 else 0
    end = head + 4 + length
    return end if len(buffer) >= end else 0


async def main() -> None:
    api = BotApi()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(api), "127.0.0.1", 0)
    async with server:
        announce(server.sockets[0].getsockname()[1])
        await stopped()


if __name__ == "__main__":
    asyncio.run(main())
