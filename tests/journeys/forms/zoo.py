"""The zoo: where its sheets are, what lies beside them, and the office that serves it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from config.questionnaire.plan import Plan
from config.settings import Settings
from tests.support.offices import TestOffice

SHEETS = Path(__file__).with_name("zoo.md")
LONG = {"@LONG@": "long ", "@LONGKO@": "긴말 ", "@LONGAR@": "طويل "}
TOWNS = 1000
JPEG = b"\xff\xd8" + bytes(range(256)) * 4
LOST = "crane.png"
MEDIA = {"map.jpg": JPEG, "bear.jpg": JPEG + b"bear", LOST: b"\x89PNG", "bell.mp3": b"ID3" + bytes(900)}
"""What lies beside the form. One picture is lost before it is served."""


@dataclass(frozen=True)
class Zoo:
    """A form as `affiant form compile` leaves it, and the office whose gateway runs it."""

    office: TestOffice
    folder: Path
    plan: Plan

    def settings(self, url: str) -> Settings:
        """Return the settings of a terminal in this office."""
        policy = self.office.folder / "policy.toml"
        return Settings(data=self.office.folder, database_url=url, form=self.folder, policy=policy)
