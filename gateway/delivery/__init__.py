"""The outbox worker: claims lanes, sends outside the transaction, records what became of it."""
