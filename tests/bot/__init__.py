"""The bot, tested without a channel where it has none."""
