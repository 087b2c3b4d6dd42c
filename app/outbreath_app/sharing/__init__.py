"""Passing beats and estimates on to other programs while a session runs: Lab Streaming Layer and OSC, off by default."""
