"""The errors that cross package borders.

None carries what a person wrote; each leads to a sentence of the catalogue.
"""

from __future__ import annotations


class AffiantError(Exception):
    """The root: something that a sentence with a next step can explain."""


class TemporaryError(AffiantError):
    """It may work later. `retry_after` is in seconds, None when the other side named no time."""

    def __init__(self, reason: str, *, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class PermanentError(AffiantError):
    """It will never work as it stands: somebody must look."""


class UnknownOutcomeError(AffiantError):
    """It may have happened or not, and nobody can tell."""


class StorageFullError(TemporaryError):
    """The database or the blob store has no room left; nothing was kept."""


class IntegrityFailureError(AffiantError):
    """What was read is not what was written."""
