"""Sealing, from the primitives to the ceremony, and both implementations against one corpus."""
