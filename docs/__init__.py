"""Documentation built from the code."""
