"""What must be documented is: settings, commands, policy, routes."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from config.settings import Settings
from gateway.__main__ import main
from gateway.app import build, read_parts, web_app
from gateway.public.telegram import PATH
from gateway.public.wiring import site_routes
from tests.support.offices import TestOffice

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
ROOMS = [path.read_text("utf-8") for path in ROOT.glob("*/README.md")]
POLICY = ROOT / "config" / "policy.toml"


def section(text: str, heading: str) -> str:
    """Return a section of a README, up to the next heading."""
    return re.split(r"^#{2,4} ", text.split(heading, 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


# --- settings -------------------------------------------------------------------------------------------


def test_the_table_of_settings_has_every_setting_and_no_other() -> None:
    rows = [line.split("|")[1] for line in section(README, "### Settings").splitlines() if line.startswith("| `")]
    told = {variable for row in rows for variable in re.findall(r"AFFIANT_[A-Z_]+", row)}
    assert told == {f"AFFIANT_{field.upper()}" for field in Settings.model_fields}


def test_no_document_names_a_setting_that_does_not_exist() -> None:
    known = {f"AFFIANT_{field.upper()}" for field in Settings.model_fields} | {"AFFIANT_TEST_POSTGRES", "AFFIANT_SOAK"}
    for text in (README, *ROOMS):
        assert set(re.findall(r"AFFIANT_[A-Z]+(?:_[A-Z]+)*", text)) <= known


# --- commands -------------------------------------------------------------------------------------------


def calls(command: click.Group, words: tuple[str, ...] = ("affiant",)) -> Iterator[str]:
    """Yield the words that call each command, subcommands included."""
    for name, child in command.commands.items():
        yield " ".join((*words, name))
        if isinstance(child, click.Group):
            yield from calls(child, (*words, name))


@pytest.mark.parametrize("call", sorted(calls(main)))
def test_every_command_is_in_a_readme(call: str) -> None:
    texts = [README] if call.count(" ") == 1 else [README, *ROOMS]
    words = call.split()
    listed = "|".join(re.escape(word) for word in words[2:])
    pattern = re.compile(rf"\baffiant {words[1]}\b" + (rf"[^`\n]*\b({listed})\b" if listed else ""))
    assert any(pattern.search(text) for text in texts), f"{call} is in no README"


def test_no_document_names_a_command_that_does_not_exist() -> None:
    known = set(main.commands)
    for text in (README, *ROOMS):
        named = set(re.findall(r"(?:^ {4}|`)affiant ([a-z]+)", text, re.MULTILINE))
        assert named <= known


# --- policy ---------------------------------------------------------------------------------------------


def test_every_key_of_the_policy_has_its_comment() -> None:
    lines = POLICY.read_text("utf-8").splitlines()
    keys = [line for line in lines if re.match(r"[a-z_]+ *=", line)]
    assert len(keys) == sum(len(table) for table in tomllib.loads(POLICY.read_text("utf-8")).values())
    assert [line for line in keys if not re.search(r"# \S+ \S+", line)] == []


def test_every_key_of_the_policy_is_obeyed() -> None:
    """A key that no code reads is a promise that nobody keeps."""
    trees = [ast.parse(path.read_text("utf-8")) for room in ("bot", "gateway") for path in _sources(ROOT / room)]
    read = {node.attr for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    keys = {key for table in tomllib.loads(POLICY.read_text("utf-8")).values() for key in table}
    assert keys - read == set()


def _sources(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*.py") if "node_modules" not in path.parts)


# --- routes ---------------------------------------------------------------------------------------------


def test_every_route_is_in_the_gateways_readme_and_no_other(office: TestOffice) -> None:
    parts = read_parts(Settings(data=office.folder))
    routes = web_app(parts, site_routes(build(parts, {}).site)).router.routes()
    open_ = {f"{route.method} {route.resource.canonical}" for route in routes if route.resource}
    implied = {route for route in open_ if route.startswith("HEAD ") and f"GET {route[5:]}" in open_}
    served = (open_ - implied) | {f"POST {PATH}"}
    table = section((ROOT / "gateway" / "README.md").read_text("utf-8"), "## Routes")
    assert set(re.findall(r"`((?:GET|POST|PUT|DELETE|HEAD|PATCH) /\S*)`", table)) == served


def test_every_route_of_the_page_is_in_its_api_and_no_other(office: TestOffice) -> None:
    routes = site_routes(build(read_parts(Settings(data=office.folder)), {}).site)
    table = (ROOT / "gateway" / "public" / "API.md").read_text("utf-8").split("## 1. ")[0]
    assert set(re.findall(r"`([A-Z]+ /\S*)`", table)) == {f"{route.method} {route.path}" for route in routes}


def test_every_problem_of_the_page_is_in_its_api() -> None:
    told = (ROOT / "gateway" / "public" / "API.md").read_text("utf-8")
    sources = [path.read_text("utf-8") for path in (ROOT / "gateway" / "public").glob("*.py")]
    raised = {name for text in sources for name in re.findall(r'(?:ProblemError|Refused)\(\d+, "([a-z-]+)"', text)}
    assert raised == set(re.findall(r"`urn:affiant:([a-z-]+)`", told))
