"""GET /office.json, /form/… and /challenge: what a page needs before it may seal anything (API.md §§1.2, 2, 3)."""

from __future__ import annotations

from pathlib import PurePath

from aiohttp import web

from gateway.problems import ProblemError
from gateway.public.published import TYPES, limits
from gateway.public.site import REQUEST, Site, json_response
from gateway.public.uploads import APPEND

_MEGABYTE = 1024 * 1024
_KILOBYTE = 1024


class OfficeRoutes:
    """What everybody may read."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._published = site.published
        self._limits = limits(
            upload=site.policy.upload_megabytes * _MEGABYTE,
            append=APPEND,
            request=REQUEST,
            parts=site.policy.parts,
            draft=site.policy.draft_kilobytes * _KILOBYTE,
            draft_days=site.draft_days,
        )

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get("/office.json", self.office),
            web.get("/challenge", self.challenge),
            web.get("/form/{form}.json", self.form),
            web.get("/form/{form}/media/{name}", self.medium),
        ]

    async def office(self, _request: web.Request) -> web.Response:
        """Answer with the signed documents; 503 when they do not hold today."""
        if self._published.fault(self._site.clock.now().date()):
            raise ProblemError(503, "unsigned", headers={"Retry-After": "3600"})
        response = web.Response(body=self._published.document(self._limits), content_type="application/json")
        response.enable_compression()
        return response

    async def challenge(self, _request: web.Request) -> web.Response:
        """Answer with a proof of work to solve."""
        asked = self._site.challenges.ask()
        return json_response(
            {
                "v": 1,
                "algorithm": "PBKDF2-HMAC-SHA-256",
                "password": asked.password,
                "iterations": asked.iterations,
                "below": asked.below,
                "target": asked.target,
                "expires": asked.expires,
                "token": asked.token,
            }
        )

    async def form(self, request: web.Request) -> web.Response:
        """Answer with the compiled form, whose hash was signed."""
        self._demand(request)
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
            return web.Response(body=self._published.zipped, content_type="application/json", headers=headers)
        return web.Response(
            body=self._published.form, content_type="application/json", headers={"Vary": "Accept-Encoding"}
        )

    async def medium(self, request: web.Request) -> web.Response:
        """Answer with a picture or a sound of the form."""
        self._demand(request)
        name = request.match_info["name"]
        signed = self._published.signed
        if signed is None or name not in signed.statement.media or name not in self._published.media:
            raise ProblemError(404)
        kind = TYPES.get(PurePath(name).suffix.lower(), "application/octet-stream")
        return web.Response(body=self._published.media[name], content_type=kind)

    def _demand(self, request: web.Request) -> None:
        if request.match_info["form"] != self._published.version:
            raise ProblemError(404)
