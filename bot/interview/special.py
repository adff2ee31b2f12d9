"""What the special forms of `calls`, `indexes` and `volatile` see of the compiler of expressions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias

from bot.interview.items import Items
from bot.interview.paths import Paths, Values
from bot.interview.run import Evaluate
from bot.interview.scope import Atlas, Scope
from config.questionnaire.plan import Call, Expression


class Compiler(Protocol):
    """What a special form may ask of the compiler of expressions."""

    atlas: Atlas
    paths: Paths
    items: Items

    def expression(self, expression: Expression, scope: Scope) -> Evaluate:
        """Compile any expression to its value."""
        ...

    def nodes(self, expression: Expression, scope: Scope) -> Values:
        """Compile a path to the values of all its nodes; any other expression to the one value it has."""
        ...


Form: TypeAlias = Callable[[Compiler, Call, Scope], Evaluate]
