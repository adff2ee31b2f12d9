"""Urgency rules and the queue. Empty until the console comes; its place in the law is ready."""
