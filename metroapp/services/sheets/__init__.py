"""Parts as the workshop writes them: sheets of any shape, exchange files, the words of their lines, and back."""
