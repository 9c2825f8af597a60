"""Keys, headers and labels: what a value is, told by the name that stands over or before it."""
