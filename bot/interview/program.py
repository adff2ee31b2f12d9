"""A Plan, compiled once and shared by every conversation."""

from __future__ import annotations

from config.questionnaire.plan import Plan


class Program:
    """Closures, order and indexes of one Plan. Raises PlanError where the Plan asks for what cannot be run."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
