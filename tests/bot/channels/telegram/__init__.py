"""The Telegram channel, over real HTTP against the simulator."""
