"""Proof, mirroring the four packages."""
