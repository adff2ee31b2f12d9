"""One transaction as its users see it: a repository for each table. Made by a backend for each `work` it runs."""

from __future__ import annotations

from collections.abc import Iterable

from storage.database.cases import Cases
from storage.database.chats import Chats
from storage.database.custody import Custody
from storage.database.drafts import Drafts
from storage.database.inbox import Inbox
from storage.database.messages import Messages
from storage.database.outbox import Outbox
from storage.database.parts import Parts
from storage.database.proofs import Proofs
from storage.database.returns import Returns
from storage.database.standbys import Standbys
from storage.database.statements import Session
from storage.database.submissions import Submissions
from storage.database.uploads import Uploads


class Transaction:
    """All that one transaction can do. It commits when the work returns, and changes nothing when it raises.

    Synchronous, and used by the thread that runs the work; never kept after the work has returned.
    """

    __slots__ = (
        "_session",
        "cases",
        "chats",
        "custody",
        "drafts",
        "inbox",
        "messages",
        "outbox",
        "parts",
        "proofs",
        "returns",
        "standbys",
        "submissions",
        "uploads",
    )

    def __init__(self, session: Session) -> None:
        self._session = session
        self.chats = Chats(session)
        self.inbox = Inbox(session)
        self.outbox = Outbox(session)
        self.parts = Parts(session)
        self.custody = Custody(session)
        self.drafts = Drafts(session)
        self.standbys = Standbys(session)
        self.uploads = Uploads(session)
        self.messages = Messages(session)
        self.returns = Returns(
            session, drafts=self.drafts, standbys=self.standbys, uploads=self.uploads, messages=self.messages
        )
        self.cases = Cases(session, self.parts, self.returns)
        self.submissions = Submissions(session)
        self.proofs = Proofs(session)

    def hold(self, keys: Iterable[bytes]) -> None:
        """Hold these keys of any table, whether a row has them or not, until the commit. Once, and first.

        The first eight bytes of a key count: give it random ones.
        """
        self._session.hold(sorted(set(keys)))
