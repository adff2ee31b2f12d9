"""How a node's relevance and value are worked out: lazily, once per Run, not in circles and not too deep.

Closures rather than methods, and one kind for nodes outside repeats, because these run for every node of every turn.

Nodes read each other by recursion, and a form may have a chain of thousands. Each adds the frames that it can need to
`run.frames`; where they get too many the whole attempt is given up (`TooDeepError`), and the nodes are worked out from
below: first the one that was too deep, then the one that had wanted it.
"""

from __future__ import annotations

from typing import Final

from bot.interview.run import At, Decide, Evaluate, Key, Run, TooDeepError, silence
from bot.interview.scope import Atlas
from bot.interview.spots import Spot
from bot.interview.values import Value, to_boolean
from bot.interview.worth import worth_of

_MOST_FRAMES: Final = 350
"""Python's stack has a thousand; a turn, a filter or a text has used some before, and the last node needs its own."""


def wire_read(spot: Spot) -> None:
    """Give a node its memo, so that expressions compiled later can take hold of it."""
    index, depth = spot.index, spot.depth

    def read_flat(run: Run, _at: At) -> Value:
        known = run.values.get(index)
        return spot.fetch(run, ()) if known is None else known

    def read_nested(run: Run, at: At) -> Value:
        known = run.values.get((index, at))
        return spot.fetch(run, at) if known is None else known

    spot.read = read_nested if depth else read_flat


# --- relevance ------------------------------------------------------------------------------------


def wire_relevance(spot: Spot) -> None:
    """Give a node the relevance that its own expression and its ancestors' make. Parents come first."""
    gate = spot.gate
    if gate is None:
        return
    above = gate if gate is not spot else spot.parent
    assert above is not None
    outer = None if above.relevance is None else _narrowed(above.relevance, above.depth, spot.depth)
    spot.relevance = outer if gate is not spot else _relevance(spot, outer)


def _narrowed(relevance: Decide, outer: int, inner: int) -> Decide:
    if outer == inner:
        return relevance
    return lambda run, at: relevance(run, at[:outer])


def _relevance(spot: Spot, outer: Decide | None) -> Decide:
    index, own, flat = spot.index, spot.own, not spot.depth
    assert own is not None

    def relevance(run: Run, at: At) -> bool:
        key: Key = index if flat else (index, at)
        known = run.relevance.get(key)
        if known is None:
            run.relevance[key] = known = False  # whoever asks while this is worked out goes round in a circle
            try:
                if outer is None or outer(run, at):
                    run.relevance[key] = known = to_boolean(own(run, at))
            except TooDeepError:
                del run.relevance[key]
                raise
        return known

    return relevance


# --- values ---------------------------------------------------------------------------------------


def wire_fetch(spot: Spot, atlas: Atlas) -> None:
    """Give a node the way to its value, once its expressions are compiled."""
    if spot.node.kind in {"group", "repeat"}:
        spot.fetch = silence
        return
    fetch = _fetch(spot, worth_of(spot, atlas), atlas)
    spot.fetch = _in_order(spot, fetch) if spot.running else fetch


def _fetch(spot: Spot, worth: Evaluate, atlas: Atlas) -> Evaluate:
    index, relevance, flat, frames, spots = spot.index, spot.relevance, not spot.depth, spot.frames, atlas.spots

    def fetch(run: Run, at: At) -> Value:
        used = run.frames
        if used > _MOST_FRAMES:
            raise TooDeepError(spot.index, at)
        key: Key = index if flat else (index, at)
        run.frames = used + frames
        run.values[key] = ""  # what a circle finds
        try:
            if relevance is None or relevance(run, at):
                run.values[key] = worth(run, at)
        except TooDeepError as deep:
            del run.values[key]
            if used:
                raise
            _from_below(run, spots, [(index, at), (deep.index, deep.at)])
        run.frames = used
        return run.values[key]

    return fetch


def _in_order(spot: Spot, fetch: Evaluate) -> Evaluate:
    """Work out earlier instances first, so that a balance does not recurse as deep as the repeat is long."""

    def in_order(run: Run, at: At) -> Value:
        for earlier in range(1, at[-1]):
            spot.read(run, (*at[:-1], earlier))
        return fetch(run, at)

    return in_order


def _from_below(run: Run, spots: list[Spot], wanted: list[tuple[int, At]]) -> None:
    """Work out nodes, the last first; what is too deep for one of them comes before it."""
    around = run.item, run.position, run.origin
    while wanted:
        index, at = wanted[-1]
        run.frames = 1  # so that what is too deep is told here
        try:
            spots[index].read(run, at)
            wanted.pop()
        except TooDeepError as deep:
            deeper = (deep.index, deep.at)
            if deeper in wanted:  # a circle, longer than the stack
                run.values[deeper if spots[deep.index].depth else deep.index] = ""
            else:
                wanted.append(deeper)
    run.item, run.position, run.origin = around
