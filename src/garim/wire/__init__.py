"""Bytes ↔ slots: requests taken apart and put together, replies restored piece by piece. No I/O."""
