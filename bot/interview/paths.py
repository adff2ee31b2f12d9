"""Paths over the answers, compiled. Where a path leads is worked out once; most become a single memo look-up.

As in JavaRosa an absolute path takes the indexes of the repeats it shares with the context node, a relative path that
leaves a repeat and enters it again means all instances, only relevant nodes are found, and a path to a blank is "".
Unlike JavaRosa, which stops, a path to several nodes used as one value means the first, as in XPath 1.0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.interview.moves import Move, Place, below, named, to_children, to_descendants, to_parents
from bot.interview.run import At, Evaluate, Run
from bot.interview.scope import Atlas, Scope
from bot.interview.spots import Spot
from bot.interview.values import Value, to_boolean
from config.questionnaire.plan import Call, Expression, Path, Step

Places: TypeAlias = Callable[[Run, At], list[Place]]
Values: TypeAlias = Callable[[Run, At], list[Value]]
Compile: TypeAlias = Callable[[Expression, Scope], Evaluate]


@dataclass(frozen=True, slots=True)
class _Walk:
    """A path on its way, instances aside."""

    heads: tuple[Spot, ...]
    """The nodes it can have reached."""
    binding: bool
    """Whether repeats that are entered take the context's indexes."""


class Paths:
    """Compiles location paths whose nodes are answers."""

    def __init__(self, atlas: Atlas, compile_: Compile) -> None:
        self._atlas = atlas
        self._compile = compile_

    def scalar(self, path: Path, scope: Scope) -> Evaluate:
        """Return a path as one value: the first node's, "" where there is none."""
        target = self.fixed(path, scope)
        if target is not None:
            return self._read(target, path, scope)
        places = self.places(path, scope)

        def first(run: Run, at: At) -> Value:
            found = places(run, at)
            return found[0][0].read(run, found[0][1]) if found else ""

        return first

    def values(self, path: Path, scope: Scope) -> Values:
        """Return a path as the values of its nodes, in document order."""
        places = self.places(path, scope)
        return lambda run, at: [spot.read(run, here) for spot, here in places(run, at)]

    def target(self, path: Path, scope: Scope) -> Spot:
        """Return the one node that a path without predicates names. Raises PlanError where there are several."""
        if any(step.predicates for step in path.steps):
            raise scope.error("one field is meant here: its path cannot have predicates")
        return self.head(path, scope)

    def head(self, path: Path, scope: Scope) -> Spot:
        """Return the one node that a path leads to, instances aside. Raises PlanError where there are several."""
        walk, steps = self._start(path, scope)
        for step in steps:
            walk = self._advance(walk, step, scope)
        if len(walk.heads) != 1:
            raise scope.error("one field is meant here: its path cannot lead to several")
        return walk.heads[0]

    def fixed(self, path: Path, scope: Scope) -> Spot | None:
        """Return where a path leads if that is one node, in repeats that all take the context's indexes."""
        walk, steps = self._start(path, scope)
        for step in steps:
            before = walk.heads[0]
            walk = self._advance(walk, step, scope)
            if step.predicates or len(walk.heads) != 1:
                return None
            entered = set(walk.heads[0].repeats).difference(before.repeats)
            if entered and not (walk.binding and entered.issubset(scope.spot.repeats)):
                return None
        return walk.heads[0]

    def places(self, path: Path, scope: Scope) -> Places:
        """Return a path as its relevant nodes, in document order."""
        walk, steps = self._start(path, scope)
        start = walk.heads[0]
        moves: list[Move] = []
        for step in steps:
            moves.append(self._move(walk, step, scope))
            walk = self._advance(walk, step, scope)
            moves.extend(self._filter(walk, predicate, scope) for predicate in step.predicates)
        self.note(walk.heads, scope, filtered=any(step.predicates for step in steps))
        elsewhere = looks_elsewhere(path, scope)

        def places(run: Run, at: At) -> list[Place]:
            origin = run.origin if elsewhere else at
            found: list[Place] = [(start, origin[: start.depth])]
            for move in moves:
                found = move(run, origin, found)
            return [(spot, here) for spot, here in found if spot.relevant(run, here)]

        return places

    # --- where a path leads ---------------------------------------------------------------------------

    def _start(self, path: Path, scope: Scope) -> tuple[_Walk, tuple[Step, ...]]:
        if path.start == "/":
            return self._start_above(path, scope)
        if isinstance(path.start, Call):
            if path.start.name != "current":
                raise scope.error(f"a path cannot start with {path.start.name}()")
            return _Walk((scope.outer or scope.spot,), binding=False), path.steps
        return _Walk((scope.spot,), binding=False), path.steps

    def _start_above(self, path: Path, scope: Scope) -> tuple[_Walk, tuple[Step, ...]]:
        """Begin at the root, which a path names first, or which "//" passes on its way to anywhere."""
        root = self._atlas.spots[0]
        if path.steps and path.steps[0].axis == "descendant":
            return _Walk((root,), binding=False), path.steps
        if not path.steps or path.steps[0].axis != "child" or path.steps[0].name not in {root.name, "*"}:
            raise scope.error(f"an absolute path starts with {root.node.path}")
        return _Walk((root,), binding=True), path.steps[1:]

    def _advance(self, walk: _Walk, step: Step, scope: Scope) -> _Walk:
        """Return where a step leads, instances aside."""
        if step.axis == "self":
            return walk
        if step.axis == "parent":
            heads = tuple(dict.fromkeys(spot.parent for spot in walk.heads if spot.parent is not None))
        elif step.axis == "child":
            heads = tuple(child for spot in walk.heads for child in named(spot, step))
        else:
            reached = (child for spot in walk.heads for child in below(spot) if step.name in {child.name, "*"})
            heads = tuple(dict.fromkeys(reached))
        if not heads:
            raise scope.error(f"there is no {step.name} at {walk.heads[0].node.path}")
        return _Walk(heads, walk.binding and not step.predicates and step.axis != "descendant")

    def _read(self, target: Spot, path: Path, scope: Scope) -> Evaluate:
        if target is scope.judged and (scope.outer is None or looks_elsewhere(path, scope)):
            return lambda run, _at: run.candidate
        self._atlas.note(target)
        read, depth = target.read, target.depth
        if looks_elsewhere(path, scope):
            return lambda run, _at: read(run, run.origin[:depth])
        if depth in {0, scope.spot.depth}:
            return read
        return lambda run, at: read(run, at[:depth])

    def note(self, spots: Iterable[Spot], scope: Scope, *, filtered: bool) -> None:
        """Note what is read. Another instance of the node's own repeat is no circle: it is how a balance runs."""
        home = (scope.outer or scope.spot).repeats
        for spot in spots:
            if filtered and home and spot.repeats[:1] == home[:1]:
                self._atlas.running = True
            else:
                self._atlas.note(spot)

    # --- one step, while it runs ----------------------------------------------------------------------

    def _move(self, walk: _Walk, step: Step, scope: Scope) -> Move:
        if step.axis == "self":
            return lambda _run, _at, places: places
        if step.axis == "parent":
            return to_parents
        if step.axis == "descendant":
            return to_descendants(step.name)
        bound = frozenset(scope.spot.repeats) if walk.binding and not step.predicates else frozenset()

        return to_children(step, bound)

    def _filter(self, walk: _Walk, predicate: Expression, scope: Scope) -> Move:
        if len(walk.heads) != 1:
            raise scope.error("a predicate needs a name before it, not *")
        head = walk.heads[0]
        outermost = scope.outer is None
        inner = replace(scope, spot=head, outer=scope.outer or scope.spot)
        test = self._compile(predicate, inner)

        def keep(run: Run, at: At, places: list[Place]) -> list[Place]:
            position, origin = run.position, run.origin
            if outermost:
                run.origin = at
            kept = []
            for place in places:
                here = place[1]
                run.position = float(here[-1]) if head.node.kind == "repeat" else 1.0
                if holds(test(run, here), run.position):
                    kept.append(place)
            run.position, run.origin = position, origin
            return kept

        return keep


def looks_elsewhere(path: Path, scope: Scope) -> bool:
    """Return whether a path in a predicate starts from current(), whose place is `run.origin`."""
    return scope.outer is not None and isinstance(path.start, Call)


def holds(result: Value, position: float) -> bool:
    """Return whether a predicate keeps a node: a number is a position, anything else is true or false."""
    return result == position if isinstance(result, float) else to_boolean(result)
