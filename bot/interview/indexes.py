"""Which instance: position() and indexed-repeat()."""

from __future__ import annotations

from bot.interview.paths import looks_elsewhere
from bot.interview.run import At, Evaluate, Run
from bot.interview.scope import Scope
from bot.interview.special import Compiler
from bot.interview.spots import Spot, instances
from bot.interview.values import Value, index_of
from config.questionnaire.plan import Call, Path


def position(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    """Compile `position`: of a node inside a predicate, or of the repeat that a path names."""
    if not call.arguments:
        return lambda run, _at: run.position
    (path,) = call.arguments
    if not isinstance(path, Path):
        raise scope.error("position() takes a path")
    target = compiler.paths.fixed(path, scope)
    if target is not None:  # where somebody stands depends on no value
        return _position_of(target, elsewhere=looks_elsewhere(path, scope))
    places = compiler.paths.places(path, scope)

    def found(run: Run, at: At) -> Value:
        for spot, here in places(run, at):
            return float(here[-1]) if spot.node.kind == "repeat" else 1.0
        return 0.0

    return found


def _position_of(target: Spot, *, elsewhere: bool) -> Evaluate:
    if target.node.kind != "repeat":
        return lambda _run, _at: 1.0
    place = target.depth - 1
    if elsewhere:
        return lambda run, _at: float(run.origin[place])
    return lambda _run, at: float(at[place])


def indexed_repeat(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    """Compile `indexed-repeat`: a field in the instances that indexes name; "" where there is no such instance."""
    field, *rest = call.arguments
    if not isinstance(field, Path) or len(rest) % 2:
        raise scope.error("indexed-repeat() takes a field, and then a repeat and an index once or more")
    target = compiler.paths.target(field, scope)
    indexes: dict[Spot, Evaluate] = {}
    for repeat, index in zip(rest[::2], rest[1::2], strict=True):
        spot = compiler.paths.target(repeat, scope) if isinstance(repeat, Path) else None
        if spot is None or spot not in target.repeats:
            raise scope.error("indexed-repeat() names something that is no repeat around its field")
        indexes[spot] = compiler.expression(index, scope)
    if scope.spot.repeats[:1] == target.repeats[:1]:
        compiler.atlas.running = True
    else:
        compiler.atlas.note(target)
    return _reader_at(target, indexes, scope.spot.repeats)


def _reader_at(target: Spot, indexes: dict[Spot, Evaluate], home: tuple[Spot, ...]) -> Evaluate:
    def read(run: Run, at: At) -> Value:
        here: At = ()
        for repeat in target.repeats:
            index = 1
            if repeat in indexes:
                index = max(1, index_of(indexes[repeat](run, at)))  # JavaRosa takes 0 for the first
            elif repeat in home:
                index = at[repeat.depth - 1]
            if index > instances(repeat, run, here):
                return ""
            here = (*here, index)
        return target.read(run, here)

    return read
