"""/parts: large sealed parts, uploaded so that they can be resumed (API.md §4).

After draft-ietf-httpbis-resumable-upload, without its interim responses, which browsers cannot read. Every append
becomes a blob of its own, on the disk before it is acknowledged; the last one puts them together. So an upload
survives restarts and may come through several gateways; ciphertext only, and never much of it in memory.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta

from aiohttp import web

from gateway.problems import ProblemError
from gateway.public.credentials import credential
from gateway.public.inflow import Received, join, receive
from gateway.public.site import Site
from gateway.public.writing import silence_ends
from storage.clock import hour
from storage.database.unit import Transaction
from storage.ids import new_id
from storage.records import Upload
from storage.sealing.shape import is_padded

APPEND = 1024 * 1024
"""The largest body of one append."""
LEAST = 16 * 1024
"""The smallest, but for the last one."""
MEDIA_TYPE = "application/partial-upload"
_PROBLEMS = "https://iana.org/assignments/http-problem-types#"
_MEGABYTE = 1024 * 1024
_GIGABYTE = 1024 * _MEGABYTE
_COMPLETE = {"?0": False, "?1": True}
_NUMBER = re.compile(r"[0-9]{1,15}")
_FULL_SECONDS = "600"


class UploadRoutes:
    """The upload resource."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.post("/parts", self.create),
            web.head("/parts/{upload}", self.offset),
            web.patch("/parts/{upload}", self.append),
            web.delete("/parts/{upload}", self.cancel),
        ]

    # --- creation ----------------------------------------------------------------------------------------

    async def create(self, request: web.Request) -> web.Response:
        """Begin an upload of a length that is known."""
        site = self._site
        length = _number(request, "Upload-Length")
        if _complete(request) or request.content_length:
            raise ProblemError(400, "malformed")
        if length > site.policy.upload_megabytes * _MEGABYTE:
            raise ProblemError(413, "too-large")
        if not is_padded(length):
            raise ProblemError(422, "not-sealed")
        shown, proof = credential(request), site.proof(request)
        now = site.clock.now()

        def work(unit: Transaction) -> tuple[Upload, bool]:
            place = unit.returns.load([shown.key], now=now).get(shown.key) if shown else None
            if place is None:
                site.spend(unit, proof)
            elif unit.uploads.count(place.key) >= site.policy.parts:
                raise ProblemError(429, headers={"Retry-After": _FULL_SECONDS})
            if unit.uploads.promised() + length > site.policy.uploads_gigabytes * _GIGABYTE:
                raise ProblemError(503, headers={"Retry-After": _FULL_SECONDS})
            due = hour(now) + timedelta(hours=site.policy.upload_hours + 1)
            upload = Upload(
                id=new_id(site.randomness),
                place=place.key if place else None,
                length=length,
                offset=0,
                segments=0,
                due=silence_ends(now, site.draft_days) if place else due,
            )
            unit.uploads.open(upload)
            return upload, place is not None

        if shown is not None:
            site.keep_pace(shown)
        upload, known = await site.database.transact(work)
        if not known:
            site.challenges.taken()
        return web.Response(status=201, headers={"Location": f"/parts/{upload.id}", **self._state(upload)})

    # --- what there is, and no more -----------------------------------------------------------------------

    async def offset(self, request: web.Request) -> web.Response:
        """Answer how far an upload is."""
        upload = await self._find(request)
        return web.Response(status=204, headers={**self._state(upload), "Upload-Length": str(upload.length)})

    async def cancel(self, request: web.Request) -> web.Response:
        """Give an upload up."""
        upload = await self._find(request)

        def work(unit: Transaction) -> tuple[str, ...]:
            unit.hold([upload.id.encode()])
            return unit.uploads.drop([upload.id])

        await self._site.forget(await self._site.database.transact(work))
        return web.Response(status=204)

    # --- appending ------------------------------------------------------------------------------------------

    async def append(self, request: web.Request) -> web.Response:
        """Append what comes; keep what came, even when the rest does not."""
        complete, offset = _complete(request), _number(request, "Upload-Offset")
        if request.content_type != MEDIA_TYPE:
            raise ProblemError(415)
        upload = await self._find(request)
        if upload.blob is not None:
            return self._again(upload, offset=offset, complete=complete, size=request.content_length)
        if offset != upload.offset:
            raise _mismatch(upload, offset)
        _check_size(request.content_length, upload, complete=complete)
        blob = new_id(self._site.randomness)
        room = min(APPEND, upload.length - upload.offset)
        received = await receive(
            self._site.blobs, blob, self._site.bodies.pieces(request), room=room, begins=upload.offset == 0
        )
        if received.size:
            upload = await self._advance(upload, blob, received)
        if not received.is_whole:
            raise ProblemError(408, headers=self._state(upload))
        if not complete:
            return web.Response(status=204, headers=self._state(upload))
        if upload.offset != upload.length:
            raise ProblemError(400, f"{_PROBLEMS}inconsistent-upload-length", headers=self._state(upload))
        return self._done(await self._finish(upload, received))

    async def _advance(self, upload: Upload, blob: str, received: Received) -> Upload:
        def work(unit: Transaction) -> bool:
            unit.hold([upload.id.encode()])
            return unit.uploads.advance(upload.id, before=upload.offset, blob=blob, size=received.size)

        if not await self._site.database.transact(work):
            await self._site.forget((blob,))
            now = await self._load(upload.id)
            raise _mismatch(now, upload.offset)
        return replace(upload, offset=upload.offset + received.size, segments=upload.segments + 1)

    async def _finish(self, upload: Upload, received: Received) -> Upload:
        """Put the pieces together; return the upload, whole."""
        pieces = await self._site.database.read(lambda unit: unit.uploads.segments(upload.id))
        if len(pieces) == 1 and received.size == upload.length:
            blob, sha256 = pieces[0].blob, received.sha256
        else:
            blob = new_id(self._site.randomness)
            sha256 = await join(self._site.blobs, blob, [piece.blob for piece in pieces])

        def work(unit: Transaction) -> tuple[str, ...] | None:
            unit.hold([upload.id.encode()])
            return unit.uploads.finish(upload.id, blob=blob, sha256=sha256)

        freed = await self._site.database.transact(work)
        if freed is None:  # somebody else was faster, or it was given up
            await self._site.forget(() if len(pieces) == 1 else (blob,))
            return await self._load(upload.id)
        await self._site.forget(freed)
        return replace(upload, blob=blob, sha256=sha256)

    # --- answers ---------------------------------------------------------------------------------------------

    def _again(self, upload: Upload, *, offset: int, complete: bool, size: int | None) -> web.Response:
        """Answer an append to what is complete: as the first time when it is the same end again."""
        if complete and offset == upload.length and not size:
            return self._done(upload)
        raise ProblemError(400, f"{_PROBLEMS}completed-upload", headers=self._state(upload))

    def _done(self, upload: Upload) -> web.Response:
        assert upload.sha256 is not None
        digest = b64encode(upload.sha256).decode()
        return web.Response(status=204, headers={**self._state(upload), "Repr-Digest": f"sha-256=:{digest}:"})

    def _state(self, upload: Upload) -> dict[str, str]:
        left = int((upload.due - self._site.clock.now()).total_seconds())
        most = self._site.policy.upload_megabytes * _MEGABYTE
        return {
            "Upload-Offset": str(upload.offset),
            "Upload-Complete": "?0" if upload.blob is None else "?1",
            "Upload-Limit": f"max-size={most}, max-append-size={APPEND}, min-append-size={LEAST}, max-age={left}",
        }

    async def _find(self, request: web.Request) -> Upload:
        return await self._load(request.match_info["upload"])

    async def _load(self, id_: str) -> Upload:
        found = (await self._site.database.read(lambda unit: unit.uploads.load([id_]))).get(id_)
        if found is None or found.due <= self._site.clock.now():
            raise ProblemError(404)
        return found


def _complete(request: web.Request) -> bool:
    told = _COMPLETE.get(request.headers.get("Upload-Complete", ""))
    if told is None:
        raise ProblemError(400, "malformed")
    return told


def _number(request: web.Request, name: str) -> int:
    told = request.headers.get(name, "")
    if not _NUMBER.fullmatch(told):
        raise ProblemError(400, "malformed")
    return int(told)


def _check_size(size: int | None, upload: Upload, *, complete: bool) -> None:
    """Refuse what cannot fit by its Content-Length already. A body without one is measured as it comes."""
    if size is None:
        return
    if size > APPEND:
        raise ProblemError(413, "too-large")
    if upload.offset + size > upload.length or (complete and upload.offset + size != upload.length):
        raise ProblemError(400, f"{_PROBLEMS}inconsistent-upload-length")
    if not complete and size < LEAST:
        raise ProblemError(400, "malformed")


def _mismatch(upload: Upload, provided: int) -> ProblemError:
    return ProblemError(
        409,
        f"{_PROBLEMS}mismatching-upload-offset",
        headers={"Upload-Offset": str(upload.offset), "Upload-Complete": "?0" if upload.blob is None else "?1"},
        more={"expected-offset": upload.offset, "provided-offset": provided},
    )
