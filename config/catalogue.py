"""The catalogue: every sentence a person reads, by language and message id, from `locales/<code>.ftl` (Fluent syntax).

It looks words up and decides nothing. Channels render screens with it; the conversation, which is pure, names only ids.
Messages of the questionnaire are not here: they belong to the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

FALLBACK = "en"
"""The language that has every message; a message missing elsewhere is shown in it."""

OWN_NAME = "own-name"
"""Id of the message in which a language names itself."""

NAMES = {
    "am": "አማርኛ", "ar": "العربية", "bn": "বাংলা", "de": "Deutsch", "es": "Español", "fa": "فارسی", "fr": "Français",
    "he": "עברית", "hi": "हिन्दी", "id": "Bahasa Indonesia", "km": "ខ្មែរ", "my": "မြန်မာ", "ne": "नेपाली", "ps": "پښتو",
    "pt": "Português", "so": "Soomaali", "sw": "Kiswahili", "ti": "ትግርኛ", "tr": "Türkçe", "uk": "Українська",
    "ur": "اردو", "zh-Hant": "繁體中文",
}  # fmt: skip
"""What languages call themselves that a form may speak and the catalogue does not."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All messages in all languages, built once and shared. Safe to call from several threads."""

    languages: tuple[str, ...]
    """Codes in the order in which they are offered: by code, the fallback last."""
    editions: Mapping[str, str]
    """SHA-256 of each language's file, hexadecimal: which wording it was that a person agreed to."""
    _bundles: Mapping[str, FluentBundle] = field(repr=False)
    _memo: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)

    def text(self, language: str, id: str, args: Mapping[str, str | int] | None = None) -> str:  # noqa: A002 -- Fluent's own word for it
        """Return a message, falling back to `FALLBACK` for an unknown language or a missing translation.

        A language that is not here still has its own name, or goes by its code.
        Raises KeyError when no language has the message, or when it needs an argument that is not in `args`.
        """
        if args:
            return self._format(language, id, args)
        known = self._memo.get((language, id))
        if known is None:
            known = self._memo[language, id] = self._format(language, id, {})
        return known

    def own_name(self, language: str) -> str:
        """Return what a language calls itself, in its own script. Raises KeyError for a language that is not here."""
        if language not in self._bundles:
            raise KeyError(language)
        return self.text(language, OWN_NAME)

    def _format(self, language: str, name: str, args: Mapping[str, str | int]) -> str:
        bundle = self._bundles.get(language)
        if bundle is None and name == OWN_NAME:
            return NAMES.get(language, language)
        if bundle is None or not bundle.has_message(name):
            bundle = self._bundles[FALLBACK]
        pattern = bundle.get_message(name).value
        if pattern is None:
            raise KeyError(name)
        # Isolation marks are off: they are invisible characters that some old phones draw as boxes, and none of the
        # languages here runs from right to left.
        text, errors = bundle.format_pattern(pattern, dict(args))
        if errors:
            raise KeyError(name)
        return str(text)


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Read every `<code>.ftl` in a folder (default: `locales` beside this file).

    Raises ValueError naming file and line for what is not Fluent, or for an id that stands twice.
    """
    files = (folder or Path(__file__).with_name("locales")).glob("*.ftl")
    sources = {file.stem: file.read_bytes() for file in files}
    languages = tuple(sorted(sources, key=lambda code: (code == FALLBACK, code)))
    editions = {code: sha256(source).hexdigest() for code, source in sources.items()}
    return Catalogue(languages, editions, {code: _read(code, source.decode()) for code, source in sources.items()})


def _read(code: str, source: str) -> FluentBundle:
    resource = FluentResource(source)
    seen: set[str] = set()
    for entry in resource.body:
        if isinstance(entry, ast.Junk):
            raise ValueError(f"{code}.ftl, line {_line(source, entry)}: this is not a Fluent message")  # noqa: TRY004 -- the file is wrong, not a type
        if isinstance(entry, ast.Message | ast.Term):
            name = entry.id.name
            if name in seen:
                raise ValueError(f"{code}.ftl, line {_line(source, entry)}: {name} stands twice")
            seen.add(name)
    bundle = FluentBundle([code], use_isolating=False)
    bundle.add_resource(resource)
    return bundle


def _line(source: str, entry: ast.EntryType) -> int:
    return source.count("\n", 0, entry.span.start if entry.span else 0) + 1
