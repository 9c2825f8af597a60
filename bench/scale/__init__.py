"""The arithmetic of docs/scale.md."""
