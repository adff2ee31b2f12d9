"""What is wrong with a form, in sentences for its author: where, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from config.questionnaire.expression import ExpressionError

Severity: TypeAlias = Literal["error", "warning", "advice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A cell of the spreadsheet, as far as it is known. Rows count from 1, the header included."""

    sheet: str = "survey"
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.sheet}{row}{column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One finding about a form that can be compiled.

    `path` is a question's ("/intake/needs/danger"), a choice's ("towns/seoul"), or "" for the form as a whole.
    """

    severity: Severity
    path: str
    column: str
    reason: str
    remedy: str
    place: Place | None = None
    """Where it stands, if whoever found it knows better than the path."""

    def sentence(self, place: Place) -> str:
        """Return it in one line, with its place in the sheet."""
        return f"{self.severity}: {place}: {self.reason}. {self.remedy}"


class FormError(Exception):
    """A form that cannot become a Plan.

    Until the place in the sheet is known, `path` names the question, or `clues` are words of the cell that is at fault.
    """

    def __init__(
        self,
        reason: str,
        remedy: str,
        *,
        path: str = "",
        column: str = "",
        clues: tuple[str, ...] = (),
        place: Place | None = None,
        fix: str = "",
    ) -> None:
        super().__init__(reason)
        self.fix = fix
        """What `--fix` does with it, as a clause; "" where nothing can be offered."""
        self.reason = reason
        self.remedy = remedy
        self.path = path
        self.column = column
        self.clues = clues
        self.place = place

    @classmethod
    def of_expression(cls, error: ExpressionError, *, path: str, column: str) -> FormError:
        """Return the error of an expression that does not compile, in a question's column."""
        return cls(
            str(error),
            "Rewrite the expression; config/README.md lists what is understood.",
            path=path,
            column=column,
        )

    def located(self, place: Place) -> FormError:
        """Return the same error with its place in the sheet."""
        return FormError(self.reason, self.remedy, path=self.path, column=self.column, place=place, fix=self.fix)

    @property
    def errors(self) -> tuple[FormError, ...]:
        """Everything that is refused: this alone, or more where it is `FormErrors`."""
        return (self,)

    def diagnostics(self) -> str:
        """Return the whole of it in one line: place, reason, remedy."""
        where = (
            str(self.place) if self.place else f"question {self.path.rpartition('/')[2]}" if self.path else "the form"
        )
        return f"{where}: {self.reason}. {self.remedy}"


class FormErrors(FormError):  # noqa: N818 -- it is many
    """Several errors of one form; as a FormError it is the first of them."""

    def __init__(self, errors: Iterable[FormError]) -> None:
        every = tuple(each for error in errors for each in error.errors)
        first = every[0]
        super().__init__(
            first.reason, first.remedy, path=first.path, column=first.column, place=first.place, fix=first.fix
        )
        self._errors = every

    @property
    def errors(self) -> tuple[FormError, ...]:
        """All of them, in the order of the form."""
        return self._errors
