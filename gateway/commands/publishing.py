"""A compiled form on disk, as AFFIANT_FORM wants it: form.json, form.xml, and the media it names."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from html import unescape
from pathlib import Path

from config.questionnaire.plan import Plan, encode
from config.questionnaire.xform import canonical


def publish(folder: Path, plan: Plan, xml: str, *, media: Iterable[Path | None]) -> int:
    """Write a form into a folder; return how many of its media came with it. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "form.json").write_bytes(encode(plan))
    (folder / "form.xml").write_bytes(canonical(xml))
    return copy_media(folder, media)


def copy_media(folder: Path, media: Iterable[Path | None]) -> int:
    """Copy the files that a form shows into a folder's media/, return how many there are. Raises OSError."""
    copied = 0
    for file in media:
        if file is not None:
            (folder / "media").mkdir(exist_ok=True)
            shutil.copyfile(file, folder / "media" / file.name)
            copied += 1
    return copied


def form_id(xml: str, root: str) -> str:
    """Return what the author calls the form: the id of its primary instance; "" where there is none."""
    found = re.search(rf"<{re.escape(root)}\s[^>]*?\bid=\"([^\"]*)\"", xml)
    return unescape(found.group(1)) if found else ""
