"""Kinds of machines, accounts and places on them."""
