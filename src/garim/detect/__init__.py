"""text → findings."""
