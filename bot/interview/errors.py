"""The errors of this package: a Plan that cannot be run, named when it is loaded rather than in an interview."""

from __future__ import annotations

from collections.abc import Sequence


class PlanError(Exception):
    """The Plan asks for something that this interpreter does not do, or for a node that does not exist.

    `path` is the node at fault and `reason` a sentence for the author; neither holds anything that a person wrote.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class PlanErrors(PlanError):  # noqa: N818 - several, as its name says
    """Several faults of one Plan, in the order of its nodes. It is the first of them, for whoever wants only one."""

    def __init__(self, errors: Sequence[PlanError]) -> None:
        super().__init__(errors[0].path, errors[0].reason)
        self.errors = tuple(errors)

    def __str__(self) -> str:
        return "\n".join(map(str, self.errors))
