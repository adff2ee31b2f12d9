"""Fixtures that every folder of tests may ask for; they live in tests/support."""

pytest_plugins = ["tests.support.databases", "tests.support.offices", "tests.support.logs"]
