"""findings → decisions, and where a request may go."""
