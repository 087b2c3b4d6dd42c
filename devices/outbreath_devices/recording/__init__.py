"""The recording file: sealed lines, written as they come, read back whole or with a report of what is not."""

from outbreath_devices.recording.reader import DamageReport, Recording, read_recording
from outbreath_devices.recording.repair import repair_recording
from outbreath_devices.recording.writer import RecordingWriter

__all__ = ["DamageReport", "Recording", "RecordingWriter", "read_recording", "repair_recording"]
