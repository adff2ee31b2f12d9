"""What a relevant node is worth: calculated, or answered, or a default; of a select only what is still on offer."""

from __future__ import annotations

from bot.interview.functions import names
from bot.interview.items import passing
from bot.interview.run import At, Evaluate, Offer, Option, Run
from bot.interview.scope import Atlas
from bot.interview.shown import SEALED
from bot.interview.spots import Spot
from bot.interview.values import READERS, WRITERS, Value, settled, to_boolean, to_stored


def worth_of(spot: Spot, atlas: Atlas) -> Evaluate:
    """Return how a relevant node comes to its value: calculated, or answered, or a default."""
    node = spot.node
    calculated = _calculated(spot)
    if calculated is not None and node.kind != "question":
        return calculated
    stored = _stored(spot, calculated)
    if spot.gathered is not None:
        return _still_there(spot.gathered, stored)
    if spot.offers is not None and node.itemset is not None:
        return _offered(spot.offers, stored, atlas.rows[node.itemset.choices])
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


def _offered(offers: Evaluate, stored: Evaluate, rows: dict[str, list[Option]]) -> Evaluate:
    """Return a select's value without the choices that its filter no longer offers. They are kept all the same."""

    def still_offered(run: Run, at: At) -> Value:
        picked = names(stored(run, at))
        return " ".join(name for name in picked if passing(rows.get(name, []), offers, run, at))

    return still_offered
