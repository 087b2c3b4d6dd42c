"""Clients in the window: whose sessions are at hand, and what is kept of them."""
