"""What the office says to everybody: who seals to whom, and which form it asks (API.md §§2, 3). Signed offline.

Nothing here is believed because this server says it; but what certainly does not hold is not passed on.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from gateway.public.handed import INLINE
from storage.sealing.forms import SignedForm
from storage.sealing.office import Office

SIGNED_FORM = "form.signed.json"
_MEDIUM = re.compile(r"[^/\\\x00-\x1f.][^/\\\x00-\x1f]{0,127}")
TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}
"""Media that a page shows or plays. Another kind is sent as bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The office document and the form, ready to be sent."""

    office: Office
    version: str
    form: bytes
    zipped: bytes
    media: Mapping[str, bytes]
    signed: SignedForm | None
    reason: str
    """Why there is no signed form, "" when there is one."""

    def fault(self, today: date) -> str:
        """Return why nobody may seal in a browser today, with the next step; "" when they may."""
        if reason := self.office.fault(today):
            return f"{_sentence(reason)}. On the offline machine: affiant keys renew --help"
        reason = self.reason
        if self.signed is not None:
            reason = self.signed.fault(self.form, self.media, office=self.office.id, today=today)
        return (
            f"The safe page's form: {reason}. On the offline machine: affiant keys sign-form --help" if reason else ""
        )

    def document(self, limits: Mapping[str, int]) -> bytes:
        """Return `/office.json`."""
        assert self.signed is not None, "ask `fault` first"
        return msgspec.json.encode(
            {
                "v": 1,
                "key": self.office.file.key,
                "office": self.office.envelope,
                "form": self.signed.envelope,
                "limits": limits,
            }
        )


def publish(office: Office, *, version: str, form: Path, beside: Path) -> Published:
    """Read what is published: the form, its media in a folder beside it, and its signature, there or in `beside`."""
    content = form.read_bytes()
    signed, reason = _signed(office, form.with_name(SIGNED_FORM), beside / SIGNED_FORM)
    return Published(
        office=office,
        version=version,
        form=content,
        zipped=gzip.compress(content, 9, mtime=0),
        media=read_media(form.parent / "media"),
        signed=signed,
        reason=reason,
    )


def read_media(folder: Path) -> dict[str, bytes]:
    """Return the files of a form's media folder by name."""
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return {path.name: path.read_bytes() for path in files if path.is_file() and _MEDIUM.fullmatch(path.name)}


def limits(*, upload: int, append: int, request: int, parts: int, draft: int, draft_days: int) -> dict[str, int]:
    """Return the limits as they are told, in bytes, pieces and days."""
    return {
        "inline": INLINE,
        "request": request,
        "upload": upload,
        "append": append,
        "parts": parts,
        "draft": draft,
        "draft_days": draft_days,
    }


def _signed(office: Office, *places: Path) -> tuple[SignedForm | None, str]:
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        return None, "it is not signed"
    try:
        return SignedForm.read(path.read_bytes(), office.file.key), ""
    except ValueError as error:
        return None, str(error)


def _sentence(reason: str) -> str:
    return reason[:1].upper() + reason[1:]
