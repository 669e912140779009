"""What a text is made of: words, sentences, dates, quantities, folded names and its language."""
