"""The ECG in a recording's lines, as stretches that are evenly sampled and without a hole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outbreath_app.stream.beats import payload_of
from outbreath_devices.pmd.clock import USUAL_RATE_HZ, PmdClock
from outbreath_devices.pmd.control import parse_answer
from outbreath_devices.pmd.frames import PmdKind, parse_pmd_frame
from outbreath_devices.recording.line import Line
from outbreath_devices.strap.events import LinkState, Source


@dataclass(frozen=True, slots=True, eq=False)
class EcgStretch:
    """An ECG without a hole. begin_s: time of its first sample, s since the recording's first line; ecg_uv: shape (n,)."""

    begin_s: float
    rate_hz: float
    ecg_uv: NDArray[np.float64]


def ecg_of(lines: Iterable[Line]) -> list[EcgStretch]:
    """Every stretch, in order. Frames that cannot be read end a stretch as missing ones do."""
    stretches: list[EcgStretch] = []
    clock, times_ns, values = PmdClock(USUAL_RATE_HZ[PmdKind.ECG]), list[int](), list[int]()
    start_ns: int | None = None
    factor = 1.0

    def close() -> None:
        if len(values) > 1:
            span_s = (times_ns[-1] - times_ns[0]) / 1e9
            rate_hz = (len(values) - 1) / span_s if span_s > 0 else USUAL_RATE_HZ[PmdKind.ECG]
            begin_s = (times_ns[0] - (start_ns or 0)) / 1e9
            stretches.append(EcgStretch(begin_s, rate_hz, np.array(values, dtype=np.float64)))
        times_ns.clear()
        values.clear()

    for line in lines:
        t_ns = line.get("t")
        if not isinstance(t_ns, int):
            continue
        start_ns = t_ns if start_ns is None else start_ns
        if line.get("k") == "link" and line.get("state") in (LinkState.LOST, LinkState.CLOSED):
            close()
            clock = PmdClock(USUAL_RATE_HZ[PmdKind.ECG])
        if line.get("k") == "n" and line.get("s") == Source.PMD_CONTROL:
            answer = parse_answer(payload_of(line))
            factor = answer.factor if answer.starts(PmdKind.ECG) else factor
        if line.get("k") != "n" or line.get("s") != Source.PMD_DATA:
            continue
        frame = parse_pmd_frame(payload_of(line), factor)
        if frame.kind is not PmdKind.ECG:
            continue
        lost = clock.lost_samples
        arrived_ns = clock.feed(t_ns, frame)
        if clock.lost_samples > lost or not arrived_ns:
            close()
        times_ns.extend(arrived_ns)
        values.extend(sample[0] for sample in frame.samples)
    close()
    return stretches
