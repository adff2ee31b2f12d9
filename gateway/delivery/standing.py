"""What stands in a chat by our doing: the bubble, and files of the form beside it. A lane keeps it, locked.

Names are the channel's own, one a line: the bubble first, an empty line where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Standing:
    """What a worker finds, changes while it sends, and puts back, however far it came."""

    bubble: str | None = None
    beside: list[str] = field(default_factory=list)

    def encode(self) -> bytes | None:
        """Return it as bytes; None where nothing stands."""
        if self.bubble is None and not self.beside:
            return None
        return "\n".join([self.bubble or "", *self.beside]).encode()


def decode(data: bytes) -> Standing:
    """Return what `encode` wrote."""
    bubble, *beside = data.decode().split("\n")
    return Standing(bubble or None, beside)
