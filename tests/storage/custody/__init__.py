"""The custody log: its mathematics and its entries, without a database."""
