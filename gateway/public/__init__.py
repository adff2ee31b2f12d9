"""What anybody may reach: the page, the Telegram webhook, the health route."""
