"""What is wrong with a form, in sentences for its author: where, why, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from config.questionnaire.expression import ExpressionError


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


class FormError(Exception):
    """A form that cannot become a Plan. `path` names the question where the place in the sheet is not known yet."""

    def __init__(
        self, reason: str, remedy: str, *, path: str = "", column: str = "", place: Place | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.path = path
        self.column = column
        self.place = place

    @classmethod
    def of_expression(cls, error: ExpressionError, *, path: str, column: str) -> FormError:
        """Return the error of an expression that does not compile, in a question's column."""
        return cls(
            str(error),
            "Rewrite the expression; see the author's guide for what is understood.",
            path=path,
            column=column,
        )

    def located(self, place: Place) -> FormError:
        """Return the same error with its place in the sheet."""
        return FormError(self.reason, self.remedy, path=self.path, column=self.column, place=place)

    def diagnostics(self) -> str:
        """Return the whole of it in one line: place, reason, remedy."""
        where = (
            str(self.place) if self.place else f"question {self.path.rpartition('/')[2]}" if self.path else "the form"
        )
        return f"{where}: {self.reason}. {self.remedy}"
