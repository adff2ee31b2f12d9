"""Blobs: whole or not at all, in a folder and in memory; trouble told in our own errors."""

from __future__ import annotations

import errno
import os
import resource
import signal
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from obstore.exceptions import GenericError, PermissionDeniedError

from storage.blobs import LOCAL_BUFFER, Blobs, Sink, _explained, open_blobs
from storage.errors import PermanentError, StorageFullError, TemporaryError

NAME = "0123456789abcdefghjkmnpqrs"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
LATER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sealed files"


@pytest.fixture(params=["file", "memory"])
def blobs(request: pytest.FixtureRequest, folder: Path) -> Blobs:
    return open_blobs(f"file://{folder}".replace(" ", "%20") if request.param == "file" else "memory://")


async def write(blobs: Blobs, name: str, *chunks: bytes) -> None:
    async with blobs.writer(name) as sink:
        for chunk in chunks:
            await sink.write(chunk)


async def read(blobs: Blobs, name: str) -> bytes:
    return b"".join([chunk async for chunk in blobs.read(name)])


async def names(blobs: Blobs, before: datetime = LATER) -> list[str]:
    return sorted([name async for name in blobs.names(before=before)])


@pytest.mark.parametrize("size", [0, 1, LOCAL_BUFFER - 1, LOCAL_BUFFER, 3 * LOCAL_BUFFER + 17])
async def test_what_is_written_is_read(blobs: Blobs, size: int) -> None:
    content = os.urandom(size)
    await write(blobs, NAME, *(content[start : start + 65536] for start in range(0, size, 65536)), b"")
    assert await read(blobs, NAME) == content


@pytest.mark.parametrize("size", [10, 3 * LOCAL_BUFFER])
async def test_a_blob_that_was_not_finished_never_appears(blobs: Blobs, folder: Path, size: int) -> None:
    with pytest.raises(ZeroDivisionError):
        await break_off(blobs, os.urandom(size))
    assert await names(blobs) == []
    assert files_under(folder.parent) == []
    with pytest.raises(PermanentError, match="no such blob"):
        await read(blobs, NAME)


def files_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def break_off(blobs: Blobs, content: bytes) -> None:
    async with blobs.writer(NAME) as sink:
        await sink.write(content)
        raise ZeroDivisionError


async def test_a_deleted_blob_is_gone_and_deleting_again_is_no_error(blobs: Blobs) -> None:
    await write(blobs, NAME, b"sealed")
    await blobs.delete(NAME)
    await blobs.delete(NAME)
    assert await names(blobs) == []


async def test_names_tells_only_what_was_finished_before(blobs: Blobs) -> None:
    await write(blobs, "one", b"1")
    await write(blobs, "two", b"2")
    assert await names(blobs) == ["one", "two"]
    assert await names(blobs, before=LONG_AGO) == []


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".", "a b", "a\x00", "ä", "a" * 129])
async def test_other_names_are_refused(blobs: Blobs, name: str) -> None:
    with pytest.raises(PermanentError, match="no name of a blob"):
        await blobs.delete(name)
    with pytest.raises(PermanentError, match="no name of a blob"):
        await read(blobs, name)
    with pytest.raises(PermanentError, match="no name of a blob"):
        await write(blobs, name)


def test_the_folder_is_its_owners_only(folder: Path) -> None:
    open_blobs(f"file://{folder}")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made(folder: Path) -> None:
    folder.write_bytes(b"a file is in the way")
    with pytest.raises(PermanentError, match="cannot be made: File exists"):
        open_blobs(f"file://{folder}")


@pytest.mark.parametrize("url", ["", "file://", "file:///", "ftp://host/x", "/a/path"])
def test_other_urls_are_refused(url: str) -> None:
    with pytest.raises(PermanentError, match="the blob store must be"):
        open_blobs(url)


def test_an_s3_url_is_understood_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-north-1")
    assert "bucket" in repr(open_blobs("s3://bucket/prefix")._store)


@pytest.fixture
def small_files() -> Iterator[int]:
    """Let no file grow beyond a megabyte: the operating system then refuses writes, as on a full disk."""
    limit = 1024 * 1024
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    yield limit
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, ignored)


async def test_a_write_that_the_disk_refuses_is_told_and_leaves_nothing(folder: Path, small_files: int) -> None:
    blobs = open_blobs(f"file://{folder}")
    with pytest.raises(TemporaryError):
        await write(blobs, NAME, *([bytes(65536)] * (small_files // 65536 + 16)))
    assert await names(blobs) == []
    await write(blobs, NAME, b"a small one")
    assert await read(blobs, NAME) == b"a small one"


async def test_a_sink_is_of_no_use_after_its_block(blobs: Blobs) -> None:
    kept: list[Sink] = []
    async with blobs.writer(NAME) as sink:
        kept.append(sink)
    with pytest.raises(AssertionError, match="has ended"):
        await kept[0].write(b"too late")


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), StorageFullError),
        (GenericError(f'Os {{ code: {errno.ENOSPC}, kind: StorageFull, message: "No space left" }}'), StorageFullError),
        (GenericError("connection reset"), TemporaryError),
        (OSError(errno.EIO, "Input/output error"), TemporaryError),
        (PermissionDeniedError("no"), PermanentError),
    ],
)
def test_trouble_becomes_our_own_errors(error: Exception, ours: type[Exception]) -> None:
    with pytest.raises(ours) as told, _explained():
        raise error
    assert type(told.value) is ours


async def test_an_old_blob_is_an_old_blob(folder: Path) -> None:
    blobs = open_blobs(f"file://{folder}")
    await write(blobs, "old", b"1")
    await write(blobs, "young", b"2")
    week_ago = (datetime.fromtimestamp((folder / "young").stat().st_mtime, UTC) - timedelta(days=7)).timestamp()
    os.utime(folder / "old", (week_ago, week_ago))
    cutoff = datetime.fromtimestamp(week_ago, UTC) + timedelta(days=1)
    assert await names(blobs, before=cutoff) == ["old"]
