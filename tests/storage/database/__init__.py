"""The database: every test runs on SQLite and on PostgreSQL unless its name says otherwise."""
