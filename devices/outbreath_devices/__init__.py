"""Straps (BLE, simulated), replay and the recording file. No Qt, no analysis."""
