"""Updates as Telegram posts them, as whole HTTP requests; made on the fly, because a run needs tens of thousands."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from tests.bench.walk import Walk

CHATS = 300
"""How many chats take turns in every bench."""
_FIRST_CHAT = 700_000_000
_PERSON = b'{"id":%d,"is_bot":false,"first_name":"A","language_code":"ko"}'
_CHAT = b'{"id":%d,"first_name":"A","type":"private"}'
_MESSAGE = (
    b'{"update_id":%d,"message":{"message_id":%d,"from":' + _PERSON + b',"chat":' + _CHAT + b',"date":1700000000,'
    b'"text":"A person writes one line of some length, as people do in chats. %d"}}'
)
_START = (
    b'{"update_id":%d,"message":{"message_id":%d,"from":' + _PERSON + b',"chat":' + _CHAT + b',"date":1700000000,'
    b'"text":"/start","entities":[{"type":"bot_command","offset":0,"length":6}]}}'
)
_PRESS = (
    b'{"update_id":%d,"callback_query":{"id":"%d","from":' + _PERSON + b',"message":{"message_id":7,"from":'
    b'{"id":1,"is_bot":true,"first_name":"Bench","username":"bench_bot"},"chat":' + _CHAT + b',"date":1700000000,'
    b'"edit_date":1700000001,"text":"One question, and below it the choices that may be pressed.","reply_markup":'
    b'{"inline_keyboard":[[{"text":"One","callback_data":"1:0"}],[{"text":"Two","callback_data":"1:1"}],'
    b'[{"text":"Back","callback_data":"1:2"},{"text":"Pause","callback_data":"1:3"}]]}},'
    b'"chat_instance":"-1","data":"%b"}}'
)


def chat(number: int) -> int:
    """Return the address of the chat with this number."""
    return _FIRST_CHAT + number


def message(update: int, address: int) -> bytes:
    """Return an update with a line of text."""
    return _MESSAGE % (update, update, address, address, update)


def start(update: int, address: int) -> bytes:
    """Return an update with the start command."""
    return _START % (update, update, address, address)


def press(update: int, address: int, data: bytes) -> bytes:
    """Return an update with a pressed button."""
    return _PRESS % (update, update, address, address, data)


def post(body: bytes, *, path: str = "/", secret: str = "") -> bytes:
    """Return the HTTP request."""
    extra = f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\n" if secret else ""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{extra}Content-Length: "
    return head.encode() + b"%d\r\n\r\n%b" % (len(body), body)


def messages() -> Iterator[bytes]:
    """Return messages of many chats in turn, for ever."""
    for update in itertools.count(1):
        yield post(message(update, chat(update % CHATS)))


def conversations(walk: Walk, *, path: str = "/", secret: str = "", chats: int = CHATS) -> Iterator[bytes]:
    """Return the conversations of many chats, abreast, as far as the walk goes."""
    for update, number, pressed in walk.rounds(chats):
        address = chat(number)
        body = start(update, address) if pressed is None else press(update, address, b"%d:%d" % pressed)
        yield post(body, path=path, secret=secret)
