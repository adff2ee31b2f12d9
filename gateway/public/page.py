"""GET /: the neutral cover that stands at the address until the safe page moves in.

It names nothing, links nowhere and stores nothing. Its words come from the catalogue, in the first language of the
browser that there is.
"""

from __future__ import annotations

import re
from html import escape

from aiohttp import web

from config.catalogue import Catalogue
from gateway.middleware import page_headers

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
</head>
<body><main><h1>{title}</h1><p>{text}</p></main></body>
</html>
"""

_STYLE = """
:root { color-scheme: light dark; --ink: #22303c; --paper: #f7f5f0; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e2d8; --paper: #1b2229; } }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink);
  font: 1.125rem/1.7 system-ui, "Noto Sans KR", "Noto Sans SC", sans-serif; }
main { max-width: 34rem; padding: 2rem; }
h1 { font-size: 1.5rem; font-weight: 600; margin: 0 0 .5rem; }
p { margin: 0; }
"""


_WISH = re.compile(r"(?P<tag>[a-z0-9-]+)(\s*;\s*q=(?P<weight>[01](\.[0-9]{0,3})?))?")
_WISHES = 20
"""No browser names more; nobody makes us sort a megabyte."""


def negotiate(accepted: str, languages: tuple[str, ...]) -> str:
    """Return the language that an Accept-Language header (RFC 9110 §12.5.4) prefers among these, else English."""
    wishes = [_WISH.fullmatch(wish.strip().lower()) for wish in accepted.split(",")[:_WISHES]]
    weighted = [(float(wish["weight"] or 1), wish["tag"]) for wish in wishes if wish]
    for weight, tag in sorted(weighted, key=lambda wish: -wish[0]):
        exact = [one for one in languages if one.lower() == tag]
        same = [one for one in languages if one.lower().partition("-")[0] == tag.partition("-")[0]]
        if weight and (exact or same):
            return (exact or same)[-1]
    return "en"


def page_routes(catalogue: Catalogue) -> list[web.RouteDef]:
    """Return the routes of the cover page and its style sheet."""

    async def page(request: web.Request) -> web.Response:
        language = negotiate(request.headers.get("Accept-Language", ""), catalogue.languages)
        title, text = (catalogue.text(language, f"cover-page-{part}") for part in ("title", "text"))
        html = _PAGE.format(language=language, title=escape(title), text=escape(text))
        return web.Response(text=html, content_type="text/html", headers=page_headers())

    async def style(_request: web.Request) -> web.Response:
        return web.Response(text=_STYLE, content_type="text/css")

    return [web.get("/", page), web.get("/page.css", style)]
