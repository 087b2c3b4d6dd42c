"""Power spectra of intervals: Welch, Lomb-Scargle, time-varying, and what is read from them."""
