"""Commands for straps: scan, record, doctor."""
