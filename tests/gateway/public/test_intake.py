"""POST /intake: all parts or none, once, and the receipt says what is kept (API.md §5)."""

from __future__ import annotations

from tests.gateway.public.conftest import Server
from tests.support.page import Page


async def test_three_parts_are_handed_in(server: Server, page: Page) -> None:
    office = await page.office()
    body = office.submission()
    status, told = await page.hand_in(body)
    assert (status, told["entries"]) == (
        201,
        [{"kind": "part-accepted", "part": part["part"], "sha256": part["sha256"]} for part in body["parts"]],
    )
