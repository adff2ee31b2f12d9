"""Structured logs that cannot tell on anybody: only keys of the allow-list pass, and only values that hold no words.

A log line is an event name from our code and a few numbers. Whatever else a library or a mistake puts in is dropped
before it is rendered, tracebacks keep places but no messages and no locals.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from contextlib import suppress
from types import TracebackType
from typing import Any, TextIO, cast

import structlog

ALLOWED = frozenset(
    {
        "event", "level", "timestamp", "role", "port", "host", "count", "lanes", "batch", "attempts", "seconds",
        "milliseconds", "status", "method", "route", "kind", "channel", "error", "where", "size", "version", "signal",
        "index", "digest",
    }
)  # fmt: skip
"""Every key that may appear in a log line. `error` is the name of an exception class, `where` file:line places."""

_NAME = re.compile(r"[A-Za-z0-9_./:+<>-]{1,80}")
"""What passes as a string: a name of ours, one word. People write more than one, or not in ASCII."""
_PLACES = re.compile(r"([A-Za-z0-9_.<>-]{1,40}:[0-9]{1,6}( |$)){1,3}")

Event = dict[str, Any]


def allow(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Drop every key outside the allow-list and every value that is no number, name or code place."""
    return {key: value for key, value in event.items() if key in ALLOWED and _harmless(key, value)}


def _harmless(key: str, value: object) -> bool:
    if isinstance(value, str):
        return (_PLACES if key == "where" else _NAME).fullmatch(value) is not None
    return isinstance(value, int | float)


def place(error: BaseException) -> dict[str, str]:
    """Return what a log may say of an exception: its class and the last places it passed, never its message."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = " ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames)
    return {"error": type(error).__name__, "where": places}


class _Lines:
    """Writes lines, or loses them: where the disk of the log is full, the gateway that wants to say so must live on."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def msg(self, line: str) -> None:
        with suppress(OSError):
            self._stream.write(line + "\n")
            self._stream.flush()

    critical = error = warning = info = debug = msg


class _Foreign(logging.Handler):
    """Takes the standard library's log records (aiohttp, aiogram): name and level pass, text does not."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log that a library had something to say, and where."""
        error = record.exc_info[1] if record.exc_info else None
        detail = place(error) if error else {"where": f"{record.filename}:{record.lineno}"}
        structlog.get_logger().log(record.levelno, record.name, **detail)


def configure_logs(*, stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Set up logging for a whole process: one JSON object a line, to `stream` (default: standard error)."""
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            allow,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: _Lines(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[_Foreign()], level=logging.WARNING, force=True)
    sys.excepthook = _last_words
    sys.unraisablehook = _unraisable
    threading.excepthook = _thread_ended


def _last_words(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Replace the interpreter's traceback, which prints exception messages, by a line without any."""
    structlog.get_logger().critical("process-failed", **place(error.with_traceback(trace)), kind=kind.__name__)


def _unraisable(what: sys.UnraisableHookArgs) -> None:
    structlog.get_logger().error("unraisable", **(place(what.exc_value) if what.exc_value else {}))


def _thread_ended(what: threading.ExceptHookArgs) -> None:
    structlog.get_logger().critical("thread-failed", **(place(what.exc_value) if what.exc_value else {}))


def logger() -> structlog.typing.FilteringBoundLogger:
    """Return the process's logger."""
    return cast("structlog.typing.FilteringBoundLogger", structlog.get_logger())
