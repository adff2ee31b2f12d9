"""The forms of the vectors, compiled as an author would."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from config.questionnaire.author import convert
from config.questionnaire.plan import Plan
from tests.vectors.interview.external import told
from tests.vectors.interview.transcripts import FORMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A form as both engines want it."""

    plan: Plan
    xml: str

    @contextmanager
    def on_disk(self) -> Iterator[Path]:
        """Lay the XForm down where JavaRosa finds what lies beside it."""
        with TemporaryDirectory() as folder:
            for beside in FORMS.glob("*.csv"):
                shutil.copy(beside, folder)
            path = Path(folder) / "form.xml"
            path.write_text(self.xml, encoding="utf-8")
            yield path


def names() -> list[str]:
    """Return the names of all forms."""
    return sorted(path.stem for path in FORMS.glob("*.md"))


def compiled(name: str) -> Compiled:
    """Return a form's Plan, and the XForm it was made from."""
    source = convert(FORMS / f"{name}.md")
    plan = source.read().plan
    return Compiled(plan=plan, xml=told(source.xml, plan))
