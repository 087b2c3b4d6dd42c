"""Looking back at one recorded session: everything it holds, measured phase by phase, and made small enough to draw."""
