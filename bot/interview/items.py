"""Choices as nodes: paths from instance('list') and the columns that a choice filter reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from bot.interview.paths import Compile, Values, holds
from bot.interview.run import At, Evaluate, Option, Run
from bot.interview.scope import Atlas, Scope
from bot.interview.values import Value
from config.questionnaire.plan import Expression, Path, Step, Text

Options: TypeAlias = Callable[[Run, At], list[Option]]
_LEVELS = 2  # instance('towns')/root/item


class Items:
    """Compiles location paths whose nodes are choices."""

    def __init__(self, atlas: Atlas, compile_: Compile) -> None:
        self._atlas = atlas
        self._compile = compile_

    def column(self, path: Path, scope: Scope) -> Evaluate:
        """Return a path from the choice that a filter is looking at: one of its columns."""
        steps = [step for step in path.steps if step.axis != "self"]
        if not steps:
            return lambda _run, _at: ""
        if len(steps) > 1 or steps[0].axis != "child" or steps[0].predicates or steps[0].name == "*":
            raise scope.error("a choice has columns only: a path from it is one name")
        read = _reader(steps[0].name)
        return lambda run, at: read(run, at, run.item) if run.item is not None else ""

    def scalar(self, path: Path, scope: Scope) -> Evaluate:
        """Return a path from instance() as one value: the first choice's column."""
        values = self.values(path, scope)

        def first(run: Run, at: At) -> Value:
            found = values(run, at)
            return found[0] if found else ""

        return first

    def values(self, path: Path, scope: Scope) -> Values:
        """Return a path from instance() as the values of a column; of the choices themselves each is ""."""
        rows, columns = path.steps[:_LEVELS], path.steps[_LEVELS:]
        if [step.name for step in rows] != ["root", "item"] or rows[0].predicates or len(columns) > 1:
            raise scope.error("a path into a choice list is instance('list')/root/item[…]/column")
        options = self._options(path, rows[1], scope)
        if not columns:
            return lambda run, at: ["" for _ in options(run, at)]
        if columns[0].axis != "child" or columns[0].predicates or columns[0].name == "*":
            raise scope.error("a path into a choice list ends with the name of a column")
        read = _reader(columns[0].name)
        return lambda run, at: [read(run, at, option) for option in options(run, at)]

    def _options(self, path: Path, step: Step, scope: Scope) -> Options:
        name = path.start.arguments[0] if not isinstance(path.start, str) else None
        if not isinstance(name, Text) or name.value not in self._atlas.lists:
            raise scope.error("instance() names a choice list that is not there")
        options = list(self._atlas.lists[name.value])
        tests = [self._compile(predicate, replace(scope, item=True)) for predicate in step.predicates]

        def chosen(run: Run, at: At) -> list[Option]:
            found = options
            for test in tests:
                found = passing(found, test, run, at)
            return found

        return chosen

    def filter(self, expression: Expression, scope: Scope) -> Evaluate:
        """Return a choice filter, evaluated with `run.item` as its context."""
        return self._compile(expression, replace(scope, item=True))


def passing(options: list[Option], test: Evaluate, run: Run, at: At) -> list[Option]:
    """Return the choices that pass a predicate, in order."""
    item, position = run.item, run.position
    kept = []
    for place, option in enumerate(options, 1):
        run.item, run.position = option, float(place)
        if holds(test(run, at), run.position):
            kept.append(option)
    run.item, run.position = item, position
    return kept


def _reader(column: str) -> Callable[[Run, At, Option], Value]:
    if column == "name":
        return lambda _run, _at, option: option.name
    if column == "label":
        return lambda run, _at, option: option.label(run, ())
    return lambda _run, _at, option: option.columns.get(column, "")
