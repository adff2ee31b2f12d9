"""Expressions: the XPath subset of ODK XForms (https://getodk.github.io/xforms-spec/#xpath-expressions) -> plan's AST.

A tokenizer and a recursive-descent parser of our own, in linear time; length, nesting and the depth of the tree are
bounded, so that whoever walks it afterwards may recurse. Anything outside the subset is an `ExpressionError` that says
where. Used by authors only: the serving process gets finished trees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isinf
from typing import Literal, cast

from config.questionnaire.plan import Call, Expression, Negation, Number, Operation, Path, Step, Text

LONGEST = 50_000
"""Characters of one expression."""
DEEPEST = 60
"""Nested brackets, calls and predicates."""
TALLEST = 120
"""Levels of the finished tree."""

FUNCTIONS: Mapping[str, tuple[int, int | None]] = {
    "abs": (1, 1), "acos": (1, 1), "area": (1, 1), "asin": (1, 1), "atan": (1, 1), "atan2": (2, 2),
    "base64-decode": (1, 1), "boolean": (1, 1), "boolean-from-string": (1, 1), "ceiling": (1, 1),
    "checklist": (2, None), "coalesce": (2, None), "concat": (1, None), "contains": (2, 2), "cos": (1, 1),
    "count": (1, 1), "count-non-empty": (1, 1), "count-selected": (1, 1), "current": (0, 0), "date": (1, 1),
    "date-time": (1, 1), "decimal-date-time": (1, 1), "decimal-time": (1, 1), "depend": (1, None), "digest": (2, 3),
    "distance": (1, None), "enclosed-area": (1, 1), "ends-with": (2, 2), "exp": (1, 1), "exp10": (1, 1),
    "false": (0, 0), "floor": (1, 1), "format-date": (2, 2), "format-date-time": (2, 2), "geofence": (2, 2),
    "if": (3, 3), "indexed-repeat": (3, 11), "instance": (1, 1), "int": (1, 1), "is-selected": (2, 2),
    "join": (1, None), "jr:choice-name": (2, 2), "jr:itext": (1, 1), "log": (1, 1), "log10": (1, 1), "max": (1, None),
    "min": (1, None), "normalize-space": (0, 1), "not": (1, 1), "now": (0, 0), "number": (0, 1), "once": (1, 1),
    "pi": (0, 0), "position": (0, 1), "pow": (2, 2), "pulldata": (4, 4),
    "random": (0, 0), "randomize": (1, 2), "regex": (2, 2),
    "round": (1, 2), "selected": (2, 2), "selected-at": (2, 2), "sin": (1, 1), "sqrt": (1, 1), "starts-with": (2, 2),
    "string": (0, 1), "string-length": (0, 1), "substr": (2, 3), "substring": (2, 3), "substring-after": (2, 2),
    "substring-before": (2, 2), "sum": (1, None), "tan": (1, 1), "today": (0, 0), "translate": (3, 3), "true": (0, 0),
    "uuid": (0, 1), "version": (0, 0), "weighted-checklist": (2, None),
}  # fmt: skip
"""Every function that is understood: fewest and most arguments (None: any number)."""

_OF_APPEARANCES: Mapping[str, tuple[int, int | None]] = {"search": (1, 6)}
"""What looks like a function and stands in the column appearance only."""

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n\u00a0]+)
      | (?P<number>\d+(?:\.\d*)?|\.\d+)
      | (?P<text>"[^"]*"|'[^']*'|\u201c[^\u201d]*\u201d|\u2018[^\u2019]*\u2019)
      | (?P<name>[^\W\d](?:[\w.-]|:(?=[^\W\d:]))*)
      | (?P<sign>::|\.\.|//|!=|<=|>=|[()\[\],/.@*+=<>|-])""",
    re.VERBOSE,
)
_QUOTES = "\"'\u201c\u2018"
"""Straight ones, and those that word processors put in their place."""

_WORD_OPERATORS = {"and", "or", "div", "mod"}
_LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!="}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "div", "mod"}),
)
_BINDS = {operator: level for level, operators in enumerate(_LEVELS) for operator in operators}
"""How tightly each binary operator binds: XPath 1.0 §3.5."""
_LOGICAL = {"or", "and"}
_Operator = Literal["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "|"]
_AXES = {"child", "parent", "self", "descendant"}


class ExpressionError(Exception):
    """An expression that cannot be compiled. `position` counts characters from 0."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(f"{reason} (at character {position + 1})")
        self.reason = reason
        self.position = position


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int


def parse(text: str) -> Expression:
    """Return the tree of an expression. Raises ExpressionError, which names the place and never quotes the text."""
    if len(text) > LONGEST:
        raise ExpressionError(f"the expression is longer than {LONGEST} characters", LONGEST)
    parser = _Parser(_tokens(text))
    expression = parser.expression()
    parser.expect_end()
    if _height(expression) > TALLEST:
        raise ExpressionError(f"the expression has more than {TALLEST} operations inside each other", 0)
    return expression


def children(expression: Expression) -> Iterator[Expression]:
    """Yield the parts of an expression, one level down, in reading order."""
    match expression:
        case Number() | Text():
            return
        case Call():
            yield from expression.arguments
        case Operation():
            yield from (expression.left, expression.right)
        case Negation():
            yield expression.operand
        case Path():
            if isinstance(expression.start, Call):
                yield expression.start
            yield from (predicate for step in expression.steps for predicate in step.predicates)


def _height(expression: Expression) -> int:
    """Return the levels of a tree. Not recursive: the tree may be as tall as its text is long."""
    height, level = 0, [expression]
    while level:
        height, level = height + 1, [child for each in level for child in children(each)]
    return height


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            what = "a quote that is not closed" if text[place] in _QUOTES else "a character that has no meaning here"
            raise ExpressionError(what, place)
        if match.lastgroup != "space":
            tokens.append(_Token(match.lastgroup or "", match.group(), place))
        place = match.end()
    tokens.append(_Token("end", "", place))
    return tokens


def _balanced(operator: str, operands: list[Expression]) -> Expression:
    """Return a chain of `or` or `and` as a low tree: forms test dozens of choices, and the order stays the same."""
    while len(operands) > 1:
        pairs = zip(operands[::2], operands[1::2], strict=False)
        rest = operands[len(operands) // 2 * 2 :]
        operands = [*(Operation(cast("_Operator", operator), left, right) for left, right in pairs), *rest]
    return operands[0]


class _Parser:
    """Recursive descent over the tokens: XPath 1.0 §3, without what the subset leaves out."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0

    # --- tokens ----------------------------------------------------------------------------------------

    @property
    def _next(self) -> _Token:
        return self._tokens[self._place]

    def _take(self) -> _Token:
        token = self._tokens[self._place]
        self._place += 1
        return token

    def _is(self, *signs: str) -> bool:
        return self._next.kind == "sign" and self._next.text in signs

    def _follows(self, sign: str) -> bool:
        after = self._tokens[min(self._place + 1, len(self._tokens) - 1)]
        return after.kind == "sign" and after.text == sign

    def _need(self, sign: str) -> None:
        if not self._is(sign):
            raise ExpressionError(f"{sign!r} is missing", self._next.position)
        self._take()

    def expect_end(self) -> None:
        """Refuse what is left over."""
        if self._next.kind != "end":
            raise ExpressionError("something is left over, or an operator is missing", self._next.position)

    # --- operators -------------------------------------------------------------------------------------

    def expression(self, binding: int = 0) -> Expression:
        """Parse operators that bind at least so tightly (precedence climbing)."""
        left = self._negation()
        while (level := _BINDS.get(self._operator(), -1)) >= binding:
            operator = self._operator()
            if operator in _LOGICAL:
                left = _balanced(operator, self._chain(left, operator, level))
            else:
                self._take()
                left = Operation(cast("_Operator", operator), left, self.expression(level + 1))
        return left

    def _chain(self, first: Expression, operator: str, level: int) -> list[Expression]:
        operands = [first]
        while self._operator() == operator:
            self._take()
            operands.append(self.expression(level + 1))
        return operands

    def _operator(self) -> str:
        token = self._next
        is_word = token.kind == "name" and token.text in _WORD_OPERATORS
        return token.text if is_word or token.kind == "sign" else ""

    def _negation(self) -> Expression:
        signs = 0
        while self._is("-"):
            self._take()
            signs += 1
        operand = self._union()
        return operand if signs % 2 == 0 else Negation(operand)

    def _union(self) -> Expression:
        left = self._path()
        while self._is("|"):
            self._take()
            left = Operation("|", left, self._path())
        return left

    # --- paths and primaries -----------------------------------------------------------------------------

    def _path(self) -> Expression:
        token = self._next
        if self._is("/", "//"):
            return self._absolute()
        if token.kind in {"number", "text"} or self._is("("):
            return self._primary()
        if token.kind == "name" and self._follows("("):
            return self._after_call(self._call())
        if token.kind == "name" or self._is(".", "..", "*", "@"):
            return Path(".", tuple(self._relative()))
        raise ExpressionError("a value is missing", token.position)

    def _primary(self) -> Expression:
        token = self._take()
        if token.kind == "number":
            return _number(token)
        if token.kind == "text":
            return Text(token.text[1:-1])
        self._deeper(token)
        inner = self.expression()
        self._need(")")
        self._depth -= 1
        return inner

    def _absolute(self) -> Path:
        slash = self._take()
        if slash.text == "//":
            return Path("/", (self._step("descendant"), *self._more_steps()))
        if self._next.kind == "name" or self._is(".", "..", "*"):
            return Path("/", tuple(self._relative()))
        raise ExpressionError("a path cannot end with a slash", slash.position)

    def _relative(self) -> list[Step]:
        return [self._step("child"), *self._more_steps()]

    def _more_steps(self) -> list[Step]:
        steps: list[Step] = []
        while self._is("/", "//"):
            steps.append(self._step("descendant" if self._take().text == "//" else "child"))
        return steps

    def _step(self, axis: Literal["child", "descendant"]) -> Step:
        token = self._take()
        if token.text == "@":
            raise ExpressionError("attributes cannot be read: use a question's name", token.position)
        if token.text in {".", ".."}:
            return Step("self" if token.text == "." else "parent", "*", self._predicates())
        if token.kind == "name" and self._is("::"):
            return self._named_axis(token)
        if token.kind != "name" and token.text != "*":
            raise ExpressionError("a name is missing", token.position)
        return Step(axis, token.text, self._predicates())

    def _named_axis(self, axis: _Token) -> Step:
        if axis.text not in _AXES:
            raise ExpressionError(f"the axis {axis.text} is not supported: use a path with / and ..", axis.position)
        self._take()
        name = self._take()
        if name.kind == "name" and name.text == "node" and self._is("("):
            self._take()
            self._need(")")
            name = _Token("sign", "*", name.position)
        if name.kind != "name" and name.text != "*":
            raise ExpressionError("a name is missing", name.position)
        return Step(cast("Literal['child', 'parent', 'self', 'descendant']", axis.text), name.text, self._predicates())

    def _predicates(self) -> tuple[Expression, ...]:
        found: list[Expression] = []
        while self._is("["):
            self._deeper(self._take())
            found.append(self.expression())
            self._need("]")
            self._depth -= 1
        return tuple(found)

    def _call(self) -> Call:
        name = self._take()
        self._deeper(self._take())
        arguments: list[Expression] = []
        while not self._is(")"):
            arguments.append(self.expression())
            if not self._is(")"):
                self._need(",")
        self._take()
        self._depth -= 1
        _check(name, len(arguments))
        return Call(name.text, tuple(arguments))

    def _after_call(self, call: Call) -> Expression:
        steps = self._more_steps()
        return Path(call, tuple(steps)) if steps else call

    def _deeper(self, token: _Token) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError(f"brackets are nested deeper than {DEEPEST}", token.position)


def _number(token: _Token) -> Number:
    value = float(token.text)
    if isinf(value):  # and JSON has no word for it
        raise ExpressionError("the number is too large", token.position)
    return Number(value)


def _check(name: _Token, count: int) -> None:
    """Refuse functions that are unknown and numbers of arguments that are wrong."""
    arity = FUNCTIONS.get(name.text) or _OF_APPEARANCES.get(name.text)
    if arity is None:
        raise ExpressionError(f"the function {name.text[:40]}() is not supported", name.position)
    least, most = arity
    if count < least or (most is not None and count > most):
        takes = str(least) if least == most else f"{least} or more" if most is None else f"{least} to {most}"
        raise ExpressionError(f"{name.text}() takes {takes} arguments, not {count}", name.position)
