"""The gateway's rooms."""
