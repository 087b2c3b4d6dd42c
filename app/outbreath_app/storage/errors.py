"""What storage says when something kept cannot be read or written."""

from __future__ import annotations

from outbreath_devices.errors import DeviceError


class StorageError(DeviceError):
    """Something kept cannot be read or written; one sentence: the fact, and what would help."""


class HeldError(StorageError):
    """Another program holds the lock that was asked for."""
