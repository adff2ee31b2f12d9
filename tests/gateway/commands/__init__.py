"""The commands of `affiant`, run as a person runs them."""
