"""Words of the form as values: the label of a choice, and texts by their identifiers, in the language of the look."""

from __future__ import annotations

from collections.abc import Iterator

from bot.interview.errors import PlanError
from bot.interview.run import At, Evaluate, Run, Write, silence
from bot.interview.scope import Atlas, Scope
from bot.interview.special import Compiler
from bot.interview.spots import Spot
from bot.interview.values import Value, to_text
from bot.interview.wording import compile_wording
from config.questionnaire.plan import Call, Text


def choice_name(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    """Compile `jr:choice-name`: "" for what the select does not know."""
    value = compiler.expression(call.arguments[0], scope)
    named = call.arguments[1]
    spot = _spot_named(compiler.atlas, named.value, scope) if isinstance(named, Text) else None
    if spot is None or spot.node.itemset is None:
        raise scope.error("jr:choice-name() takes the path of a select in quotes")
    if not spot.node.itemset.choices:
        compiler.atlas.note(spot)
        return _name_gathered(value, spot, scope)
    labels = compiler.atlas.named.get(spot.node.itemset.choices, {})

    def label(run: Run, at: At) -> Value:
        option = labels.get(to_text(value(run, at)).strip())
        return "" if option is None else option.label(run, ())

    return label


def _name_gathered(value: Evaluate, spot: Spot, scope: Scope) -> Evaluate:
    """Return the label of a choice that comes from answers: as the select offers it in this place, or in the first."""
    shared = sum(mine is its for mine, its in zip(scope.spot.repeats, spot.repeats, strict=False))
    first = (1,) * (spot.depth - shared)

    def label(run: Run, at: At) -> Value:
        wanted = to_text(value(run, at)).strip()
        offered = spot.gathered(run, (*at[:shared], *first)) if spot.gathered is not None and wanted else ()
        return next((option.label(run, ()) for option in offered if option.name == wanted), "")

    return label


def _spot_named(atlas: Atlas, path: str, scope: Scope) -> Spot | None:
    """Return the node that a path in quotes names, absolute or from the context node."""
    pieces = path.strip().split("/")
    if not pieces[0]:
        return atlas.by_path.get(path.strip())
    spot: Spot | None = scope.spot
    for piece in pieces:
        if spot is None or piece == ".":
            continue
        spot = spot.parent if piece == ".." else spot.family.get(piece)
    return spot


def itext(compiler: Compiler, call: Call, scope: Scope) -> Evaluate:
    """Compile `jr:itext`: a text of the form in the language of this look; "" where there is none of that name."""
    (named,) = call.arguments
    if isinstance(named, Text):
        return _text(compiler, named.value, scope)
    found = compiler.expression(named, scope)
    writers = dict(_all_texts(compiler, scope))
    return lambda run, at: writers.get(to_text(found(run, at)), silence)(run, at)


def _all_texts(compiler: Compiler, scope: Scope) -> Iterator[tuple[str, Write]]:
    """Yield every text that can be said here. What is read shows only when one is said: most are no circle."""
    atlas = compiler.atlas
    reads, atlas.reads = atlas.reads, None
    for name in atlas.plan.texts:
        try:
            yield name, _text(compiler, name, scope)
        except PlanError:  # it belongs elsewhere, and reads what is not here
            continue
    atlas.reads, atlas.running = reads, atlas.running or scope.spot.depth > 0


def _text(compiler: Compiler, name: str, scope: Scope) -> Write:
    speaking = compiler.atlas.speaking
    if name in speaking:
        raise scope.error("a text contains itself")
    speaking.add(name)
    try:
        return compile_wording(compiler, compiler.atlas.plan.texts.get(name, {}), scope)
    finally:
        speaking.discard(name)
