"""The words of an XForm: itext by language, labels with answers inside, pictures and sounds. Called by `nodes`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, get_args
from xml.etree.ElementTree import Element

from config.questionnaire.errors import FormError
from config.questionnaire.formulas import Formulas
from config.questionnaire.plan import Expression, Media, Message, Wording

MISSING: Final = "-"
"""What pyxform writes where a translation is missing."""
GUIDANCE: Final = "guidance"

MediaKind: TypeAlias = Literal["image", "big-image", "audio", "video"]

_CODE = re.compile(r"\(([A-Za-z0-9-]+)\)\s*$")
_ITEXT = re.compile(r"jr:itext\((['\"])(.*)\1\)")
_FILE = re.compile(r"jr://[^/]+/(.+)")
_PLAIN = {"", "long"}
"""Forms of a text that are read as the text itself; "short" and others are not shown."""
_COLUMNS = {"hint": "hint", "constraintMsg": "constraint_message", "requiredMsg": "required_message"}


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def code(language: str) -> str:
    """Return the code in a language's brackets ("조선말 (ko-KP)" -> "ko-KP"), or the whole text when there is none."""
    found = _CODE.search(language)
    return found.group(1) if found else language


@dataclass(slots=True)
class Itext:
    """Every text by identifier and form ("" plain, "guidance", "image" …), by language; read when asked for."""

    formulas: Formulas
    default: str
    languages: tuple[str, ...]
    values: dict[tuple[str, str], dict[str, Element]] = field(default_factory=dict)
    _read: dict[tuple[str, str], Wording] = field(default_factory=dict)

    @property
    def identifiers(self) -> Iterator[str]:
        """Yield the name of every text that has words."""
        return (identifier for identifier, form in self.values if not form)

    def wording(self, identifier: str, form: str = "") -> Wording:
        """Return a text in all languages that have it."""
        key = identifier, form
        if key not in self._read:
            path, column = identifier.partition(":")[0], _column(identifier, form)
            said = {
                language: self.message(value, path, f"{column}::{language}")
                for language, value in self.values.get(key, {}).items()
            }
            self._read[key] = {language: words for language, words in said.items() if words not in {(), (MISSING,)}}
        return dict(self._read[key])

    def media(self, identifier: str) -> Media:
        """Return the pictures and sounds of a text."""
        found: Media = {}
        for kind in get_args(MediaKind):
            files = {language: name for language, name in self._files(identifier, kind) if name}
            if files:
                found[kind] = files
        return found

    def _files(self, identifier: str, kind: MediaKind) -> Iterator[tuple[str, str]]:
        for language, value in self.values.get((identifier, kind), {}).items():
            file = _FILE.fullmatch((value.text or "").strip())
            if file is None or len(value) or "${" in file.group(1):
                self.formulas.findings.refuse(
                    FormError(
                        "a file is named by an answer", "Name the file itself.",
                        path=identifier.partition(":")[0], column=f"media::{kind}::{language}",
                    )
                )  # fmt: skip
            else:
                yield language, file.group(1)

    def referred(self, written: str, form: str = "") -> Wording:
        """Return the text that a reference leads to, or the words themselves in the default language."""
        identifier = identified(written)
        if identifier is not None:
            return self.wording(identifier, form)
        return {} if form else {self.default: (written,)}

    def message(self, element: Element, path: str, column: str) -> Message:
        """Return the words of an element with the answers inside."""
        pieces: list[str | Expression] = [element.text or ""]
        for each in element:
            answer = self.formulas.read(each.get("value", ""), path, column) if local(each) == "output" else None
            if local(each) != "output":
                words = "markup in a label is not supported"
                self.formulas.findings.refuse(FormError(words, "Use plain words.", path=path, column=column))
            pieces += [] if answer is None else [answer]
            pieces.append(each.tail or "")
        return _trimmed(pieces)


def _column(identifier: str, form: str) -> str:
    """Return the column that a text comes from, by its name as pyxform gives it ("/data/a:hint")."""
    if form == GUIDANCE:
        return "guidance_hint"
    return _COLUMNS.get(identifier.rpartition(":")[2], "label")


def identified(written: str) -> str | None:
    """Return the name of the text that a reference like jr:itext('x') leads to; None for plain words."""
    found = _ITEXT.fullmatch(written.strip())
    return found.group(2) if found else None


def read_itext(model: Element, formulas: Formulas) -> Itext:
    """Return the texts of a model; nothing in them is looked at before it is asked for."""
    translations = [each for each in model.iter() if local(each) == "translation"]
    names = [code(each.get("lang", "")) for each in translations]
    chosen = [name for name, each in zip(names, translations, strict=True) if each.get("default") is not None]
    default = (chosen or names or ["default"])[0]
    itext = Itext(formulas, default, tuple(dict.fromkeys(names)) or (default,))
    for name, translation in zip(names, translations, strict=True):
        for text in translation:
            for value in text:
                form = value.get("form", "")
                key = text.get("id", ""), "" if form in _PLAIN else form
                itext.values.setdefault(key, {})[name] = value
    return itext


def element_wording(control: Element, name: str, itext: Itext, path: str, *, form: str = "") -> Wording:
    """Return the label or hint of a control, by reference or as written."""
    for each in control:
        if local(each) == name:
            reference = each.get("ref")
            if reference:
                return itext.referred(reference, form)
            words = itext.message(each, path, name)
            return {itext.default: words} if words and not form else {}
    return {}


def element_media(control: Element, itext: Itext) -> Media:
    """Return the pictures and sounds of a control's label."""
    for each in control:
        if local(each) == "label":
            identifier = identified(each.get("ref", ""))
            return itext.media(identifier) if identifier is not None else {}
    return {}


def _trimmed(pieces: list[str | Expression]) -> Message:
    """Return a message without the spaces around it: pyxform sets them about every answer."""
    if isinstance(pieces[0], str):
        pieces[0] = pieces[0].lstrip()
    if isinstance(pieces[-1], str):
        pieces[-1] = pieces[-1].rstrip()
    return tuple(piece for piece in pieces if piece != "")
