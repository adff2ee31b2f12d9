"""Choices that come from answers: one for each node that a path finds, the instances of a repeat as a rule.

A choice stores what one child of its node holds and shows what another does. Where such a child is sealed all choices
would look alike, so the number of the instance stands for it.
"""

from __future__ import annotations

from msgspec.structs import replace

from bot.interview.run import At, Offer, Option, Run, Write, unseen
from bot.interview.scope import Scope
from bot.interview.shown import SEALED
from bot.interview.special import Compiler
from bot.interview.spots import Spot
from bot.interview.values import to_stored
from config.questionnaire.plan import Expression, Itemset, Path


def gather(compiler: Compiler, itemset: Itemset, scope: Scope) -> Offer:
    """Return the choices of an itemset over answers as a closure: those with a value, in document order."""
    nodes = itemset.nodes
    if nodes is None or not nodes.steps:
        raise scope.error("its choice list is not there")
    path = nodes if itemset.filter is None else _filtered(nodes, itemset.filter)
    head = compiler.paths.head(path, scope)
    value, label = _child(head, itemset.value, scope), _child(head, itemset.label, scope)
    places = compiler.paths.places(path, scope)
    compiler.paths.note((value, label), scope, filtered=True)

    def gathered(run: Run, at: At) -> list[Option]:
        found = []
        for _, here in places(run, at):
            name = _held(value, run, here)
            if name:
                found.append(Option(name, {}, _spoken(_held(label, run, here) or name), unseen))
        return found

    return gathered


def _filtered(path: Path, condition: Expression) -> Path:
    """Return a path whose last step has one more predicate."""
    *steps, last = path.steps
    return Path(path.start, (*steps, replace(last, predicates=(*last.predicates, condition))))


def _child(head: Spot, name: str, scope: Scope) -> Spot:
    spot: Spot | None = head
    for piece in name.split("/"):
        spot = None if spot is None else spot.family.get(piece)
    if spot is None or spot.depth != head.depth:
        raise scope.error("its choices store or show something that is not there")
    return spot


def _held(spot: Spot, run: Run, at: At) -> str:
    text = to_stored(spot.read(run, at))
    return str(at[-1]) if text == SEALED and at else text


def _spoken(text: str) -> Write:
    return lambda _run, _at: text
