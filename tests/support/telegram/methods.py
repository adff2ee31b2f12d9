"""The Bot API's methods as Telegram answers them, errors word for word. https://core.telegram.org/bots/api"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.support.telegram.limits import Limits
from tests.support.telegram.world import BOT, Button, Chat, Json, Message, World

TEXT_LIMIT = 4096
FILE_LIMIT = 20 * 1024 * 1024
CAPTION_LIMIT = 1024
UPLOAD_LIMIT = dict.fromkeys(("audio", "voice", "video", "document"), 50 * 1024 * 1024) | {"photo": 10 * 1024 * 1024}
DELETE_WITHIN = 48 * 3600.0


class BotApiError(Exception):
    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def refuse(sentence: str) -> BotApiError:
    return BotApiError(400, f"Bad Request: {sentence}")


class Methods:
    """Every method but the ones that deliver updates."""

    def __init__(self, world: World, limits: Limits) -> None:
        self.world = world
        self.limits = limits

    def find(self, method: str) -> Callable[[Json], Any] | None:
        """Return the method of this name; like Telegram's, names have no case."""
        return {
            "getme": self.get_me,
            "sendmessage": self.send_message,
            "sendphoto": lambda params: self.send_file("photo", params),
            "sendaudio": lambda params: self.send_file("audio", params),
            "sendvoice": lambda params: self.send_file("voice", params),
            "sendvideo": lambda params: self.send_file("video", params),
            "senddocument": lambda params: self.send_file("document", params),
            "editmessagetext": self.edit_message_text,
            "deletemessage": self.delete_message,
            "answercallbackquery": self.answer_callback_query,
            "getfile": self.get_file,
            "setmycommands": self.set_my_commands,
        }.get(method.lower())

    def get_me(self, _params: Json) -> Json:
        return {**BOT, "can_join_groups": False, "can_read_all_group_messages": False, "supports_inline_queries": False}

    def send_message(self, params: Json) -> Json:
        chat = self._open_chat(params)
        content = _content(params)
        self._count(chat)
        message = Message(
            id=self.world.next_message_id(),
            from_bot=True,
            date=self.world.time.now(),
            silent=bool(params.get("disable_notification")),
            protected=bool(params.get("protect_content")),
        )
        message.text, message.rows, message.entities = content
        chat.messages[message.id] = message
        chat.notified.append(message.text)
        self.world.changed()
        return self.world.as_json(chat, message)

    def send_file(self, kind: str, params: Json) -> Json:
        chat = self._open_chat(params)
        file = params.get(kind)
        if not isinstance(file, tuple) or not file[1]:
            raise refuse("file must be non-empty")
        if len(file[1]) > UPLOAD_LIMIT[kind]:
            raise BotApiError(413, "Request Entity Too Large")
        if kind == "photo" and file[1][:2] not in {b"\xff\xd8", b"\x89P", b"RI"}:
            raise refuse("IMAGE_PROCESS_FAILED")
        text = str(params.get("caption", ""))
        if len(text.encode("utf-16-le")) // 2 > CAPTION_LIMIT:
            raise refuse("message caption is too long")
        self._count(chat)
        message = Message(
            id=self.world.next_message_id(),
            from_bot=True,
            date=self.world.time.now(),
            text=text,
            kind=kind,
            silent=bool(params.get("disable_notification")),
            protected=bool(params.get("protect_content")),
            covered=bool(params.get("has_spoiler")),
            file=file,
        )
        chat.messages[message.id] = message
        chat.notified.append(f"{kind} {text}".strip())
        self.world.changed()
        return self.world.as_json(chat, message)

    def edit_message_text(self, params: Json) -> Json:
        chat = self._open_chat(params)
        message = chat.messages.get(int(params["message_id"]))
        if message is None:
            raise refuse("message to edit not found")
        if message.kind != "text":
            raise refuse("there is no text in the message to edit")
        if not message.from_bot:
            raise refuse("message can't be edited")
        content = _content(params)
        self._count(chat)
        if content == (message.text, message.rows, message.entities):
            raise refuse(
                "message is not modified: specified new message content and reply markup are exactly the same "
                "as a current content and reply markup of the message"
            )
        message.text, message.rows, message.entities = content
        message.edits += 1
        self.world.changed()
        return self.world.as_json(chat, message)

    def delete_message(self, params: Json) -> bool:
        chat = self._chat(params)
        message = chat.messages.get(int(params["message_id"]))
        if message is None:
            raise refuse("message to delete not found")
        if self.world.time.now() - message.date > DELETE_WITHIN:
            raise refuse("message can't be deleted for everyone")
        del chat.messages[message.id]
        chat.deleted.add(message.id)
        self.world.changed()
        return True

    def answer_callback_query(self, params: Json) -> bool:
        query = self.world.queries.get(str(params["callback_query_id"]))
        if query is None:
            raise refuse("query is too old and response timeout expired or query ID is invalid")
        query.answered = True
        self.world.changed()
        return True

    def get_file(self, params: Json) -> Json:
        file = self.world.files.get(params["file_id"])
        if file is None:
            raise refuse("wrong file_id or the file is temporarily unavailable")
        if len(file.content) > FILE_LIMIT:
            raise refuse("file is too big")
        return {"file_id": file.id, "file_unique_id": file.id[::-1], "file_size": file.claimed, "file_path": file.path}

    def set_my_commands(self, params: Json) -> bool:
        self.world.commands[params.get("language_code", "")] = params["commands"]
        return True

    def _chat(self, params: Json) -> Chat:
        chat = self.world.chats.get(int(params["chat_id"]))
        if chat is None:
            raise refuse("chat not found")
        return chat

    def _open_chat(self, params: Json) -> Chat:
        chat = self._chat(params)
        if chat.blocked:
            raise BotApiError(403, "Forbidden: bot was blocked by the user")
        if not chat.started:
            raise BotApiError(403, "Forbidden: bot can't initiate conversation with a user")
        return chat

    def _count(self, chat: Chat) -> None:
        wait = self.limits.count(chat.id, self.world.time.now())
        if wait is not None:
            raise BotApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)


def _content(params: Json) -> tuple[str, list[list[Button]], list[Json]]:
    """Return text, buttons and entities, or refuse them as Telegram does."""
    text = str(params.get("text", "")).strip()
    if params.get("parse_mode"):
        raise refuse("can't parse entities: this server reads no markup")
    if not text:
        raise refuse("message text is empty")
    if len(text.encode("utf-16-le")) // 2 > TEXT_LIMIT:
        raise refuse("message is too long")
    return (
        text,
        _rows((params.get("reply_markup") or {}).get("inline_keyboard", [])),
        list(params.get("entities") or []),
    )


def _rows(keyboard: list[list[Json]]) -> list[list[Button]]:
    rows = [[Button(key.get("text", ""), key.get("callback_data", "")) for key in row] for row in keyboard if row]
    buttons = [button for row in rows for button in row]
    if len(buttons) > 100:
        raise refuse("reply markup is too long")
    if any(not button.text.strip() for button in buttons):
        raise refuse("can't parse inline keyboard button: text must be non-empty")
    if any(not 1 <= len(button.data.encode()) <= 64 for button in buttons):
        raise refuse("BUTTON_DATA_INVALID")
    return rows
