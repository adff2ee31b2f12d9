"""A form of everything that forms can hold, walked in three languages on Telegram and in a terminal."""
