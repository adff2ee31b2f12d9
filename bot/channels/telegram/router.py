"""The aiogram side: a Dispatcher with a Router per concern, whose handlers only translate and await the intake.

Who writes what to whom is decided elsewhere. An update counts as handled when its handler returns, and a handler
returns when the turn is committed; only then may the webhook answer 200 or the poller confirm.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, cast

from aiogram import Dispatcher, Router
from aiogram.enums import ContentType
from aiogram.filters import Filter
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Location, Message

from bot.channels.telegram.files import Files
from bot.channels.telegram.halves import torn
from bot.channels.telegram.middleware import InOrder, PrivateChats, Turn
from bot.conversation.events import ChoicePicked, CommandGiven, PlaceShared, Started, TextReceived, Unsupported
from bot.ports import FileOffer, Intake

CHANNEL: Final = "telegram"
COMMANDS: Final = ("start", "help", "pause", "stop")

_Command: TypeAlias = Literal["help", "pause", "stop"]

_SILENT = frozenset(
    {
        ContentType.PINNED_MESSAGE,
        ContentType.MESSAGE_AUTO_DELETE_TIMER_CHANGED,
        ContentType.WRITE_ACCESS_ALLOWED,
        ContentType.CHAT_BACKGROUND_SET,
    }
)
"""What Telegram says of the chat itself: nobody wrote it, so nobody waits for an answer."""

_DIGITS = 9
"""Longest number in a button's data; ours have at most four digits, anything longer is forged."""


class IsCommand(Filter):
    """A command of the menu, with or without the bot's name and a deep link's payload, which are not looked at.

    aiogram's own `Command` asks Telegram for the bot's name in the middle of a turn when a mention is given.
    """

    async def __call__(self, message: Message) -> bool | dict[str, str]:
        """Pass `command` to the handler."""
        text = message.text
        if not text or text[0] != "/":
            return False
        name = text[1:65].split(maxsplit=1)[0:1]
        command = name[0].partition("@")[0].lower() if name else ""
        return {"command": command} if command in COMMANDS else False


class HasText(Filter):
    """A message with text."""

    async def __call__(self, message: Message) -> bool | dict[str, str]:
        """Pass `text` to the handler."""
        return {"text": message.text} if message.text else False


class HasFile(Filter):
    """A message with a voice recording, photo, video or document."""

    async def __call__(self, message: Message, files: Files) -> bool | dict[str, FileOffer]:
        """Pass `offer` to the handler."""
        offer = files.offer(message)
        return {"offer": offer} if offer else False


class HasPlace(Filter):
    """A message with a place: a location, a live one, or a venue."""

    async def __call__(self, message: Message) -> bool | dict[str, Location]:
        """Pass `location` to the handler."""
        return {"location": message.location} if message.location else False


async def pressed(query: CallbackQuery, turn: Turn, intake: Intake) -> AnswerCallbackQuery:
    """Take a press on a button; what is returned stops the button's spinner."""
    screen, index = place_of(query.data)
    await intake.arrive(turn.arrival(ChoicePicked(screen=screen, index=index)))
    return AnswerCallbackQuery(callback_query_id=query.id)


async def commanded(message: Message, command: str, turn: Turn, intake: Intake) -> None:
    """Take a command."""
    name = str(message.message_id)
    event = Started(message=name) if command == "start" else CommandGiven(name=cast("_Command", command), message=name)
    await intake.arrive(turn.arrival(event))


async def wrote(message: Message, text: str, turn: Turn, intake: Intake) -> None:
    """Take what a person wrote, as they wrote it."""
    await intake.arrive(turn.arrival(TextReceived(text=torn(text), message=str(message.message_id))))


async def sent_file(message: Message, offer: FileOffer, turn: Turn, intake: Intake) -> None:  # noqa: ARG001 -- aiogram passes the event first
    """Offer a file."""
    await intake.arrive_file(channel=CHANNEL, address=turn.address, update=turn.update, offer=offer)


async def sent_place(message: Message, location: Location, turn: Turn, intake: Intake) -> None:
    """Take a place. Of a live one only where it is now: later positions are edits, which nobody asks for."""
    place = PlaceShared(
        latitude=location.latitude,
        longitude=location.longitude,
        accuracy=location.horizontal_accuracy or 0.0,
        message=str(message.message_id),
    )
    await intake.arrive(turn.arrival(place))


async def sent_something(message: Message, turn: Turn, intake: Intake) -> None:
    """Take a sticker, a poll, a contact: nothing that answers a question, but it shall not stay in the chat."""
    if message.content_type not in _SILENT:
        await intake.arrive(turn.arrival(Unsupported(message=str(message.message_id))))


def place_of(data: str | None) -> tuple[int, int]:
    """Return screen and index out of a button's data; (-1, -1), which fits no screen, for data that is not ours."""
    screen, _, index = (data or "").partition(":")
    if _is_number(screen) and _is_number(index):
        return int(screen), int(index)
    return -1, -1


def _is_number(text: str) -> bool:
    return 0 < len(text) <= _DIGITS and text.isascii() and text.isdecimal()


def build_dispatcher(*, intake: Intake, files: Files) -> Dispatcher:
    """Return the Dispatcher of one bot. Without aiogram's own state machine: state is the engine's, and durable."""
    dispatcher = Dispatcher(disable_fsm=True, name=CHANNEL, intake=intake, files=files)
    dispatcher.update.outer_middleware(PrivateChats(CHANNEL))
    dispatcher.update.outer_middleware(InOrder())
    # In order of how often they match: each router that does not costs a few microseconds.
    dispatcher.include_routers(_presses(), _commands(), _texts(), _files(), _places(), _others())
    return dispatcher


def _presses() -> Router:
    router = Router(name="presses")
    router.callback_query.register(pressed)
    return router


def _commands() -> Router:
    router = Router(name="commands")
    router.message.register(commanded, IsCommand())
    return router


def _texts() -> Router:
    router = Router(name="texts")
    router.message.register(wrote, HasText())
    return router


def _files() -> Router:
    router = Router(name="files")
    router.message.register(sent_file, HasFile())
    return router


def _places() -> Router:
    router = Router(name="places")
    router.message.register(sent_place, HasPlace())
    return router


def _others() -> Router:
    router = Router(name="others")
    router.message.register(sent_something)
    return router
