"""The office's policy as frozen data: `policy.toml` beside this file, or the office's own copy of it.

An unknown or missing key is an error.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec


class ConversationPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Silence, waiting and forgetting."""

    idle_lock_minutes: int
    words_shown_minutes: int
    unconsented_hours: int
    draft_days: int
    closed_days: int
    code_word_tries: int
    covers: tuple[str, ...]
    buttons: Literal["labels", "numbers"]


class LimitPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How much one message may hold and one screen may show."""

    text_characters: int
    file_megabytes: int
    choices_per_page: int
    sweep_seconds: int


class TelegramPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What Telegram allows a bot: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this."""

    chat_per_second: float
    bot_per_second: float
    sweep_hours: int


class DeliveryPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Leases and retries of the outbox."""

    lease_seconds: int
    retry_seconds: tuple[float, ...]


class PagePolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the safe page may hand in, how fast, and how hard a newcomer's device has to work for it."""

    upload_megabytes: int
    uploads_gigabytes: int
    upload_hours: int
    parts: int
    draft_kilobytes: int
    acts_per_minute: int
    proof_tries: int
    proofs_per_minute: int
    body_seconds: float
    bodies_megabytes: int


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole policy."""

    conversation: ConversationPolicy
    limits: LimitPolicy
    telegram: TelegramPolicy
    delivery: DeliveryPolicy
    page: PagePolicy


def load_policy(path: Path | None = None) -> Policy:
    """Read a policy file; without a path, the default one. Raises `msgspec.DecodeError` naming the wrong key."""
    return msgspec.toml.decode((path or Path(__file__).with_name("policy.toml")).read_bytes(), type=Policy)
