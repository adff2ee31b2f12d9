"""The one error of this package: a Plan that cannot be run, named when it is loaded rather than in an interview."""

from __future__ import annotations


class PlanError(Exception):
    """The Plan asks for something that this interpreter does not do, or for a node that does not exist.

    `path` is the node at fault and `reason` a sentence for the author; neither holds anything that a person wrote.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
