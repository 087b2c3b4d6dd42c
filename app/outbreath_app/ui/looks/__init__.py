"""How the window looks: palettes, style sheet, fonts, and the colours of plots."""
