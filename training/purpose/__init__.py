"""What prompts are for: texts that are made to learn from, and the learning. Not installed with Garim."""
