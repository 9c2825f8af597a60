"""Patterns: one engine over all kinds that have a form of their own."""
