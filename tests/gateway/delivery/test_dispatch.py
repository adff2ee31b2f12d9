"""One item becomes one call."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gateway.delivery.dispatch import Post, superseded
from gateway.delivery.standing import Standing
from storage.database.engine import Database
from storage.errors import IntegrityFailureError, PermanentError, TemporaryError
from storage.sealing.lockbox import Lockbox
from tests.gateway.delivery.desk import SHELF, Desk


@pytest.fixture
def desk(database_url: str, database: Database, tmp_path: Path) -> Desk:
    return Desk(database_url, database, Lockbox.generate(tmp_path / "lock.keys"))


@pytest.fixture
def post(desk: Desk) -> Post:
    return Post(outlets={"telegram": desk.outlet}, lockbox=desk.lockbox, shelf=SHELF)


async def test_a_show_leaves_the_bubble_as_the_outlet_names_it(desk: Desk, post: Post) -> None:
    standing = Standing()
    await post.send(desk.item("a", "hello"), standing)
    assert standing == Standing("bubble of a")
    known = Standing("known")
    await post.send(desk.item("a", "hello"), known)
    assert known == Standing("known")


async def test_a_sweep_changes_no_bubble(desk: Desk, post: Post) -> None:
    standing = Standing("known")
    await post.send(desk.item("a", "77", kind="sweep"), standing)
    assert standing == Standing("known")
    assert desk.outlet.calls == [("sweep", "a", "77")]


async def test_files_stand_beside_the_bubble_until_the_next_show(desk: Desk, post: Post) -> None:
    standing = Standing("known")
    await post.send(desk.item("a", "barn.jpg", kind="attach"), standing)
    await post.send(desk.item("a", "bell.mp3", kind="attach"), standing)
    assert standing == Standing("known", ["file 1", "file 2"])
    desk.outlet.trouble.extend([None, PermanentError("too old"), None])
    await post.send(desk.item("a", "next"), standing)
    assert standing == Standing("known"), "what can never be deleted is let go"
    assert desk.outlet.calls[2:] == [("show", "a", "next", "known"), ("sweep", "a", "file 1"), ("sweep", "a", "file 2")]


async def test_what_cannot_be_taken_away_now_is_remembered(desk: Desk, post: Post) -> None:
    standing = Standing(None, ["file 1", "file 2", "file 3"])
    desk.outlet.trouble.extend([None, None, TemporaryError("down")])
    with pytest.raises(TemporaryError):
        await post.send(desk.item("a", "next"), standing)
    assert standing == Standing("bubble of a", ["file 2", "file 3"])


async def test_a_file_that_the_form_does_not_have_is_never_looked_for(desk: Desk, post: Post) -> None:
    for name in ("../lock.keys", "other.jpg", ""):
        with pytest.raises(PermanentError):
            await post.send(desk.item("a", name, kind="attach"), Standing())
    assert desk.outlet.calls == []


async def test_a_channel_that_is_not_here_is_permanent(desk: Desk, post: Post) -> None:
    with pytest.raises(PermanentError):
        await post.send(desk.item("a", "hello", channel="other"), Standing())


async def test_a_payload_serves_its_own_item_only(desk: Desk, post: Post) -> None:
    """Whoever can write to the database cannot send one person's screen to another."""
    with pytest.raises(IntegrityFailureError):
        await post.send(replace(desk.item("a", "one"), id="another item"), Standing())
    assert desk.outlet.calls == []


def test_only_earlier_shows_are_superseded(desk: Desk) -> None:
    shows = [desk.item("a", "x") for _ in range(3)]
    assert superseded(shows) == {shows[0].id, shows[1].id}
    assert superseded([desk.item("a", "m", kind="sweep"), shows[0]]) == frozenset()
    assert superseded([]) == frozenset()


def test_a_file_beside_a_screen_that_is_superseded_is_too(desk: Desk) -> None:
    first, file, last, late = (
        desk.item("a", "x"),
        desk.item("a", "barn.jpg", kind="attach"),
        desk.item("a", "x"),
        desk.item("a", "bell.mp3", kind="attach"),
    )
    assert superseded([first, file, last, late]) == {first.id, file.id}
    assert superseded([file, late]) == frozenset()
