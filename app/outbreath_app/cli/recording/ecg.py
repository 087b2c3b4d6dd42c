"""`outbreath ecg`: a strap's intervals checked against its own ECG."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click
import numpy as np

from outbreath_app.cli import print_json
from outbreath_app.stream.beats import decode_beats
from outbreath_app.stream.ecg import ecg_of
from outbreath_devices.recording import read_recording


@click.command("ecg")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(file: Path, as_json: bool) -> None:
    """Find the R peaks in a recording's ECG and compare the strap's intervals with them."""
    from outbreath_signal.ecg.check import LEAST_S, check_beats, r_peaks

    recording = read_recording(file)
    stretches = [one for one in ecg_of(recording.lines) if len(one.ecg_uv) > LEAST_S * one.rate_hz]
    if not stretches:
        raise click.ClickException(
            f"{file} holds no ECG of {LEAST_S:g} s. A Polar strap sends it unless --beats-only was given."
        )
    peaks_s = np.concatenate([one.begin_s + r_peaks(one.ecg_uv, one.rate_hz) for one in stretches])
    beats = decode_beats(recording.lines)
    check = check_beats(peaks_s, [b.t_s for b in beats], [b.rr_ms for b in beats], [b.joined for b in beats])
    if as_json:
        print_json({"file": str(file), **asdict(check)})
        return
    click.echo(
        f"{check.peaks} R peaks and {check.beats} strap beats in {check.seconds:.0f} s; {check.matched} match."
    )
    if check.bias_ms is not None and check.low_ms is not None and check.high_ms is not None:
        click.echo(
            f"Strap minus ECG over {check.compared} intervals: {check.bias_ms:.1f} ms "
            f"(95 % from {check.low_ms:.1f} to {check.high_ms:.1f})."
        )
