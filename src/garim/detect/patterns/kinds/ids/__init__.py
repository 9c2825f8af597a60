"""Kinds of numbers that an authority, a bank or a company gave out."""
