"""The HRV/RSA core: arrays in, frozen results out. No radio, no screen, no disk."""
