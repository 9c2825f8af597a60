"""Originals ↔ surrogates: mint.py makes them, families/ says how each kind looks, restore.py puts the originals back."""
