"""A Bot API server for tests, and the people who talk to a bot through it. See `server` and `person`."""

from tests.support.telegram.person import Person
from tests.support.telegram.server import BotApiServer

__all__ = ["BotApiServer", "Person"]
