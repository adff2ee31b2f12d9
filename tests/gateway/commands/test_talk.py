"""`affiant talk`: a whole intake through pipes, from the first screen to the return words, in a process of its own."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.catalogue import Catalogue, load_catalogue
from storage.database.engine import upgrade
from storage.sealing.words import parse
from tests.gateway.commands.forms import affiant_form
from tests.support.evidence import rows
from tests.support.offices import TestOffice

PATIENCE = 60.0
FORM = {
    "survey.csv": """\
type,name,label::English (en),bind::affiant:compartment,relevant
select_one yes_no,safe,Are you safe now?,triage,
text,story,What happened?,testimony,
""",
    "choices.csv": "list_name,name,label::English (en)\nyes_no,yes,Yes I am\nyes_no,no,No I am not\n",
    "settings.csv": "form_title,form_id,default_language\nSmall,small,English (en)\n",
}


@dataclass
class Terminal:
    """Somebody at the keyboard, who reads what is printed last."""

    process: asyncio.subprocess.Process
    catalogue: Catalogue
    seen: str = ""

    def word(self, name: str) -> str:
        return self.catalogue.text("en", name)

    async def read_until(self, *words: str) -> str:
        """Read on until all of these stand there; return what was printed since the last line was typed."""
        assert self.process.stdout
        async with asyncio.timeout(PATIENCE):
            while not all(word in self.seen for word in words):
                chunk = await self.process.stdout.read(4096)
                assert chunk, f"it ended; last seen: {self.seen[-2000:]}"
                self.seen += chunk.decode("utf-8", "replace")
        return self.seen

    async def type(self, line: bytes | str) -> None:
        assert self.process.stdin
        self.seen = ""
        self.process.stdin.write(line if isinstance(line, bytes) else f"{line}\n".encode())
        await self.process.stdin.drain()

    async def press(self, label: str) -> None:
        """Find a button on the screen and type its number."""
        shown = await self.read_until(label + "\n")
        found = re.findall(rf"^  (/?\d+)  (?:\[x\] |    )?{re.escape(label)}$", shown, re.MULTILINE)
        assert found, shown
        await self.type(found[-1])

    async def press_button(self, *names: str) -> None:
        for name in names:
            await self.press(self.word(f"button-{name}"))

    async def end(self) -> int:
        assert self.process.stdin
        self.process.stdin.close()
        return await asyncio.wait_for(self.process.wait(), PATIENCE)


@asynccontextmanager
async def talking(folder: Path, *arguments: str, **more: str) -> AsyncIterator[Terminal]:
    environment = {**os.environ, "AFFIANT_DATA": str(folder), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", **more}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "gateway", "talk", *arguments, env=environment,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        yield Terminal(process, load_catalogue())
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.fixture
def form(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    for name, content in FORM.items():
        (folder / name).write_text(content, "utf-8")
    return folder


async def to_the_first_question(terminal: Terminal) -> None:
    await terminal.press_button("begin", "alone-yes", "phone-mine", "look-no", "cover-class", "go-on")
    while terminal.word("button-check-may") not in terminal.seen:
        await terminal.press_button("go-on")
        await terminal.read_until("  1  ")
    await terminal.press_button("check-may", "yes", "silence-keep")


async def test_a_practice_talk_leads_to_the_words(form: Path, tmp_path: Path) -> None:
    async with talking(tmp_path / "nothing here", "--form", str(form)) as terminal:
        await to_the_first_question(terminal)
        await terminal.press("Yes I am")
        await terminal.read_until("What happened?")
        await terminal.type(b"not \xff\xfe UTF-8 but kept\n")
        while terminal.word("button-send") not in terminal.seen:
            await terminal.press_button("later-all")
            await terminal.read_until("  1  ")
        await terminal.press_button("send")
        shown = await terminal.read_until(terminal.word("words-here"), "8. ")
        words = re.findall(r"^\d\. (\S+)$", shown, re.MULTILINE)
        assert parse(" ".join(words)) == tuple(words)
        assert await terminal.end() == 0
    assert not (tmp_path / "nothing here").exists(), "practice leaves nothing behind"


async def test_what_an_author_has_compiled_is_talked_through(form: Path, tmp_path: Path) -> None:
    assert affiant_form("compile", form, "-o", tmp_path / "out").exit_code == 0
    async with talking(tmp_path / "nothing here", AFFIANT_FORM=str(tmp_path / "out")) as terminal:
        await to_the_first_question(terminal)
        await terminal.read_until("Are you safe now?")
        assert await terminal.end() == 0


async def test_what_is_not_compiled_is_refused_in_one_sentence(form: Path, tmp_path: Path) -> None:
    async with talking(tmp_path / "nothing here", AFFIANT_FORM=str(form)) as terminal:
        said = await terminal.read_until("-o DIR")
        assert await terminal.end() == 1
    assert said.strip() == f"Error: {form} is not compiled yet. Compile it first: affiant form compile {form} -o DIR"


async def test_an_offices_own_talk_is_kept_sealed(office: TestOffice) -> None:
    url = f"sqlite:///{office.folder / 'affiant.db'}"
    upgrade(url)
    async with talking(office.folder, "--person", "trainee") as terminal:
        await terminal.press("English")
        await terminal.read_until(terminal.word("welcome-hello"))
        await terminal.type("/help")
        await terminal.read_until(terminal.word("help-always"))
        await terminal.type("/file /nowhere")
        await terminal.read_until(terminal.word("terminal-no-file"))
        assert await terminal.end() == 0
    assert len(rows(url, "chats")) == 1
    log = (office.folder / "talk.log").read_text()
    assert "trainee" not in log


async def test_without_lock_keys_it_ends_with_a_sentence(office: TestOffice) -> None:
    (office.folder / "lock.keys").unlink()
    async with talking(office.folder) as terminal:
        said = await terminal.read_until("affiant init")
        assert await terminal.end() == 1
    assert said.count("\n") == 1
