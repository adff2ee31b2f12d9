"""The house: who owns the names, what explains itself, how long a file may be, what must not be in it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from importlib import util
from pathlib import Path

import pytest

from gateway.commands.doctor import PACKAGES, foreign_names

ROOT = Path(__file__).parents[2]
ROOMS = (*PACKAGES, "tests")
LONGEST = 400
NAMELESS = re.compile(r"(^|_)(utils?|helpers?|common|managers?|misc)(_|$)")
"""Words that name no thing."""
ELSEWHERE = re.compile(r"/w[o]rk/(shared|main)\b|/r[o]ot/(?!item)|/tmp/aff[i]ant/")
"""Places of the machines it is built on, spelled so that this file does not name them."""


def sources(*suffixes: str) -> Iterator[Path]:
    """Yield every source file of the house."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix in suffixes and not {"node_modules", "__pycache__"} & set(path.parts):
                yield path


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_nobody_else_owns_our_names() -> None:
    assert foreign_names().remedy == ""


@pytest.mark.parametrize("package", PACKAGES)
def test_the_name_leads_here(package: str) -> None:
    found = util.find_spec(package)
    assert found
    assert found.origin == str(ROOT / package / "__init__.py")


@pytest.mark.parametrize("room", ROOMS)
def test_every_package_has_a_readme(room: str) -> None:
    assert (ROOT / room / "README.md").read_text("utf-8").startswith("# ")


def test_every_folder_of_modules_is_a_package_that_says_what_it_is() -> None:
    folders = {path.parent for path in sources(".py") if "migrations" not in path.parts}  # Alembic loads by path
    assert [name(folder) for folder in sorted(folders) if not _docstring(folder / "__init__.py")] == []


def test_every_module_of_the_product_says_what_it_is() -> None:
    product = (path for path in sources(".py") if path.relative_to(ROOT).parts[0] in PACKAGES)
    assert [name(path) for path in product if not _docstring(path)] == []


def _docstring(path: Path) -> str | None:
    return ast.get_docstring(ast.parse(path.read_text("utf-8"))) if path.is_file() else None


def test_no_file_is_too_long_to_read() -> None:
    lengths = {name(path): path.read_text("utf-8").count("\n") for path in sources(".py", ".ts", ".mjs")}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}


def test_every_module_has_the_name_of_a_thing() -> None:
    assert [name(path) for path in sources(".py", ".ts") if NAMELESS.search(path.stem)] == []
    assert NAMELESS.search("string_utils")
    assert not NAMELESS.search("commonplace")


def test_nothing_names_a_machine_it_was_built_on() -> None:
    texts = [*sources(".py", ".ts", ".mjs", ".md", ".toml", ".ftl", ".csv"), ROOT / "README.md", ROOT / "Makefile"]
    assert [name(path) for path in texts if ELSEWHERE.search(path.read_text("utf-8"))] == []


def test_the_python_lock_names_hashes_and_no_place() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host", lock)
    pinned = re.findall(r"^([a-z0-9._-]+)==\S+.*\\\n((?:    --hash=sha256:[0-9a-f]{64}.*\n)+)", lock, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[a-zA-Z0-9]", lock, re.MULTILINE)), "each is pinned by hash"


def test_the_node_lock_names_hashes_and_no_place() -> None:
    lock = json.loads((ROOT / "gateway/frontend/package-lock.json").read_text("utf-8"))
    packages = {path: entry for path, entry in lock["packages"].items() if path and not entry.get("link")}
    assert [path for path, entry in packages.items() if "://" in entry.get("resolved", "")] == []
    assert [path for path, entry in packages.items() if not entry.get("integrity") and not entry.get("inBundle")] == []
