"""One item becomes one call."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gateway.delivery.dispatch import Post, superseded
from storage.database.engine import Database
from storage.errors import IntegrityFailureError, PermanentError
from storage.sealing.lockbox import Lockbox
from tests.gateway.delivery.desk import Desk


@pytest.fixture
def desk(database_url: str, database: Database, tmp_path: Path) -> Desk:
    return Desk(database_url, database, Lockbox.generate(tmp_path / "lock.keys"))


@pytest.fixture
def post(desk: Desk) -> Post:
    return Post(outlets={"telegram": desk.outlet}, lockbox=desk.lockbox)


async def test_a_show_returns_the_bubble_as_the_outlet_names_it(desk: Desk, post: Post) -> None:
    assert await post.send(desk.item("a", "hello"), None) == "bubble of a"
    assert await post.send(desk.item("a", "hello"), "known") == "known"


async def test_a_sweep_changes_no_bubble(desk: Desk, post: Post) -> None:
    assert await post.send(desk.item("a", "77", kind="sweep"), "known") == "known"
    assert desk.outlet.calls == [("sweep", "a", "77")]


async def test_a_channel_that_is_not_here_is_permanent(desk: Desk, post: Post) -> None:
    with pytest.raises(PermanentError):
        await post.send(desk.item("a", "hello", channel="other"), None)


async def test_a_payload_serves_its_own_item_only(desk: Desk, post: Post) -> None:
    """Whoever can write to the database cannot send one person's screen to another."""
    with pytest.raises(IntegrityFailureError):
        await post.send(replace(desk.item("a", "one"), id="another item"), None)
    assert desk.outlet.calls == []


def test_only_earlier_shows_are_superseded(desk: Desk) -> None:
    shows = [desk.item("a", "x") for _ in range(3)]
    assert superseded(shows) == {shows[0].id, shows[1].id}
    assert superseded([desk.item("a", "m", kind="sweep"), shows[0]]) == frozenset()
    assert superseded([]) == frozenset()
