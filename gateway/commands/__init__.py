"""One file per command of `affiant`."""
