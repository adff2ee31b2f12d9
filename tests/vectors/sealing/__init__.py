"""The corpus of storage/sealing/FORMAT.md §10, and the script that made it."""
