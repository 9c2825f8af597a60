"""Kinds of postal addresses and places."""
