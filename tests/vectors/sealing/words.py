"""Return words (FORMAT.md §6): drawn from told randomness, read from what people type, stretched."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Any

from storage.sealing.words import LISTS, make, parse, stretch

_LANGUAGES = ("ko-KP", "ko-KR", "zh-Hans", "ja", "en", "es", "fr", "ru", "th")
_OFFICE = "0000000000000000000000000z"


class Told:
    """Randomness that is written down: SHA-256 in counter mode over a name."""

    def __init__(self, name: str) -> None:
        self._name, self._count, self.drawn = name, 0, b""

    def __call__(self, size: int) -> bytes:
        self._count += 1
        given = hashlib.sha256(f"{self._name} {self._count}".encode()).digest()[:size]
        self.drawn += given
        return given


def made() -> dict[str, Any]:
    drawn = []
    for language in _LANGUAGES:
        randomness = Told(language)
        words = make(language, randomness)
        drawn.append({"language": language, "randomness": randomness.drawn.hex(), "words": words})
    by_language: dict[str, Any] = {str(each["language"]): each["words"] for each in drawn}
    return {
        "made": drawn,
        "read": [{"why": why, "given": given, "words": parse(given)} for why, given in _typed(by_language).items()],
        "stretched": [_stretched(by_language[language]) for language in ("ko-KP", "zh-Hans", "es", "ru")],
    }


def _typed(words: dict[str, Any]) -> dict[str, str]:
    korean, chinese, japanese, english, digits = (
        " ".join(words[each]) for each in ("ko-KP", "zh-Hans", "ja", "en", "ru")
    )
    first, second, *rest = words["en"]
    return {
        "Korean as made": korean,
        "Korean decomposed": unicodedata.normalize("NFD", korean),
        "Korean with lines and wide spaces": korean.replace(" ", "\n\u3000"),
        "Korean without spaces": korean.replace(" ", ""),
        "Korean spaced elsewhere": korean[0] + " " + korean[1:].replace(" ", "", 3),
        "Chinese as made": chinese,
        "Chinese without spaces": chinese.replace(" ", ""),
        "Japanese decomposed": unicodedata.normalize("NFD", japanese),
        "Japanese with ideographic spaces": japanese.replace(" ", "\u3000"),
        "Japanese without spaces, decomposed": unicodedata.normalize("NFD", japanese.replace(" ", "")),
        "English in capitals": english.upper(),
        "English, full width": "".join(chr(ord(each) + 0xFEE0) if each != " " else each for each in english),
        "Spanish decomposed": unicodedata.normalize("NFD", " ".join(words["es"])),
        "digits in fours": digits,
        "digits without spaces": digits.replace(" ", ""),
        "Arabic digits": "".join(chr(ord(each) + 0x630) if each != " " else each for each in digits),
        "two words swapped": " ".join([second, first, *rest]),
        "seven words": " ".join([second, *rest]),
        "nine words": f"{english} {first}",
        "a word of no list": " ".join(["qwerty", second, *rest]),
        "two lists": " ".join([*words["en"][:4], *words["ko-KP"][4:]]),
        "a digit wrong": digits[:-1] + str((int(digits[-1]) + 1) % 10),
        "a digit less": digits[:-1],
        "nothing": "",
        "spaces": " \n ",
        "too long": english + " " * 300,
        "an answer": "저는 그날 아침 일찍 집을 나왔습니다.",
    }


def _stretched(words: Any) -> dict[str, Any]:
    key = stretch(words, _OFFICE)
    return {
        "words": words,
        "office": _OFFICE,
        "lookup": key.lookup.hex(),
        "recipient": key.recipient,
        "access": key.access.hex(),
        "place": key.place.hex(),
    }


assert set(LISTS) <= {each.partition("-")[0] for each in _LANGUAGES}
