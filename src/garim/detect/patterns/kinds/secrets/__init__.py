"""Kinds of keys, tokens and passwords."""
