"""The return credential of a request (API.md §1.1): who knows the words, shown without the words."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from dataclasses import dataclass, field

from aiohttp import web

from gateway.problems import ProblemError
from storage.sealing.words import place

_HALF = r"[A-Za-z0-9_-]{43}"
_BEARER = re.compile(rf"Bearer (?P<lookup>{_HALF})\.(?P<access>{_HALF})")


@dataclass(frozen=True, slots=True)
class Credential:
    """Where a person's things stand. What was shown for it is not kept."""

    key: bytes
    lookup: bytes = field(repr=False)


def credential(request: web.Request) -> Credential | None:
    """Return the credential of a request, None when it shows none that can be read."""
    found = _BEARER.fullmatch(request.headers.get("Authorization", ""))
    if found is None:
        return None
    lookup, access = (urlsafe_b64decode(found[half] + "=") for half in ("lookup", "access"))
    return Credential(place(lookup, access), lookup)


def credential_of_path(request: web.Request) -> Credential:
    """Return the credential of a request whose path names its lookup. Raises the 404 of an unknown place."""
    shown = credential(request)
    named = request.match_info["lookup"]
    if shown is None or not re.fullmatch(_HALF, named) or urlsafe_b64decode(named + "=") != shown.lookup:
        raise ProblemError(404)
    return shown
