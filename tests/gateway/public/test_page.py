"""The cover page: neutral, in the visitor's language, without a script."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import aiohttp
import pytest
from aiohttp import web

from config.catalogue import load_catalogue
from gateway.public.page import negotiate, page_routes

LANGUAGES = load_catalogue().languages


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("ko", "ko-KR"),
        ("ko-KP", "ko-KP"),
        ("KO-kp, en", "ko-KP"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("fr-FR, de;q=0.9", "en"),
        ("fr, ko;q=0.4, zh;q=0.7", "zh-Hans"),
        ("en;q=0.1, ko;q=0.9", "ko-KR"),
        ("ko;q=0, zh", "zh-Hans"),
        ("ko;q=0", "en"),
        ("ja-JP", "ja"),
        ("fr, ru-RU;q=0.9, en;q=0.8", "ru"),
        ("zh-Hant-TW", "zh-Hans"),
        ("*", "en"),
        ("ko ; q=1.000", "ko-KR"),
        ("ko;q=lots, zh;q=0.1", "zh-Hans"),
        (",;;q=,--,%s", "en"),
        ("\x00\uffff", "en"),
        ("xx," * 50_000 + "ko", "en"),
    ],
)
def test_the_visitors_wish_decides(accepted: str, language: str) -> None:
    assert negotiate(accepted, LANGUAGES) == language


class Tags(HTMLParser):
    """Which tags there are, and what they point to."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.targets: list[str] = []
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.targets += [value or "" for name, value in attrs if name in {"href", "src", "action"}]
        self.language = self.language or dict(attrs).get("lang") or ""


async def served(accept: str) -> tuple[str, aiohttp.ClientResponse]:
    app = web.Application()
    app.add_routes(page_routes(load_catalogue()))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
        wish = {"Accept-Language": accept}
        async with aiohttp.ClientSession() as session, session.get(url, headers=wish) as answer:
            return await answer.text(), answer
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("language", load_catalogue().languages)
async def test_it_speaks_each_language_and_says_so(language: str) -> None:
    html, answer = await served(language)
    tags = Tags()
    tags.feed(html)
    assert tags.language == language
    assert load_catalogue().text(language, "cover-page-title") in html
    assert answer.content_type == "text/html"


async def test_it_has_no_script_no_form_and_points_nowhere_else() -> None:
    html, answer = await served("en")
    tags = Tags()
    tags.feed(html)
    assert not set(tags.tags) & {"script", "form", "iframe", "a", "img"}
    assert all(target == "data:," or re.fullmatch(r"/[a-z.]+", target) for target in tags.targets)
    assert "Set-Cookie" not in answer.headers
    assert " on" not in re.sub(r">[^<]*<", "><", html), "no event handler"
    assert "style=" not in html
