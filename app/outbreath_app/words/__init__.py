"""What the program says in more than one language: reasons and errors as data, one table of words a language."""
