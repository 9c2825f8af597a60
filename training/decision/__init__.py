"""How the learnt decision is made: examples from labelled texts, two passes of boosted trees, companies left out."""
