"""What would change by itself: the clock is read at every look, chance is drawn from the interview's own seed.

`once` keeps the first value that it came to; `following` stores it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import chain, count, islice
from string import ascii_uppercase, digits
from typing import Final

from bot.interview import moments
from bot.interview.run import At, Evaluate, Run
from bot.interview.scope import Scope
from bot.interview.special import Compiler
from bot.interview.values import READERS, Value, index_of
from config.questionnaire.plan import Call

_LETTERS: Final = digits + ascii_uppercase
_LONGEST: Final = 1_000
"""Characters of an identifier, whatever the form asks for."""


def once(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    """Compile `once`: what the node holds, or else the argument. What it first comes to is stored with the answers."""
    first, spot = compiler.expression(call.arguments[0], scope), scope.spot
    compiler.atlas.once = True
    reader = READERS.get(spot.node.type)

    def kept(run: Run, at: At) -> Value:
        held = run.answers.get(spot.address(at))
        if not held:
            return first(run, at)
        return held if reader is None else reader(held)

    return kept


def now(_compiler: Compiler, _call: Call, _scope: Scope) -> Evaluate:
    """Compile `now`: the moment of this look."""
    return lambda run, _at: moments.of_instant(run.now)


def today(_compiler: Compiler, _call: Call, _scope: Scope) -> Evaluate:
    """Compile `today`: the day of this look."""
    return lambda run, _at: moments.of_day(run.now.date())


def _draws(compiler: Compiler, scope: Scope) -> Callable[[Run, At], Iterator[int]]:
    """Return a source of random bytes that are the same for one call, one place and one interview."""
    compiler.atlas.volatile = True
    compiler.atlas.sites += 1
    label = f"{compiler.atlas.sites}"
    spot = scope.spot

    def draw(run: Run, at: At) -> Iterator[int]:
        source = run.seed + f"{label} {spot.address(at)}".encode()
        blocks = chain((source,), (source + f" {block}".encode() for block in count(1)))
        return chain.from_iterable(hashlib.sha256(block).digest() for block in blocks)

    return draw


def _number(draw: Iterator[int], size: int) -> int:
    return int.from_bytes(islice(draw, size))


def random(compiler: Compiler, _call: Call, scope: Scope) -> Evaluate:
    """Compile `random`: a number of at least 0 and below 1."""
    draw = _draws(compiler, scope)
    return lambda run, at: _number(draw(run, at), 6) / 2.0**48


def uuid(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    """Compile `uuid`: a version 4 identifier (RFC 9562), or as many letters and digits as are wanted."""
    draw = _draws(compiler, scope)
    if not call.arguments:
        return lambda run, at: _version_4(_number(draw(run, at), 16))
    length = compiler.expression(call.arguments[0], scope)

    def letters(run: Run, at: At) -> Value:
        wanted = max(0, min(_LONGEST, index_of(length(run, at))))
        drawn = draw(run, at)
        return "".join(_LETTERS[_number(drawn, 4) % len(_LETTERS)] for _ in range(wanted))

    return letters


def _version_4(number: int) -> str:
    number = number & ~(0xF << 76) | (4 << 76)  # version 4, RFC 9562 §5.4
    number = number & ~(0x3 << 62) | (0x2 << 62)
    text = f"{number:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
