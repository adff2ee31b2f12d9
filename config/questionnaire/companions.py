"""The files that lie beside a form: pictures and sounds by name, and lists of choices as CSV, XML or GeoJSON.

The author's side, offline: their rows become part of the Plan. https://docs.getodk.org/form-datasets/
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from config.questionnaire.errors import FormError

LARGEST: Final = 30_000_000
"""Bytes of one file."""
MOST_ROWS: Final = 200_000
"""Rows of one file."""

Row: TypeAlias = Mapping[str, str]

_REMEDY: Final = "Save it as CSV in UTF-8, with the names of the columns in its first line."
_GLANCE: Final = 5_000
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Companions:
    """Folders that are searched, in this order."""

    folders: tuple[Path, ...] = ()

    @classmethod
    def of(cls, form: Path) -> Companions:
        """Return what lies beside a form, or in the folder that is one: there, in media/, in NAME-media/ (ODK's)."""
        home = form if form.is_dir() else form.parent
        return cls((home, home / "media", home / f"{form.stem}-media"))

    def find(self, name: str) -> Path | None:
        """Return a file by its name, without regard to case where only that differs; never one in another folder."""
        if not name or name != Path(name).name or name in {".", ".."} or "\0" in name:
            return None
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        return next(filter(None, (_alike(folder, name) for folder in self.folders)), None)

    def rows(self, name: str) -> Sequence[Row] | None:
        """Return the rows of a list by column; None where there is no such file. Raises FormError for a damaged one."""
        path = self.find(name)
        if path is None:
            return None
        if path.stat().st_size > LARGEST:
            raise FormError(f"{name} is larger than 30 MB", "Leave out what nobody chooses.", clues=(name,))
        try:
            rows = _READERS.get(path.suffix.lower(), _from_csv)(path.read_bytes())
        except (ValueError, csv.Error, ElementTree.ParseError, DefusedXmlException, RecursionError) as error:
            raise FormError(f"{name} cannot be read ({type(error).__name__})", _REMEDY, clues=(name,)) from None
        if len(rows) > MOST_ROWS:
            raise FormError(f"{name} has more than {MOST_ROWS} rows", "Leave out what nobody chooses.", clues=(name,))
        return rows


def _alike(folder: Path, name: str) -> Path | None:
    if not folder.is_dir():
        return None
    return next((each for each in sorted(folder.iterdir()) if each.name.casefold() == name.casefold()), None)


# --- formats -------------------------------------------------------------------------------------------------


def _from_csv(data: bytes) -> list[Row]:
    text = data.decode("utf-16" if data.startswith(_UTF16) else "utf-8-sig")
    delimiter = max(",;\t", key=text.partition("\n")[0][:_GLANCE].count)
    titles, *below = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)) or [[]]
    columns = [title.strip() for title in titles]
    return [
        {column: cell.strip() for column, cell in zip(columns, row, strict=False) if column}
        for row in below
        if any(row)
    ]


def _from_xml(data: bytes) -> list[Row]:
    """Return the items of a secondary instance: <root><item><name>…</name></item></root>."""
    root = ElementTree.fromstring(data, forbid_dtd=True)
    return [{each.tag.rpartition("}")[2]: "".join(each.itertext()).strip() for each in item} for item in root]


def _from_geojson(data: bytes) -> list[Row]:
    """Return the features of a FeatureCollection, as https://docs.getodk.org/form-datasets/#geojson has them."""
    collection = json.loads(data)
    features = collection.get("features") if isinstance(collection, dict) else None
    return [dict(_feature(feature)) for feature in features or () if isinstance(feature, dict)]


def _feature(feature: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "id" in feature:
        yield "id", str(feature["id"])
    properties = feature.get("properties")
    for key, value in (properties if isinstance(properties, dict) else {}).items():
        yield str(key), "" if value is None else str(value)
    geometry = feature.get("geometry")
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        longitude, latitude, *_ = geometry.get("coordinates") or (0, 0)
        yield "geometry", f"{latitude} {longitude} 0 0"


_READERS: Mapping[str, Callable[[bytes], list[Row]]] = {".xml": _from_xml, ".geojson": _from_geojson}
