"""Kinds that point at one person."""
