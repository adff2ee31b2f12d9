"""Bech32 (BIP 173) without the limit of 90 characters, as age uses it for its recipients and identities."""

from __future__ import annotations

from collections.abc import Iterable

_CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM = 6


def _polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATORS):
            if top >> bit & 1:
                check ^= generator
    return check


def _expand(prefix: str) -> list[int]:
    return [ord(each) >> 5 for each in prefix] + [0] + [ord(each) & 31 for each in prefix]


def _regroup(data: Iterable[int], *, width: int, into: int, pad: bool) -> list[int]:
    held = bits = 0
    groups: list[int] = []
    for value in data:
        held = (held << width | value) & 0xFFF
        bits += width
        while bits >= into:
            bits -= into
            groups.append(held >> bits & (1 << into) - 1)
    if pad and bits:
        groups.append(held << into - bits & (1 << into) - 1)
    if not pad and (bits >= width or held & (1 << bits) - 1):
        raise ValueError("bad padding")
    return groups


def encode(prefix: str, data: bytes) -> str:
    """Return data in Bech32 under a lower-case human-readable prefix."""
    groups = _regroup(data, width=8, into=5, pad=True)
    check = _polymod([*_expand(prefix), *groups, *[0] * _CHECKSUM]) ^ 1
    checksum = [check >> 5 * (_CHECKSUM - 1 - place) & 31 for place in range(_CHECKSUM)]
    return prefix + "1" + "".join(_CHARSET[group] for group in [*groups, *checksum])


def decode(text: str) -> tuple[str, bytes]:
    """Return (lower-case prefix, data). Raises ValueError, which never quotes the text: it may be a secret."""
    if text not in {text.lower(), text.upper()}:
        raise ValueError("mixed case")
    prefix, separator, tail = text.lower().rpartition("1")
    if not separator or not prefix or len(tail) < _CHECKSUM or not all("!" <= each <= "~" for each in prefix):
        raise ValueError("no prefix or no checksum")
    if any(each not in _CHARSET for each in tail):
        raise ValueError("a character outside the alphabet")
    groups = [_CHARSET.index(each) for each in tail]
    if _polymod([*_expand(prefix), *groups]) != 1:
        raise ValueError("the checksum does not fit")
    return prefix, bytes(_regroup(groups[:-_CHECKSUM], width=5, into=8, pad=False))
