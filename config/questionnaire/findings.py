"""What the compiler finds: refusals, all of them before it stops, and remarks on what it changes or leaves out.

Filled by every stage from the sheets to the Plan; `author` asks for it in the end.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from config.questionnaire.errors import FormError, Place, Remark

MOST = 500
"""Refusals that are kept: who has more has another problem."""


@dataclass(slots=True)
class Findings:
    """Refusals and remarks, in the order in which they were found."""

    fixing: bool = False
    """Whether what can be fixed is fixed."""
    errors: list[FormError] = field(default_factory=list)
    fixed: list[FormError] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def refuse(self, error: FormError) -> None:
        """Keep a refusal; whoever found it goes on with whatever is harmless."""
        if len(self.errors) < MOST:
            self.errors.extend(error.errors)

    def offer(self, error: FormError) -> None:
        """Keep a refusal that has a fix, or that it was fixed. Either way the caller goes on as if it was."""
        if self.fixing:
            self.fixed.append(error)
        else:
            self.refuse(error)

    def remark(self, reason: str, remedy: str, *, path: str = "", column: str = "", place: Place | None = None) -> None:
        """Keep a warning about something that the Plan has otherwise than the author wrote it."""
        self.remarks.append(
            Remark(severity="warning", path=path, column=column, reason=reason, remedy=remedy, place=place)
        )

    def copy(self) -> Findings:
        """Return the same, to be filled without filling this."""
        return Findings(self.fixing, list(self.errors), list(self.fixed), list(self.remarks))
