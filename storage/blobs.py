"""Sealed files: named bytes in a local folder or an S3-compatible store, through obstore. Ciphertext only.

A blob appears whole or not at all, and it is on the disk before `writer` ends. A transaction that names it comes after;
one that frees it comes before `delete`. What a crash leaves in between is an orphan: `names` and `Parts.owned` find it.
Called by the engine's file sealer, `affiant custody release` and housekeeping.
"""

from __future__ import annotations

import asyncio
import errno
import os
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError, NotFoundError, PermissionDeniedError, UnauthenticatedError
from obstore.store import LocalStore, MemoryStore, ObjectStore, S3Store

from storage.errors import PermanentError, StorageFullError, TemporaryError

if TYPE_CHECKING:
    from obstore import AsyncWritableFile  # exists for type checkers only

LOCAL_BUFFER = 512 * 1024
S3_BUFFER = 5 * 1024 * 1024
"""The smallest part that S3 takes in a multipart upload."""
READ_CHUNK = 256 * 1024
_NAME = re.compile(r"[0-9A-Za-z_-]{1,128}")


class Sink:
    """One blob being written."""

    def __init__(self, file: AsyncWritableFile) -> None:
        self._file: AsyncWritableFile | None = file

    async def write(self, data: bytes) -> None:
        """Append these bytes. Raises StorageFullError or TemporaryError; the blob then never appears."""
        assert self._file is not None, "the writer has ended"
        if data:
            with _explained():
                await self._file.write(data)

    async def finish(self) -> None:
        """Let the blob appear. `writer` calls it."""
        assert self._file is not None, "the writer has ended"
        with _explained():
            await self._file.close()

    def abandon(self) -> None:
        """Let go of the file: obstore then removes what it staged. `writer` calls it."""
        self._file = None


class Blobs:
    """A flat store of blobs. Every call raises StorageFullError, TemporaryError or PermanentError."""

    def __init__(self, store: ObjectStore, *, folder: Path | None = None) -> None:
        self._store = store
        self._folder = folder
        self._buffer = S3_BUFFER if isinstance(store, S3Store) else LOCAL_BUFFER

    @asynccontextmanager
    async def writer(self, name: str) -> AsyncIterator[Sink]:
        """Write a blob, a few bytes at a time. If the block raises, there is no blob."""
        _check(name)
        with _explained():
            sink = Sink(obstore.open_writer_async(self._store, name, buffer_size=self._buffer, max_concurrency=1))
        try:
            yield sink
            await sink.finish()
        finally:
            sink.abandon()
        if self._folder is not None:
            with _explained():
                await asyncio.to_thread(_sync, self._folder / name)

    async def read(self, name: str) -> AsyncIterator[bytes]:
        """Yield the blob's bytes. Raises PermanentError when there is no such blob."""
        _check(name)
        with _explained():
            found = await obstore.get_async(self._store, name)
            async for chunk in found.stream(min_chunk_size=READ_CHUNK):
                yield bytes(chunk)

    async def delete(self, name: str) -> None:
        """Remove a blob. One that is not there is removed already."""
        _check(name)
        with _explained(), suppress(NotFoundError, FileNotFoundError):
            await obstore.delete_async(self._store, name)

    async def names(self, *, before: datetime) -> AsyncIterator[str]:
        """Yield the names of the blobs that were finished before this moment."""
        with _explained():
            async for page in obstore.list(self._store):
                for blob in page:
                    if blob["last_modified"] < before:
                        yield blob["path"]


def open_blobs(url: str) -> Blobs:
    """Return the store at file:///folder or s3://bucket/prefix (its credentials come from the AWS_* variables).

    A folder is made when it is missing, for its owner only. memory:// forgets all, for trying out.
    Raises PermanentError when the URL is of no such kind, or the folder cannot be made.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path not in {"", "/"}:
        folder = Path(unquote(parts.path))
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise PermanentError(f"the blob folder cannot be made: {error.strerror}") from None
        return Blobs(LocalStore(folder), folder=folder)
    if parts.scheme == "s3":
        with _explained():
            return Blobs(S3Store.from_url(url))
    if parts.scheme == "memory":
        return Blobs(MemoryStore())
    raise PermanentError("the blob store must be file:///folder or s3://bucket/prefix")


def _check(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise PermanentError("this is no name of a blob")


def _sync(path: Path) -> None:
    """Put the file and its name on the disk: obstore's local store writes and renames, but waits for neither."""
    for each in (path, path.parent):
        descriptor = os.open(each, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except (NotFoundError, FileNotFoundError):
        raise PermanentError("there is no such blob") from None
    except (PermissionDeniedError, UnauthenticatedError):
        raise PermanentError("the blob store refused access") from None
    except (BaseError, OSError) as error:
        if _is_full(error):
            raise StorageFullError("the disk of the blob store is full") from None
        raise TemporaryError("the blob store could not be used") from None


def _is_full(error: Exception) -> bool:
    # obstore passes the operating system's error on only as text.
    return getattr(error, "errno", None) == errno.ENOSPC or f"code: {errno.ENOSPC}," in str(error)
