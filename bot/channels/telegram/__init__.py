"""Telegram: aiogram at the edge, one bubble per chat."""
