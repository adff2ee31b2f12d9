"""A compiled form on disk, as AFFIANT_FORM wants it: form.json, form.xml, and the media it names."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Final

from config.questionnaire.plan import Plan, encode
from config.questionnaire.xform import canonical

_NAMED: Final = re.compile(r"jr://(?:images|audio|video|file|file-csv)/([^\"'<>]+)")
"""What an XForm calls the files beside it: https://getodk.github.io/xforms-spec/#media."""


def publish(folder: Path, plan: Plan, xml: str, *, media: Path | None) -> int:
    """Write a form into a folder; return how many of its media came with it. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "form.json").write_bytes(encode(plan))
    (folder / "form.xml").write_bytes(canonical(xml))
    return copy_media(folder, xml, media=media)


def copy_media(folder: Path, xml: str, *, media: Path | None) -> int:
    """Copy the files that a form names into a folder's media/; return how many. Raises OSError."""
    found = [media / name for name in sorted(named(xml)) if (media / name).is_file()] if media else []
    for file in found:
        (folder / "media").mkdir(exist_ok=True)
        shutil.copyfile(file, folder / "media" / file.name)
    return len(found)


def media_folder(file: Path) -> Path | None:
    """Return the folder of a form's media, as ODK has it: media/ beside or in it, or NAME-media/; None without one."""
    home = file if file.is_dir() else file.parent
    places = (home / "media", home / f"{file.stem}-media")
    return next((place for place in places if place.is_dir()), None)


def named(xml: str) -> set[str]:
    """Return the names of the files that an XForm wants beside it, without folders: none may lead out of its own."""
    return set(_names(xml))


def _names(xml: str) -> Iterator[str]:
    for found in _NAMED.findall(xml):
        name = unescape(found).strip()
        if name and name == Path(name).name and name not in {".", ".."}:
            yield name


def form_id(xml: str, root: str) -> str:
    """Return what the author calls the form: the id of its primary instance; "" where there is none."""
    found = re.search(rf"<{re.escape(root)}\s[^>]*?\bid=\"([^\"]*)\"", xml)
    return unescape(found.group(1)) if found else ""
