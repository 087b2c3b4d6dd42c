"""Two ways of breathing compared within one person."""
