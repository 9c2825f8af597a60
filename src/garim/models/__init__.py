"""Models that run on this machine. ONE FILE = ONE RUNTIME; each imports its engine when it is first used."""
