"""/mailbox/{lookup}: what the office answered, and what the person answers, changes or erases (API.md §7)."""

from __future__ import annotations

from aiohttp import web

from gateway.problems import ProblemError
from gateway.public.credentials import Credential, credential_of_path
from gateway.public.ending import erase
from gateway.public.handed import Answered
from gateway.public.schemas import AnswerBody, ConsentsBody, EraseBody, SeenBody, read_act
from gateway.public.site import REQUEST, Site, entries, json_response
from gateway.public.writing import Writes, add_part, part_of, save
from storage.custody.entry import entry
from storage.database.unit import Transaction
from storage.records import Case, Message, Return, Submission


class MailboxRoutes:
    """The mailbox of a place."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        path = "/mailbox/{lookup}"
        return [web.get(path, self.get), web.post(path, self.act)]

    async def get(self, request: web.Request) -> web.Response:
        """Answer with all messages, and the case that the place leads to."""
        shown = credential_of_path(request)
        now = self._site.clock.now()

        def work(unit: Transaction) -> tuple[Return, Case | None, list[Message]] | None:
            place = unit.returns.load([shown.key], now=now).get(shown.key)
            if place is None:
                return None
            case = None if place.case is None else unit.cases.get(place.case)
            return place, case, unit.messages.of_place(shown.key)

        found = await self._site.database.read(work)
        if found is None:
            raise ProblemError(404)
        place, case, messages = found
        return json_response(
            {
                "v": 1,
                "case": place.case,
                "received": case.received if case else None,
                "messages": [_told(message) for message in messages],
            }
        )

    async def act(self, request: web.Request) -> web.Response:
        """Do what the person asks for."""
        shown = credential_of_path(request)
        if request.content_type != "application/json":
            raise ProblemError(415)
        self._site.keep_pace(shown)
        async with self._site.bodies.whole(request, REQUEST, lambda: self._site.is_known(request)) as raw:
            body = read_act(raw)
            match body:
                case EraseBody():
                    return await self._erase(shown)
                case SeenBody():
                    return await self._see(shown, body)
                case _:
                    return await self._answer(shown, body)

    async def _erase(self, shown: Credential) -> web.Response:
        now = self._site.clock.now()

        def work(unit: Transaction) -> tuple[str, ...]:
            return erase(unit, self._place(unit, shown), now=now)

        await self._site.forget(await self._site.database.transact(work))
        return web.Response(status=204)

    async def _see(self, shown: Credential, body: SeenBody) -> web.Response:
        def work(unit: Transaction) -> None:
            unit.messages.see(self._place(unit, shown).key, body.messages)

        await self._site.database.transact(work)
        return web.Response(status=204)

    async def _answer(self, shown: Credential, body: AnswerBody | ConsentsBody) -> web.Response:
        answered = self._site.checker.answer(body, shown.key)
        first = await self._site.database.transact(lambda unit: self._take(unit, shown, answered))
        parts = [] if answered.part is None else [answered.part]
        return json_response({"v": 1, "first": first, "entries": entries(parts)})

    def _take(self, unit: Transaction, shown: Credential, answered: Answered) -> int:
        """Write an answer; return the index of its first custody entry."""
        now = self._site.clock.now()
        place = self._place(unit, shown)
        if place.case is None:
            raise ProblemError(404)
        before = unit.submissions.load([answered.id]).get(answered.id)
        if before is not None:
            if before.digest != answered.digest:
                raise ProblemError(409, "taken")
            return before.first
        writes = Writes()
        if answered.part is not None:
            if unit.parts.found([answered.part.id]):
                raise ProblemError(409, "taken")
            add_part(writes, part_of(answered.part, place.case))
        for scope, given in answered.consents:
            kind = "consent-given" if given else "consent-withdrawn"
            writes.custody.append(entry(kind, case=place.case, scope=scope))
        first, _ = save(unit, writes, now=now, randomness=self._site.randomness)
        unit.submissions.add([Submission(id=answered.id, digest=answered.digest, first=first, received=now)])
        if answered.part is not None:
            said = Message(id=answered.id, place=place.key, sender="person", at=now, part=answered.part.id)
            unit.messages.add([said])
        return first

    def _place(self, unit: Transaction, shown: Credential) -> Return:
        """Hold the place, and return it. Raises ProblemError 404."""
        unit.hold([shown.key])
        place = unit.returns.load([shown.key], now=self._site.clock.now()).get(shown.key)
        if place is None:
            raise ProblemError(404)
        return place


def _told(message: Message) -> dict[str, object]:
    told: dict[str, object] = {"message": message.id, "from": message.sender, "at": message.at}
    if message.part is not None:
        return {**told, "part": message.part}
    return {**told, "seen": message.seen, "body": message.body}
