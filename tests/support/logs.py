"""Logging as the process configures it, and as it was before, once a test is over."""

from __future__ import annotations

import io
import logging
import sys
import threading
from collections.abc import Iterator

import pytest
import structlog

from config.logs import configure_logs


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged during the test."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, sys.excepthook, sys.unraisablehook, threading.excepthook)
    stream = io.StringIO()
    configure_logs(stream=stream)
    yield stream
    root.handlers[:], root.level, sys.excepthook, sys.unraisablehook, threading.excepthook = before
    structlog.reset_defaults()
