"""One step of a path, while it runs: from some places to others. `paths` says which steps a path has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from bot.interview.run import At, Run
from bot.interview.spots import Spot, instances
from config.questionnaire.plan import Step

Place: TypeAlias = tuple[Spot, At]
Move: TypeAlias = Callable[[Run, At, list[Place]], list[Place]]


def to_children(step: Step, bound: frozenset[Spot]) -> Move:
    """Return the step to children of a name: of repeats all instances, of the `bound` ones the context's own."""

    def children(run: Run, at: At, places: list[Place]) -> list[Place]:
        found: list[Place] = []
        for spot, here in places:
            for child in named(spot, step):
                if child.node.kind != "repeat":
                    found.append((child, here))
                elif child in bound:
                    found.append((child, at[: child.depth]))
                else:
                    last = instances(child, run, here)
                    found.extend((child, (*here, index)) for index in range(1, last + 1))
        return found

    return children


def below(spot: Spot) -> Iterator[Spot]:
    """Yield every node below one, in document order."""
    for child in spot.children:
        yield child
        yield from below(child)


def _allbelow(run: Run, spot: Spot, here: At) -> Iterator[Place]:
    """Yield every instance of every node below a place, in document order."""
    for child in spot.children:
        places = [here]
        if child.node.kind == "repeat":
            places = [(*here, index) for index in range(1, instances(child, run, here) + 1)]
        for place in places:
            yield child, place
            yield from _allbelow(run, child, place)


def to_descendants(name: str) -> Move:
    """Return the step to everything below of a name, each once."""

    def descendants(run: Run, _at: At, places: list[Place]) -> list[Place]:
        below = (found for spot, here in places for found in _allbelow(run, spot, here))
        return list(dict.fromkeys(place for place in below if name in {place[0].name, "*"}))

    return descendants


def named(spot: Spot, step: Step) -> tuple[Spot, ...]:
    """Return the children of a step's name."""
    if step.name == "*":
        return spot.children
    found = spot.family.get(step.name)
    return () if found is None else (found,)


def to_parents(_run: Run, _at: At, places: list[Place]) -> list[Place]:
    """Step to the parents, each once."""
    parents = [(spot.parent, here[: spot.parent.depth]) for spot, here in places if spot.parent is not None]
    return list(dict.fromkeys(parents))
