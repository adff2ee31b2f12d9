"""Files are sealed while they stream: plaintext passes in chunks and is written nowhere.

The engine asks for it before the turn begins; the sealed file waits in the blob store until a turn adopts it, and is
removed when none does.
"""

from __future__ import annotations

from contextlib import aclosing
from typing import Literal

from bot.conversation.events import FileReceived, FileRefused, SealedFile
from bot.conversation.machine import Expectation
from bot.perform import StoredFile
from bot.ports import FileOffer, FileTooLargeError
from config.logs import logger, place
from storage.blobs import Blobs
from storage.errors import PermanentError
from storage.ids import Randomness, new_id
from storage.sealing.envelope import PartHeader, Sealer
from storage.sealing.office import Office


class FileSealer:
    """Seals streams into the blob store, for the compartment of the question they answer."""

    def __init__(self, *, office: Office, blobs: Blobs, form: str, limit: int, randomness: Randomness) -> None:
        self._office = office
        self._blobs = blobs
        self._form = form
        self._limit = limit
        self._randomness = randomness

    async def seal(
        self, offer: FileOffer, expected: Expectation
    ) -> tuple[FileReceived | FileRefused, StoredFile | None]:
        """Stream a file into a seal. Return the event it became, and what waits to be adopted.

        Raises TemporaryError when the channel or the blob store cannot be reached: the file should be offered again.
        """
        if offer.size is not None and offer.size > self._limit:
            return _refused(offer, "too-large"), None
        part = new_id(self._randomness)
        try:
            return await self._stream(offer, expected, part)
        except FileTooLargeError:
            return _refused(offer, "too-large"), None
        except PermanentError as error:
            logger().warning("file-refused", kind=offer.kind, **place(error))
            return _refused(offer, "unreadable"), None

    async def _stream(
        self, offer: FileOffer, expected: Expectation, part: str
    ) -> tuple[FileReceived | FileRefused, StoredFile | None]:
        header = PartHeader(
            part=part,
            case=expected.case,
            compartment=expected.compartment,
            epoch=self._office.compartments[expected.compartment].epoch,
            kind="file",
            form=self._form,
            revision=0,
        )
        sealer = Sealer(header, self._office.recipients(expected.compartment))
        size = 0
        async with self._blobs.writer(part) as sink, aclosing(offer.open()) as chunks:
            async for chunk in chunks:
                size += len(chunk)
                if size > self._limit:
                    raise FileTooLargeError("the stream went past the limit")
                await sink.write(sealer.update(chunk))
            await sink.write(sealer.finish())
        stored = StoredFile(blob=part, size=sealer.size)
        if size == 0:
            await self.discard(stored)
            return _refused(offer, "empty"), None
        file = SealedFile(
            part=part, kind=offer.kind, compartment=expected.compartment, size=size, sha256=sealer.sha256.hex()
        )
        return FileReceived(file=file, caption=offer.caption, message=offer.message), stored

    async def discard(self, stored: StoredFile) -> None:
        """Remove a sealed file that no turn adopted."""
        await self.forget((stored.blob,))

    async def forget(self, blobs: tuple[str, ...]) -> None:
        """Remove sealed files whose parts are gone. What cannot be removed now is found later, as an orphan."""
        for blob in blobs:
            await self._blobs.delete(blob)


def _refused(offer: FileOffer, reason: Literal["too-large", "unreadable", "empty"]) -> FileRefused:
    return FileRefused(reason=reason, caption=offer.caption, message=offer.message)
