"""Forms of other people, where somebody has laid them down: neither they nor their words are in this repository.

The folder is the one that AFFIANT_TEST_FORMS names, or any `data/forms` in a folder beside the checkout.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec

from bot.interview import Program
from config.questionnaire.author import convert
from config.questionnaire.plan import Node, Plan
from tests.vectors.interview.external import told

_CHECKOUT: Final = Path(__file__).parents[4]

_DRAWN: Final = "0.37"
_NAMED: Final = "'e4a1'"
"""What random() and uuid() are for everybody."""


def forms() -> list[Path]:
    """Return the spreadsheets, in order of their names."""
    named = os.environ.get("AFFIANT_TEST_FORMS")
    folders = [Path(named)] if named else sorted(_CHECKOUT.parent.glob("*/data/forms"))
    return [path for folder in folders for path in sorted(folder.glob("*.xls*"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A form of somebody else, compiled with every fix that is offered."""

    program: Program
    xml: str

    @contextmanager
    def on_disk(self) -> Iterator[Path]:
        """Lay the XForm down for JavaRosa."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "form.xml"
            path.write_text(self.xml, encoding="utf-8")
            yield path


def compiled(path: Path) -> Foreign:
    """Return a form as it is compared: texts are kept in the draft, and chance is taken out of both engines."""
    source = convert(path, fixes=True)
    source = replace(source, xml=source.xml.replace("random()", _DRAWN).replace("uuid()", _NAMED))
    plan = source.read().plan
    return Foreign(program=Program(_open(plan)), xml=told(source.xml, plan))


def _open(plan: Plan) -> Plan:
    return msgspec.structs.replace(plan, nodes=tuple(map(_unsealed, plan.nodes)))


def _unsealed(node: Node) -> Node:
    return msgspec.structs.replace(node, keep="draft", children=tuple(map(_unsealed, node.children)))
