"""The Qt window. The only place besides main that imports PySide6."""
