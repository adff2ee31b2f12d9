"""How a node's relevance and value are worked out: lazily, once per Run, and without going round in circles.

Closures rather than methods, and one kind for nodes outside repeats, because these run for every node of every turn.
"""

from __future__ import annotations

from bot.interview.functions import names
from bot.interview.items import passing
from bot.interview.run import At, Decide, Evaluate, Offer, Option, Run
from bot.interview.scope import Atlas
from bot.interview.shown import SEALED
from bot.interview.spots import Spot
from bot.interview.values import READERS, WRITERS, Value, settled, to_boolean, to_stored


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


def wire_relevance(spot: Spot) -> None:
    """Give a node the relevance that its own expression and its ancestors' make. Parents come first."""
    gate = spot.gate
    if gate is None:
        return
    above = gate if gate is not spot else spot.parent
    assert above is not None
    outer = None if above.relevance is None else _narrowed(above.relevance, above.depth, spot.depth)
    if gate is not spot:
        spot.relevance = outer
    else:
        spot.relevance = _nested_relevance(spot, outer) if spot.depth else _flat_relevance(spot, outer)


def _narrowed(relevance: Decide, outer: int, inner: int) -> Decide:
    if outer in {0, inner}:
        return relevance
    return lambda run, at: relevance(run, at[:outer])


def _flat_relevance(spot: Spot, outer: Decide | None) -> Decide:
    index, own = spot.index, spot.own
    assert own is not None

    def relevance(run: Run, _at: At) -> bool:
        known = run.relevance.get(index)
        if known is None:
            run.relevance[index] = known = False  # whoever asks while this is worked out goes round in a circle
            if outer is None or outer(run, ()):
                run.relevance[index] = known = to_boolean(own(run, ()))
        return known

    return relevance


def _nested_relevance(spot: Spot, outer: Decide | None) -> Decide:
    index, own = spot.index, spot.own
    assert own is not None

    def relevance(run: Run, at: At) -> bool:
        key = (index, at)
        known = run.relevance.get(key)
        if known is None:
            run.relevance[key] = known = False  # as above
            if outer is None or outer(run, at):
                run.relevance[key] = known = to_boolean(own(run, at))
        return known

    return relevance


# --- values ---------------------------------------------------------------------------------------


def wire_fetch(spot: Spot, atlas: Atlas) -> None:
    """Give a node the way to its value, once its expressions are compiled."""
    if spot.node.kind in {"group", "repeat"}:
        spot.fetch = _group_fetch(spot)
    elif spot.depth:
        spot.fetch = _nested_fetch(spot, _worth(spot, atlas))
    else:
        spot.fetch = _flat_fetch(spot, _worth(spot, atlas))


def _group_fetch(spot: Spot) -> Evaluate:
    """Return the way to a group's value: blank, but its relevance is settled, for the milestones of long chains."""
    relevance = spot.relevance

    def fetch(run: Run, at: At) -> Value:
        if relevance is not None:
            relevance(run, at)
        return ""

    return fetch


def _flat_fetch(spot: Spot, worth: Evaluate) -> Evaluate:
    index, relevance = spot.index, spot.relevance

    def fetch(run: Run, _at: At) -> Value:
        run.values[index] = ""  # what a circle finds
        if relevance is not None and not relevance(run, ()):
            return ""
        value = run.values[index] = worth(run, ())
        return value

    return fetch


def _nested_fetch(spot: Spot, worth: Evaluate) -> Evaluate:
    index, relevance = spot.index, spot.relevance

    def fetch(run: Run, at: At) -> Value:
        if spot.running:
            for earlier in range(1, at[-1]):  # in order, so that a balance does not recurse as deep as the repeat
                spot.read(run, (*at[:-1], earlier))
        key = (index, at)
        run.values[key] = ""  # what a circle finds
        if relevance is not None and not relevance(run, at):
            return ""
        value = run.values[key] = worth(run, at)
        return value

    return fetch


def _worth(spot: Spot, atlas: Atlas) -> Evaluate:
    """Return how a relevant node comes to its value: calculated, or answered, or a default."""
    node = spot.node
    calculated = _calculated(spot)
    if calculated is not None and node.kind != "question":
        return calculated
    stored = _stored(spot, calculated)
    if spot.gathered is not None:
        return _still_there(spot.gathered, stored)
    if spot.offers is not None and node.itemset is not None:
        return _offered(spot.offers, stored, atlas.lists[node.itemset.choices])
    return stored if calculated is None or spot.readonly is None else _unless_readonly(spot, calculated, stored)


def _unless_readonly(spot: Spot, calculated: Evaluate, stored: Evaluate) -> Evaluate:
    readonly = spot.readonly
    assert readonly is not None
    return lambda run, at: calculated(run, at) if to_boolean(readonly(run, at)) else stored(run, at)


def _calculated(spot: Spot) -> Evaluate | None:
    calculate = spot.calculate
    if calculate is None:
        return None
    convert = WRITERS.get(spot.node.type, settled)
    return lambda run, at: convert(calculate(run, at))


def _stored(spot: Spot, calculated: Evaluate | None) -> Evaluate:
    reader = READERS.get(spot.node.type) if spot.node.keep == "draft" else None
    path = spot.node.path
    other = calculated or (_by_default(spot) if spot.depth else None)

    def read(text: str) -> Value:
        return text if reader is None or text in {"", SEALED} else reader(text)

    if spot.depth or other is not None:

        def answered(run: Run, at: At) -> Value:
            text = run.answers.get(spot.address(at))
            if text is None:
                return "" if other is None else other(run, at)
            return read(text)

        return answered
    if reader is None:
        return lambda run, _at: run.answers.get(path, "")
    return lambda run, _at: read(run.answers.get(path, ""))


def _by_default(spot: Spot) -> Evaluate | None:
    """Return the default of a node in a repeat: until it is stored, because instances come and go."""
    default, reader = spot.default, READERS.get(spot.node.type)
    if default is None:
        return None

    def begun(run: Run, at: At) -> Value:
        text = to_stored(default(run, at))
        return text if reader is None else reader(text)

    return begun


def _still_there(gathered: Offer, stored: Evaluate) -> Evaluate:
    """Return a select's value without the choices whose answers are gone. They are kept all the same."""

    def still_there(run: Run, at: At) -> Value:
        picked = stored(run, at)
        if picked == "":
            return ""
        known = {option.name for option in gathered(run, at)}
        return " ".join(name for name in names(picked) if name in known)

    return still_there


def _offered(offers: Evaluate, stored: Evaluate, options: tuple[Option, ...]) -> Evaluate:
    """Return a select's value without the choices that its filter no longer offers. They are kept all the same."""
    by_name: dict[str, list[Option]] = {}
    for option in options:
        by_name.setdefault(option.name, []).append(option)

    def still_offered(run: Run, at: At) -> Value:
        picked = names(stored(run, at))
        return " ".join(name for name in picked if passing(by_name.get(name, []), offers, run, at))

    return still_offered
