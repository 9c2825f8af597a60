"""Garim (가림): ask outside AI models without showing them your company."""
