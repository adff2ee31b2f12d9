"""One transaction as its users see it: a repository for each table. Made by a backend for each `work` it runs."""

from __future__ import annotations

from storage.database.cases import Cases
from storage.database.chats import Chats
from storage.database.custody import Custody
from storage.database.inbox import Inbox
from storage.database.outbox import Outbox
from storage.database.parts import Parts
from storage.database.statements import Session


class Transaction:
    """All that one transaction can do. It commits when the work returns, and changes nothing when it raises.

    Synchronous, and used by the thread that runs the work; never kept after the work has returned.
    """

    __slots__ = ("cases", "chats", "custody", "inbox", "outbox", "parts")

    def __init__(self, session: Session) -> None:
        self.chats = Chats(session)
        self.inbox = Inbox(session)
        self.outbox = Outbox(session)
        self.parts = Parts(session)
        self.cases = Cases(session, self.parts)
        self.custody = Custody(session)
