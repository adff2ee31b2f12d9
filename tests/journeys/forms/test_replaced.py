"""A form is replaced while somebody is in the middle of it: nothing is lost, no answer lands in another question."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from msgspec.structs import replace

from config.catalogue import load_catalogue
from config.questionnaire.plan import Node, decode, encode
from tests.journeys.forms.standing import Door
from tests.journeys.forms.visiting import Say
from tests.support.evidence import affiant, rows
from tests.support.telegram.world import Json

ONWARD = ("send", "later-all", "repeat-enough", "ok", "go-on", "next", "skip")


def without(nodes: tuple[Node, ...], *names: str) -> tuple[Node, ...]:
    return tuple(node for node in nodes if node.path.rpartition("/")[2] not in names)


async def test_what_was_told_to_the_old_form_is_handed_in_with_the_new_one(door: Door, tmp_path: Path) -> None:
    person, visitor = await door.stands_at("weight", ("story", Say("A heron.")), ("age", Say("150")))
    path = door.zoo.folder / "form.json"
    plan = decode(path.read_bytes())
    newer = replace(plan, version="e" * 64, nodes=without(plan.nodes, "story", "age", "weight"))
    assert await door.gateway.stop() == 0
    path.write_bytes(encode(newer))
    await door.gateway.start()

    await person.say("4.5")
    await person.wait_for(visitor.word("notice-form-changed-again"))
    await person.wait_for("Hello")
    assert [message.text for message in person.own] == ["4.5"], "it stays a little, to be copied"
    await person.press(visitor.word("button-go-on"))
    await person.wait_for(lambda person: not person.text.startswith(visitor.word("notice-form-changed-again")))
    await to_the_end(door)
    (case,) = rows(door.url, "cases")
    assert case["form"] == "e" * 64
    manifests, bodies = await opened(door, case["id"], tmp_path)
    parts = {each["path"]: bodies[each["part"]] for each in manifests["testimony"]["parts"]}
    assert parts == {"/data/story": b"A heron."}
    left = {each["name"]: each["value"] for each in manifests["testimony"]["answers"]}
    assert left["age"] == "150"
    assert "weight" not in left


async def to_the_end(door: Door) -> None:
    """Skip whatever is left, and send."""
    person = door.telegram.person("weight")
    catalogue = load_catalogue()
    words = [catalogue.text("en", f"button-{name}") for name in ONWARD]
    for _ in range(120):
        if catalogue.text("en", "button-words-written") in person.labels:
            return
        label = next((word for word in words if word in person.labels), None)
        if label is None:
            await asyncio.sleep(0.05)
            continue
        before = person.screen.edits
        await person.press(label)
        await person.wait_for(lambda person, before=before: person.screen.edits != before)  # type: ignore[misc]
    raise AssertionError(person.text)


async def opened(door: Door, case: str, tmp_path: Path) -> tuple[dict[str, Json], dict[str, bytes]]:
    release = ("custody", "release", case, "--to", "jun", "-o", str(tmp_path / "out"))
    status, said = await affiant(*release, folder=door.zoo.office.folder, url=door.url)
    assert status == 0, said
    files = sorted((tmp_path / "out").iterdir())
    parts = [door.zoo.office.open(path.read_bytes(), path.name.partition("-")[0]) for path in files]
    manifests = [part for part in parts if part.header.kind == "manifest"]
    return (
        {part.header.compartment: json.loads(part.body) for part in manifests},
        {part.header.part: part.body for part in parts},
    )
