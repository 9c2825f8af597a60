"""The public table: what is gathered, from what, and how well it tells own names from public words."""
