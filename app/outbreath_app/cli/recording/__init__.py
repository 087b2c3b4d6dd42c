"""Commands for one recording: replay, beats, analyse, summary, export and the like."""
