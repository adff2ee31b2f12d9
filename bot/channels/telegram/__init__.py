"""Telegram: aiogram at the edge, one bubble per chat."""

from bot.channels.telegram import lean as lean
