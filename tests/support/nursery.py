"""Starts gateways quickly: a process that has imported everything once and forks a child for each start.

Loading aiogram takes seconds; a journey that kills and restarts its gateway six times would spend them six times. A
forked child runs the same `serve` command, with an environment, a log and a life of its own.

    in:   {"argv": […], "environment": {…}, "log": "/path"}      a line per start
    out:  "born PID" and, whenever one ends, "died PID STATUS"   STATUS as of waitstatus_to_exitcode
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

import gateway.serving  # noqa: F401 -- loaded here so that no child has to
from gateway.commands.serve import serve
from tests.support import shifting
from tests.support.crashing import Death, install

_SPREAD = 4096


def main() -> None:
    """Serve requests from standard input until it ends."""
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    watched = selectors.DefaultSelector()
    watched.register(sys.stdin.buffer.fileno(), selectors.EVENT_READ)
    watched.register(woken, selectors.EVENT_READ)
    pending = b""
    while True:
        for key, _ in watched.select():
            data = os.read(key.fd, _SPREAD)
            if key.fd == woken:
                _bury()
            elif not data:
                return
            else:
                *lines, pending = (pending + data).split(b"\n")
                for line in lines:
                    _bear(json.loads(line))


def _bear(request: dict[str, Any]) -> None:
    child = os.fork()
    if child == 0:
        _live(request)
    print(f"born {child}", flush=True)


def _bury() -> None:
    while True:
        try:
            child, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if child == 0:
            return
        print(f"died {child} {os.waitstatus_to_exitcode(status)}", flush=True)


def _live(request: dict[str, Any]) -> NoReturn:
    """Become the gateway that was asked for."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    os.environ.clear()
    os.environ.update(request["environment"])
    status = 1
    try:
        if request["fate"]:
            point, _, nth = request["fate"].partition(":")
            install(Death(point, int(nth)))
        if clock := os.environ.get(shifting.VARIABLE):
            shifting.install(Path(clock))
        serve.main([], standalone_mode=False)
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
