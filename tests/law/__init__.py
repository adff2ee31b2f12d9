"""Laws that no linter knows."""
