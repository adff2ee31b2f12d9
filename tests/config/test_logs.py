"""Logs cannot tell on anybody: whatever is thrown at them, a canary never comes out."""

from __future__ import annotations

import errno
import gc
import io
import json
import logging
import sys
import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.logs import ALLOWED, allow, configure_logs, logger, place

CANARIES = ("The river house, in spring", "강가의 집", "河边的房子", "+000 00 0000 0000", "a\nb", "x" * 500, "")


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize("key", [*sorted(ALLOWED - {"event", "level", "timestamp"}), "text", "address", "exc_info"])
def test_no_key_lets_words_through(log: io.StringIO, key: str, canary: str) -> None:
    logger().info("something-happened", **{key: canary})
    assert not canary or canary not in log.getvalue()
    (line,) = lines(log)
    assert line["event"] == "something-happened"
    assert key not in line


@pytest.mark.parametrize("canary", CANARIES)
def test_no_message_lets_words_through(log: io.StringIO, canary: str) -> None:
    logger().warning(canary)
    logger().warning("said %s", canary)
    assert not canary or canary not in log.getvalue()


@pytest.mark.parametrize("value", ["x", {"a": "b"}, ["words of a person"], b"bytes", object(), None])
def test_a_key_outside_the_list_is_dropped(log: io.StringIO, value: object) -> None:
    logger().info("something-happened", answer=value, channel="telegram")
    (line,) = lines(log)
    assert line.keys() == {"event", "level", "timestamp", "channel"}


def test_what_an_operator_needs_passes(log: io.StringIO) -> None:
    said = {"count": 3, "seconds": 1.5, "channel": "telegram", "digest": "ab12" * 16, "host": "127.0.0.1"}
    logger().info("something-happened", **said, where="worker.py:12 ledger.py:3")
    (line,) = lines(log)
    assert {key: line[key] for key in said} == said
    assert line["where"] == "worker.py:12 ledger.py:3"


@given(st.dictionaries(st.text(max_size=20), st.text() | st.integers() | st.none(), max_size=5))
def test_only_the_list_passes_whatever_comes(event: dict[str, Any]) -> None:
    passed = allow(None, "info", dict(event))
    assert set(passed) <= ALLOWED
    assert not [value for value in passed.values() if isinstance(value, str) and (" " in value or not value.isascii())]


def fail(canary: str) -> None:
    raise ValueError(canary)


def raised(canary: str) -> ValueError:
    """Return an exception that has been through two frames with a canary among their locals."""
    with pytest.raises(ValueError, match=canary) as caught:
        fail(canary)
    return caught.value


def test_an_exception_tells_its_class_and_place_only(log: io.StringIO) -> None:
    logger().error("turn-failed", **place(raised("river house")))
    logger().exception("turn-failed", exc_info=raised("river house"))
    first, _ = lines(log)
    assert "river" not in log.getvalue()
    assert first["error"] == "ValueError"
    assert first["where"].startswith("test_logs.py:")


def test_libraries_tell_their_name_and_place_only(log: io.StringIO) -> None:
    logging.getLogger("aiohttp.server").error("Error handling %s", "river house", exc_info=raised("river house"))
    logging.getLogger("asyncio").warning("river house", extra={"text": "river house"}, stack_info=True)
    logging.getLogger("aiogram.event").info("river house")
    assert "river" not in log.getvalue()
    error, warning = lines(log)
    assert (error["event"], error["level"], error["error"]) == ("aiohttp.server", "error", "ValueError")
    assert (warning["event"], warning["level"]) == ("asyncio", "warning")
    assert warning["where"].startswith("test_logs.py:")


def test_a_process_a_thread_and_a_finaliser_end_without_words(
    log: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    sys.excepthook(ValueError, raised("river house"), None)

    thread = threading.Thread(target=fail, args=("river house",))
    thread.start()
    thread.join()

    class Dying:
        def __del__(self) -> None:
            raise ValueError("river house")

    Dying()
    gc.collect()
    assert [line["event"] for line in lines(log)] == ["process-failed", "thread-failed", "unraisable"]
    assert {line["error"] for line in lines(log)} == {"ValueError"}
    assert "river" not in log.getvalue() + "".join(capsys.readouterr())


class FullDisk(io.StringIO):
    """A stream that takes nothing."""

    def write(self, _text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_log_without_room_stops_nobody(log: io.StringIO) -> None:
    configure_logs(stream=FullDisk())
    logger().error("something-happened")
    logging.getLogger("aiohttp").warning("something else")
    configure_logs(stream=log)
    logger().info("room-again")
    assert [line["event"] for line in lines(log)] == ["room-again"]
