"""What a strap is and what it reports, whatever kind of strap it is."""
