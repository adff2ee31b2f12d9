"""Files are sealed while they stream; what does not fit, or is nothing, leaves no blob."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversation.events import FileReceived, FileRefused
from bot.conversation.machine import Expectation
from bot.files import FileSealer
from bot.ports import FileOffer, FileTooLargeError
from storage.blobs import Blobs, open_blobs
from storage.errors import PermanentError, TemporaryError
from storage.sealing.office import Office
from tests.support.clocks import NOON, Dice
from tests.support.offices import TestOffice

EXPECTED = Expectation(file=frozenset({"audio"}), path="/visit/photo", compartment="testimony", case="2" * 26)
LIMIT = 100_000


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return open_blobs(f"file://{tmp_path / 'blobs'}")


@pytest.fixture
def files(office: TestOffice, blobs: Blobs) -> FileSealer:
    keys = Office.load(office.folder / "office.json")
    return FileSealer(office=keys, blobs=blobs, form="f" * 64, limit=LIMIT, randomness=Dice())


def offer(*chunks: bytes | Exception, size: int | None = None) -> FileOffer:
    async def open_() -> AsyncGenerator[bytes, None]:
        for chunk in chunks:
            if isinstance(chunk, Exception):
                raise chunk
            yield chunk

    return FileOffer(kind="audio", size=size, message="m", open=open_)


async def names(blobs: Blobs) -> list[str]:
    return [name async for name in blobs.names(before=NOON + timedelta(days=36500))]


async def test_a_stream_becomes_a_sealed_blob(files: FileSealer, blobs: Blobs, office: TestOffice) -> None:
    content = bytes(range(256)) * 300
    event, stored = await files.seal(offer(content[:1], content[1:70_000], content[70_000:]), EXPECTED)
    assert isinstance(event, FileReceived)
    assert stored
    assert (event.file.kind, event.file.size, event.message) == ("audio", len(content), "m")
    sealed = b"".join([chunk async for chunk in blobs.read(stored.blob)])
    assert (len(sealed), hashlib.sha256(sealed).hexdigest()) == (stored.size, event.file.sha256)
    opened = office.open(sealed, "testimony")
    assert opened.body == content
    assert (opened.header.case, opened.header.kind, opened.header.part) == (EXPECTED.case, "file", event.file.part)


async def test_a_claimed_size_past_the_limit_is_refused_unopened(files: FileSealer, blobs: Blobs) -> None:
    opened = offer(AssertionError("it was opened"), size=LIMIT + 1)
    assert await files.seal(opened, EXPECTED) == (FileRefused(reason="too-large", message="m"), None)
    assert await names(blobs) == []


@pytest.mark.parametrize("claimed", [None, 1, LIMIT])
async def test_a_lie_about_the_size_is_found_while_it_streams(
    files: FileSealer, blobs: Blobs, claimed: int | None
) -> None:
    endless = offer(*[bytes(LIMIT)] * 2, AssertionError("read on past the limit"), size=claimed)
    assert await files.seal(endless, EXPECTED) == (FileRefused(reason="too-large", message="m"), None)
    assert await names(blobs) == []


async def test_exactly_the_limit_fits(files: FileSealer) -> None:
    event, _ = await files.seal(offer(bytes(LIMIT), size=LIMIT), EXPECTED)
    assert isinstance(event, FileReceived)


@pytest.mark.parametrize("chunks", [(), (b"",), (b"", b"")])
async def test_an_empty_file_is_no_answer(files: FileSealer, blobs: Blobs, chunks: tuple[bytes, ...]) -> None:
    assert await files.seal(offer(*chunks), EXPECTED) == (FileRefused(reason="empty", message="m"), None)
    assert await names(blobs) == []


async def test_a_file_that_cannot_be_fetched_is_said_so(
    files: FileSealer, blobs: Blobs, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = offer(b"half", PermanentError("secret of the channel"))
    assert await files.seal(gone, EXPECTED) == (FileRefused(reason="unreadable", message="m"), None)
    assert await names(blobs) == []
    assert "secret of the channel" not in "".join(capsys.readouterr())


async def test_a_file_that_the_channel_holds_too_large_is_said_so(files: FileSealer, blobs: Blobs) -> None:
    huge = offer(FileTooLargeError("refused by the channel"), size=None)
    assert await files.seal(huge, EXPECTED) == (FileRefused(reason="too-large", message="m"), None)
    assert await names(blobs) == []


async def test_temporary_trouble_asks_for_the_file_again(files: FileSealer, blobs: Blobs) -> None:
    with pytest.raises(TemporaryError):
        await files.seal(offer(b"half", TemporaryError("try again")), EXPECTED)
    assert await names(blobs) == []


async def test_a_discarded_file_is_gone_and_may_be_discarded_twice(files: FileSealer, blobs: Blobs) -> None:
    _, stored = await files.seal(offer(b"all"), EXPECTED)
    assert stored
    await files.discard(stored)
    await files.discard(stored)
    assert await names(blobs) == []


async def test_an_abandoned_download_is_closed(files: FileSealer) -> None:
    closed: list[bool] = []

    async def open_() -> AsyncGenerator[bytes, None]:
        try:
            while True:
                yield bytes(LIMIT)
        finally:
            closed.append(True)

    await files.seal(FileOffer(kind="audio", size=None, message=None, open=open_), EXPECTED)
    assert closed == [True]
