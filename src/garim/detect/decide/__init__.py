"""Which of all candidates stand: one learnt decision over the words of a text, its lines, its columns and the whole of it."""
