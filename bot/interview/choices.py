"""Which choices a question offers, in which order, and which of them a person meant."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from math import fmod, isfinite
from typing import Final

from bot.interview.functions import names
from bot.interview.items import passing
from bot.interview.program import Program
from bot.interview.run import At, Option, Run
from bot.interview.shown import ShownChoice
from bot.interview.spots import Spot
from bot.interview.values import to_number, to_text

ACKNOWLEDGED: Final = "OK"
"""What a trigger ("I have read this") stores."""

SIGNS: Final = {"more": "\uff0b", "enough": "\u2713", "fewer": "\uff0d", ACKNOWLEDGED: "\u2713"}
"""Choices that are the interview's own: signs, because the form has no words for them."""

_MULTIPLIER: Final = 16807
_MODULUS: Final = 2147483647
_SEPARATORS: Final = str.maketrans(dict.fromkeys(",;\u3001\uff0c\uff1b", " "))


def offered(program: Program, run: Run, spot: Spot, at: At) -> list[Option]:
    """Return what a select offers now: filtered, then shuffled if the form wants it."""
    itemset = spot.node.itemset
    if itemset is None:
        return []
    options = list(program.lists[itemset.choices] if spot.gathered is None else spot.gathered(run, at))
    if spot.offers is not None:
        options = passing(options, spot.offers, run, at)
    return _shuffled(options, _seed(run, spot, at)) if itemset.randomize else options


def _seed(run: Run, spot: Spot, at: At) -> float:
    if spot.seed is None:
        return float(int.from_bytes(hashlib.sha256(run.seed + spot.address(at).encode()).digest()[:4]))
    given = spot.seed(run, at)
    number = to_number(given)
    if isfinite(number):
        return float(int(number))
    text = to_text(given)
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return float(int.from_bytes(digest[:8], signed=True)) if text else 0.0


def _shuffled(options: list[Option], seed: float) -> list[Option]:
    """Shuffle as ODK specifies for randomize(): Park-Miller numbers, Fisher-Yates from the inside out."""
    state = fmod(seed, _MODULUS)
    if state <= 0:
        state += _MODULUS - 1
    order: list[Option] = []
    for place, option in enumerate(options):
        state = fmod(state * _MULTIPLIER, _MODULUS)
        other = int((state - 1) / (_MODULUS - 1) * (place + 1))
        order.append(option)
        order[place], order[other] = order[other], option
    return order


def shown(program: Program, run: Run, spot: Spot, at: At) -> tuple[ShownChoice, ...]:
    """Return what a select offers now, as the person reads it."""
    itemset = spot.node.itemset
    if itemset is None or spot.offers is not None or itemset.randomize or itemset.choices not in program.plain_lists:
        return _shown(offered(program, run, spot, at), run)
    key = (itemset.choices, run.language)
    if key not in program.shown_lists:
        program.shown_lists[key] = _shown(program.lists[itemset.choices], run)
    return program.shown_lists[key]


def _shown(options: Sequence[Option], run: Run) -> tuple[ShownChoice, ...]:
    return tuple(ShownChoice(option.name, option.label(run, ()), option.media(run.language)) for option in options)


def signs(*wanted: str) -> tuple[ShownChoice, ...]:
    """Return choices of the interview's own."""
    return tuple(ShownChoice(name, SIGNS[name]) for name in wanted)


def meant(choices: Sequence[ShownChoice], text: str, *, multiple: bool) -> tuple[str, ...] | None:
    """Return the names of the choices that somebody wrote, by name or label, or None if one is unknown."""
    by_words = {_folded(choice.label): choice.name for choice in reversed(choices)}
    by_words |= {_folded(choice.name): choice.name for choice in reversed(choices)}
    whole = by_words.get(_folded(text))
    if whole is not None:
        return (whole,)
    found = [by_words.get(_folded(word)) for word in text.translate(_SEPARATORS).split()] if multiple else [None]
    known = tuple(name for name in found if name is not None)
    return known if len(known) == len(found) else None


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def labels(program: Program, run: Run, spot: Spot, at: At, value: str) -> str:
    """Return the labels of the choices in a value, in its order; a name that has no label stands for itself."""
    known = _named(program, run, spot, at)
    return ", ".join(known[name].label(run, ()) or name if name in known else name for name in names(value))


def _named(program: Program, run: Run, spot: Spot, at: At) -> Mapping[str, Option]:
    """Return a select's choices by name, whether its filter offers them or not."""
    if spot.gathered is not None:
        return {option.name: option for option in reversed(spot.gathered(run, at))}
    return program.named[spot.node.itemset.choices] if spot.node.itemset is not None else {}
