"""One folder per channel, strangers to each other: each translates updates to events and screens to messages."""
