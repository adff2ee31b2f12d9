"""POST /intake: everything is handed in, all parts or none (API.md §5)."""

from __future__ import annotations

from aiohttp import web

from gateway.problems import ProblemError
from gateway.public.accepting import Refused
from gateway.public.credentials import credential
from gateway.public.schemas import read_intake
from gateway.public.site import REQUEST, Site, entries, json_response


class IntakeRoutes:
    """One route."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> list[web.RouteDef]:
        """Return the route."""
        return [web.post("/intake", self.hand_in)]

    async def hand_in(self, request: web.Request) -> web.Response:
        """Take a submission. 201: it is on the disk; 200: it was before."""
        site = self._site
        if request.content_type != "application/json":
            raise ProblemError(415)
        async with site.bodies.whole(request, REQUEST, lambda: site.is_known(request)) as raw:
            handed = site.checker.intake(read_intake(raw), credential(request), site.proof(request))
            outcome = await site.receiver.hand_in(handed)
        if isinstance(outcome, Refused):
            raise ProblemError(outcome.status, outcome.name)
        if handed.proof is not None and not outcome.again:
            site.challenges.taken()
        told = {
            "v": 1,
            "submission": handed.id,
            "case": handed.case,
            "first": outcome.first,
            "entries": entries([part for part in handed.parts if not part.stays]),
        }
        return json_response(told, status=200 if outcome.again else 201)
