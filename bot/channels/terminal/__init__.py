"""The same conversation in a terminal, for training and for authors."""
