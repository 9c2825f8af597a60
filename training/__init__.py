"""How what is made from data is made: word lists, texts, weights. Not part of the installed package."""
