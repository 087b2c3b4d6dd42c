"""Real straps over Bluetooth Low Energy."""
