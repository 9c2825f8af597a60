"""What a text is made of: views through its disguises, words, letters of either script, spans that touch."""
