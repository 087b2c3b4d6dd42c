"""What only Linux has: BlueZ on the system bus, where bleak does not reach."""
