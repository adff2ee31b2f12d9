"""The words of an XForm: itext by language, and labels with answers inside. Read by `xform` only."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final, Literal
from xml.etree.ElementTree import Element

from config.questionnaire.errors import FormError
from config.questionnaire.expression import ExpressionError, parse
from config.questionnaire.plan import Expression, Media, Message, Wording

MISSING = "-"
"""What pyxform writes where a translation is missing."""

_CODE = re.compile(r"\(([A-Za-z0-9-]+)\)\s*$")
_ITEXT = re.compile(r"jr:itext\((['\"])(.*)\1\)")
_MEDIA: Final[tuple[Literal["image", "big-image", "audio", "video"], ...]] = ("image", "big-image", "audio", "video")


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def code(language: str) -> str:
    """Return the code in a language's brackets ("조선말 (ko-KP)" -> "ko-KP"), or the whole text when there is none."""
    found = _CODE.search(language)
    return found.group(1) if found else language


@dataclass(slots=True)
class Itext:
    """Every text by id and form ("" plain, "guidance"), each in its languages."""

    default: str
    languages: tuple[str, ...]
    texts: dict[tuple[str, str], Wording] = field(default_factory=lambda: defaultdict(dict))
    media: dict[str, Media] = field(default_factory=dict)
    """Pictures and sounds by the text they stand beside."""

    def wording(self, identifier: str, form: str = "") -> Wording:
        """Return a text in all languages that have it."""
        return dict(self.texts.get((identifier, form), {}))

    def referred(self, written: str, form: str = "") -> Wording:
        """Return the text that a reference leads to, or the words themselves in the default language."""
        reference = _ITEXT.fullmatch(written.strip())
        if reference:
            return self.wording(reference.group(2), form)
        return {} if form else {self.default: (written,)}


def read_itext(model: Element) -> Itext:
    """Return the texts of a model. Raises FormError for what a label cannot hold."""
    translations = [each for each in model.iter() if local(each) == "translation"]
    names = [code(each.get("lang", "")) for each in translations]
    chosen = [name for name, each in zip(names, translations, strict=True) if each.get("default") is not None]
    default = (chosen or names or ["default"])[0]
    itext = Itext(default, tuple(dict.fromkeys(names)) or (default,))
    for name, translation in zip(names, translations, strict=True):
        for text in translation:
            for value in text:
                _put(itext, name, text.get("id", ""), value)
    return itext


def _put(itext: Itext, language: str, identifier: str, value: Element) -> None:
    form = value.get("form", "")
    for kind in _MEDIA:
        if form == kind:
            file = (value.text or "").strip().rpartition("/")[2]
            if file not in {"", MISSING}:
                itext.media.setdefault(identifier, {}).setdefault(kind, {})[language] = file
            return
    words = _message(value, identifier.partition(":")[0])
    if words not in {(), (MISSING,)}:
        itext.texts[identifier, "guidance" if form == "guidance" else ""][language] = words


def element_wording(control: Element, name: str, itext: Itext, path: str, *, form: str = "") -> Wording:
    """Return the label or hint of a control, by reference or as written."""
    for each in control:
        if local(each) == name:
            reference = each.get("ref")
            if reference:
                return itext.referred(reference, form)
            words = _message(each, path)
            return {itext.default: words} if words and not form else {}
    return {}


def element_media(control: Element, itext: Itext) -> Media:
    """Return the pictures and sounds of a control's label."""
    for each in control:
        reference = _ITEXT.fullmatch(each.get("ref", "").strip()) if local(each) == "label" else None
        if reference:
            return itext.media.get(reference.group(2), {})
    return {}


def _message(element: Element, path: str) -> Message:
    pieces: list[str | Expression] = [element.text or ""]
    for each in element:
        if local(each) != "output":
            raise FormError("markup in a label is not supported", "Use plain words.", path=path, column="label")
        try:
            pieces.append(parse(each.get("value", "")))
        except ExpressionError as error:
            raise FormError.of_expression(error, path=path, column="label") from None
        pieces.append(each.tail or "")
    return _trimmed(pieces)


def _trimmed(pieces: list[str | Expression]) -> Message:
    """Return a message without the spaces around it: pyxform sets them about every answer."""
    if isinstance(pieces[0], str):
        pieces[0] = pieces[0].lstrip()
    if isinstance(pieces[-1], str):
        pieces[-1] = pieces[-1].rstrip()
    return tuple(piece for piece in pieces if piece != "")
