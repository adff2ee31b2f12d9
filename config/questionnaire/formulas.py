"""A form's expressions as the interview reads them: parsed, and freed of what only a device or a server has.

`pulldata()` becomes a path over the rows of its file, what was answered last time is nothing (devices are shared, and
nothing is remembered), `jr:choice-name()` of a question without choices is its answer. Called by `nodes`, `selects`
and `wording`, for every cell that holds an expression.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

import msgspec
import re2

from config.questionnaire.errors import FormError
from config.questionnaire.expression import ExpressionError, parse
from config.questionnaire.findings import Findings
from config.questionnaire.plan import Call, Expression, Negation, Operation, Path, Step, Text

LAST_SAVED: Final = "__last-saved"

_STRANGE: Final = re.compile(r"pulldata|last-saved|jr:choice-name|regex|search")
"""What makes a tree worth a second look."""
_UNSAID: Final = {"position", "string", "number", "normalize-space", "string-length"}
"""Functions that mean the context node where they are given nothing."""


@dataclass(slots=True)
class Formulas:
    """Reads the expressions of one form, and keeps what is wrong with them."""

    findings: Findings
    columns: Callable[[str], Collection[str] | None]
    """The columns of a list by its name; None where there is no such list."""
    controls: Mapping[str, str] = field(default_factory=dict)
    """Which control asks for a node, by path: known once the body of the form has been read."""

    def read(self, written: str | None, path: str, column: str) -> Expression | None:
        """Return an expression; None where there is none, or none that can be understood: that is kept as a refusal."""
        if written is None or not written.strip():
            return None
        try:
            expression = parse(written)
            return self._rewritten(expression, path, column) if _STRANGE.search(written) else expression
        except ExpressionError as error:
            self.findings.refuse(FormError.of_expression(error, path=path, column=column))
        except FormError as error:
            self.findings.refuse(error)
        return None

    def _rewritten(self, expression: Expression, path: str, column: str) -> Expression:
        return _Rewriting(self, path, column).of(expression)


@dataclass(slots=True)
class _Rewriting:
    """One cell's expression on its way."""

    formulas: Formulas
    path: str
    column: str
    _inside: int = 0
    """Predicates around what is looked at."""

    def of(self, expression: Expression) -> Expression:
        """Return a tree with every part rewritten, from the leaves up."""
        match expression:
            case Call():
                return self._call(Call(expression.name, tuple(map(self.of, expression.arguments))))
            case Operation():
                return Operation(expression.operator, self.of(expression.left), self.of(expression.right))
            case Negation():
                return Negation(self.of(expression.operand))
            case Path():
                return self._path(expression)
            case _:
                return expression

    def _path(self, path: Path) -> Expression:
        if path.start == Call("instance", (Text(LAST_SAVED),)):
            self._remark("answers of the last time are not known here: they read as blank", "Ask again.")
            return Text("")
        self._inside += 1
        steps = tuple(
            msgspec.structs.replace(step, predicates=tuple(map(self.of, step.predicates))) for step in path.steps
        )
        self._inside -= 1
        return Path(path.start, steps)

    def _call(self, call: Call) -> Expression:
        match call:
            case Call(name="pulldata"):
                return self._pulled(call)
            case Call(name="search") if self.column != "appearance":
                raise self._error("search() belongs into the column appearance", "Use pulldata(), or a choice_filter.")
            case Call(name="jr:choice-name", arguments=(value, Text(value=asked))) if self._has_no_choices(asked):
                name = asked.strip().rpartition("/")[2]
                self._remark(f"{name} has no choices: its answer stands for the label", "Read the answer itself.")
                return value
            case Call(name="regex", arguments=(_, Text(value=pattern))) if self._is_strange(pattern):
                return Call("true", ())
        return call

    def _has_no_choices(self, asked: str) -> bool:
        return self.formulas.controls.get(asked.strip(), "select") == "input"

    def _is_strange(self, pattern: str) -> bool:
        """Return whether a pattern has to go; only a fix takes it away, and else `lint` and the interview refuse it."""
        if not self.formulas.findings.fixing or is_pattern(pattern):
            return False
        self.formulas.findings.offer(
            FormError(
                "the regular expression is not one of RE2 (no look-around, no back-references)",
                "Rewrite it, or use several conditions.",
                path=self.path, column=self.column, fix="any text passes",
            )
        )  # fmt: skip
        return True

    # --- pulldata ------------------------------------------------------------------------------------------

    def _pulled(self, call: Call) -> Expression:
        file, column, key, value = call.arguments
        if not isinstance(file, Text) or not isinstance(column, Text) or not isinstance(key, Text):
            raise self._error(
                "pulldata() takes the names of its file and of its columns in quotes",
                "Write pulldata('file', 'column', 'key column', key).",
            )
        name = file.value.strip().removesuffix(".csv")
        known = self.formulas.columns(name)
        if known is None:
            self.formulas.findings.offer(
                FormError(
                    f"there is no file {name}.csv beside the form", "Put it beside the form, or into its folder media.",
                    path=self.path, column=self.column, fix="pulldata() finds nothing",
                )
            )  # fmt: skip
            return Text("")
        for wanted in (column.value.strip(), key.value.strip()):
            if known and wanted not in known:
                raise self._error(f"{name}.csv has no column {wanted}", "Correct the name, or the file.")
        matching = Operation("=", _child(key.value.strip()), self._anchored(value))
        rows = (Step("child", "root"), Step("child", "item", (matching,)), Step("child", column.value.strip()))
        return Path(Call("instance", (Text(name),)), rows)

    def _anchored(self, value: Expression) -> Expression:
        """Return what is looked up as it reads from inside a predicate."""
        anchored = anchor(value)
        if anchored != value and self._inside:
            raise self._error(
                "pulldata() inside a condition on choices cannot look up their columns", "Use a question's answer."
            )
        return anchored

    # --- findings ------------------------------------------------------------------------------------------

    def _error(self, reason: str, remedy: str) -> FormError:
        return FormError(reason, remedy, path=self.path, column=self.column)

    def _remark(self, reason: str, remedy: str) -> None:
        self.formulas.findings.remark(reason, remedy, path=self.path, column=self.column)


def anchor(expression: Expression) -> Expression:
    """Return an expression as it must read inside a predicate: what is relative starts from current()."""
    match expression:
        case Path(start="."):
            return Path(Call("current", ()), expression.steps)
        case Call(name=name, arguments=()) if name in _UNSAID:
            return Call(name, (Path(Call("current", ()), (Step("self", "*"),)),))
        case Call():
            return Call(expression.name, tuple(map(anchor, expression.arguments)))
        case Operation():
            return Operation(expression.operator, anchor(expression.left), anchor(expression.right))
        case Negation():
            return Negation(anchor(expression.operand))
        case _:
            return expression


def _child(name: str) -> Path:
    return Path(".", (Step("child", name),))


def is_pattern(pattern: str) -> bool:
    """Return whether RE2 knows a pattern."""
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error:
        return False
    return True
