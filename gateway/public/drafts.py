"""/draft/{lookup}: an unfinished account, sealed to the person alone, opaque here (API.md §6)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from aiohttp import web

from gateway.problems import ProblemError
from gateway.public.challenges import Proof
from gateway.public.credentials import Credential, credential_of_path
from gateway.public.ending import destroy_draft
from gateway.public.handed import check_sealed
from gateway.public.site import Site
from gateway.public.writing import silence_ends
from storage.database.unit import Transaction
from storage.records import Draft, Return

MEDIA_TYPE = "application/age"
_KILOBYTE = 1024
_TAG = re.compile(r'"([0-9]{1,15})"')


@dataclass(frozen=True, slots=True, kw_only=True)
class _Save:
    """What is to be saved, over which version (0: none yet)."""

    credential: Credential
    proof: Proof | None
    body: bytes
    keeps: bool
    over: int


class DraftRoutes:
    """The draft of a place."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        path = "/draft/{lookup}"
        return [web.get(path, self.get), web.put(path, self.put), web.delete(path, self.delete)]

    async def get(self, request: web.Request) -> web.Response:
        """Answer with the draft."""
        shown = credential_of_path(request)
        now = self._site.clock.now()

        def work(unit: Transaction) -> Draft | None:
            return unit.drafts.get(shown.key) if unit.returns.load([shown.key], now=now) else None

        draft = await self._site.database.read(work)
        if draft is None:
            raise ProblemError(404)
        headers = {**_state(draft), "Draft-Silence": draft.silence}
        if request.headers.get("If-None-Match") == headers["ETag"]:
            return web.Response(status=304, headers=headers)
        return web.Response(body=draft.body, content_type=MEDIA_TYPE, headers=headers)

    async def put(self, request: web.Request) -> web.Response:
        """Save a draft. 201: the first; 204: over the version that was told."""
        shown, over = credential_of_path(request), _over(request)
        silence = request.headers.get("Draft-Silence")
        if request.content_type != MEDIA_TYPE:
            raise ProblemError(415)
        if silence not in {"keep", "destroy"}:
            raise ProblemError(400, "malformed")
        self._site.keep_pace(shown)
        most = self._site.policy.draft_kilobytes * _KILOBYTE
        async with self._site.bodies.whole(request, most, lambda: self._site.is_known(request)) as body:
            check_sealed(body)
            proof = self._site.proof(request)
            save = _Save(credential=shown, proof=proof, body=body, keeps=silence == "keep", over=over)
            draft, new = await self._site.database.transact(lambda unit: self._save(unit, save))
        if new:
            self._site.challenges.taken()
        return web.Response(status=204 if over else 201, headers=_state(draft))

    async def delete(self, request: web.Request) -> web.Response:
        """Destroy the draft, its uploads and its standby; without a case, the place as well."""
        shown = credential_of_path(request)
        now = self._site.clock.now()

        def work(unit: Transaction) -> tuple[str, ...]:
            unit.hold([shown.key])
            place = unit.returns.load([shown.key], now=now).get(shown.key)
            if place is None or (place.case is not None and unit.drafts.get(shown.key) is None):
                raise ProblemError(404)
            return destroy_draft(unit, place, now=now)

        await self._site.forget(await self._site.database.transact(work))
        return web.Response(status=204)

    def _save(self, unit: Transaction, save: _Save) -> tuple[Draft, bool]:
        """Save inside a transaction; return the draft, and whether its place is new."""
        now, shown = self._site.clock.now(), save.credential
        unit.hold([shown.key])
        place = unit.returns.load([shown.key], now=now).get(shown.key)
        before = unit.drafts.get(shown.key) if place else None
        if place is None and save.over:
            raise ProblemError(404)
        if save.over != (before.version if before else 0):
            raise ProblemError(412, headers={"ETag": _tag(before)} if before else {})
        if place is None:
            self._site.spend(unit, save.proof)
        due = silence_ends(now, self._site.draft_days)
        draft = Draft(
            place=shown.key,
            body=save.body,
            version=save.over + 1,
            silence="keep" if save.keeps else "destroy",
            due=due,
        )
        unit.drafts.save(draft)
        self._prolong(
            unit, place or Return(key=shown.key, lookup=shown.lookup, recipient=None, case=None, due=due), now
        )
        return draft, place is None

    def _prolong(self, unit: Transaction, place: Return, now: datetime) -> None:
        """Let what belongs to the draft live as long as it does."""
        due = silence_ends(now, self._site.draft_days)
        standby = unit.standbys.load([place.key]).get(place.key)
        if standby is not None:
            standby = replace(standby, due=silence_ends(now, standby.days))
            unit.standbys.save([standby])
            due = max(due, standby.due)
        unit.uploads.extend(place.key, due)
        unit.returns.save([replace(place, due=None if place.case else due)])


def _over(request: web.Request) -> int:
    """Return the version that is to be replaced, 0 for none. Raises ProblemError 428, 400."""
    if request.headers.get("If-None-Match") == "*":
        return 0
    told = request.headers.get("If-Match")
    if told is None:
        raise ProblemError(428)
    found = _TAG.fullmatch(told)
    if found is None or not int(found[1]):
        raise ProblemError(400, "malformed")
    return int(found[1])


def _state(draft: Draft) -> dict[str, str]:
    return {"ETag": _tag(draft), "Draft-Expires": draft.due.strftime("%Y-%m-%dT%H:%M:%SZ")}


def _tag(draft: Draft) -> str:
    return f'"{draft.version}"'
