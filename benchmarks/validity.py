"""Our measures beside the reference definitions and the peers, on real recordings: writes docs/validity.md.

Run with `python benchmarks/validity.py` where the corpus and the peers are. Every series is taken as it is, without
artifact correction, since peers correct in ways of their own.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import peers
import reference
import series

from outbreath_signal.beats import BeatSeries
from outbreath_signal.measures.analysis import analyse
from outbreath_signal.measures.geometric import geometric
from outbreath_signal.measures.nonlinear import dfa_alpha, entropies
from outbreath_signal.measures.poincare import poincare
from outbreath_signal.measures.porges_bohrer import porges_bohrer_ln_ms2
from outbreath_signal.measures.registry import MEASURES
from outbreath_signal.measures.time_domain import TimeDomain, time_domain
from outbreath_signal.spectra.lomb import lomb_scargle
from outbreath_signal.spectra.spectrum import HF_HZ, LF_HZ, band_power, peak_hz, spectral_concentration
from outbreath_signal.spectra.welch import welch

PAGE = Path(__file__).parents[1] / "docs" / "validity.md"
RECORDINGS = {
    "resting, 16 min": "rr/rest_rhenan.txt",
    "resting, 5 min": "rr/pyhrv_short.txt",
    "resting, 1 h": "rr/pyhrv_long.txt",
    "record 100, 30 min, with ectopy": "annotated/mitdb_100.csv.gz",
    "Polar H10, 10 min": "strap/polarh10_brennan.txt",
}
COMPARED = (
    "mean_rr_ms",
    "mean_hr_bpm",
    "sdnn_ms",
    "rmssd_ms",
    "ln_rmssd",
    "rmssd_per_mean_rr_pct",
    "sdsd_ms",
    "pnn50_pct",
    "sd1_ms",
    "sd2_ms",
    "ellipse_area_ms2",
    "triangular_index",
    "tinn_ms",
    "vlf_ms2",
    "lf_ms2",
    "hf_ms2",
    "total_ms2",
    "lf_peak_hz",
    "hf_peak_hz",
    "spectral_concentration",
    "lomb_lf_ms2",
    "lomb_hf_ms2",
    "dfa_alpha1",
    "dfa_alpha2",
    "sample_entropy",
    "approximate_entropy",
    "porges_bohrer_ln_ms2",
)
CAUSES = {
    "mean_rr_ms": "All agree.",
    "ln_rmssd": "As RMSSD.",
    "rmssd_per_mean_rr_pct": "As RMSSD; NeuroKit2's CVSD is the same as a share of one.",
    "ellipse_area_ms2": "From SD1 and SD2, and differs as they do.",
    "total_ms2": "VLF, LF and HF together up to 0.40 Hz; the peers' totals reach to other frequencies and are not compared.",
    "lf_peak_hz": "The local maximum refined by a parabola; pyhrv gives the bin of its own grid and is not compared.",
    "hf_peak_hz": "As the LF peak. None where the density only falls through the band.",
    "spectral_concentration": "No peer gives it.",
    "porges_bohrer_ln_ms2": "NeuroKit2's is of heart rate in bpm through another filter and not compared. "
    "Withheld where the breathing lies outside 7.2 to 24 a minute.",
    "mean_hr_bpm": "pyhrv, hrv-analysis and systole average the instantaneous rates; ours is 60000 / mean R-R, always lower.",
    "sdnn_ms": "All agree (ddof = 1). NeuroKit2 puts beats on whole milliseconds, which shows in record 100 (1/360 s).",
    "rmssd_ms": "All agree, but for NeuroKit2's whole milliseconds in record 100.",
    "sdsd_ms": "hrv-analysis divides by n, not n - 1; pyhrv's is the spread of the absolute differences, another quantity.",
    "pnn50_pct": "NeuroKit2 divides by the number of intervals, the others and we by the number of differences; its whole milliseconds "
    "move differences of record 100 across the 50 ms line.",
    "sd1_ms": "pyhrv and systole divide by n, not n - 1: lower by 1 / (2 n).",
    "sd2_ms": "NeuroKit2 and pyhrv take it from sums of neighbours, which leaves out the ends; pyhrv and systole divide by n.",
    "triangular_index": "NeuroKit2 agrees (bins of 1/128 s counted from 0). pyhrv's bins are 7.815 ms wide when "
    "asked for all shapes at once, hrv-analysis's 8 ms, from 300 ms on.",
    "tinn_ms": "NeuroKit2 never resets its search for the right foot, and starts from a largest error of 2^14, so it can stay at "
    "the first try or at 0; pyhrv smooths the histogram first; hrv-analysis does not compute it. No two implementations agree.",
    "vlf_ms2": "Segment length decides: with 64 s (hrv-analysis) the band holds almost no bin; NeuroKit2 and systole lose the "
    "strips between the last bins and the edges; pyhrv begins at 0 Hz, uses a Hamming window and 75 s, and sums whole bins; systole "
    "takes no line off, so drift leaks in.",
    "lf_ms2": "As for VLF, less of it; NeuroKit2 also interpolates by a quadratic at 100 Hz, hrv-analysis by straight lines.",
    "hf_ms2": "Interpolation: straight lines (hrv-analysis) lose a third at 0.25 Hz, a quadratic (NeuroKit2) 3 %, a cubic 2 %.",
    "lomb_lf_ms2": "NeuroKit2 and hrv-analysis integrate astropy's power, which counts samples (NeuroKit2 resamples to 100 Hz "
    "first, so it reads some 50 times too much; hrv-analysis about half at 67 bpm); pyhrv takes Hz for radians a second.",
    "lomb_hf_ms2": "As for Lomb LF.",
    "dfa_alpha1": "NeuroKit2 takes overlapping windows and scales spaced by powers; the choice of scales is the number (ours: "
    "every whole number from 4 to 16, windows side by side).",
    "dfa_alpha2": "NeuroKit2's scales reach to a tenth of the series; ours 16 to 64.",
    "sample_entropy": "All agree (m = 2, r = 0.2 SD, both counts over n - m stretches), but for NeuroKit2's whole milliseconds in record 100.",
    "approximate_entropy": "NeuroKit2 agrees, but for its whole milliseconds in record 100.",
}


# What computes each measure, in whose docstring the differences are explained.
EXPLAINED: dict[str, tuple[object, ...]] = {
    **dict.fromkeys(
        (
            "mean_rr_ms",
            "mean_hr_bpm",
            "sdnn_ms",
            "rmssd_ms",
            "ln_rmssd",
            "rmssd_per_mean_rr_pct",
            "sdsd_ms",
            "pnn50_pct",
        ),
        (TimeDomain, time_domain),
    ),
    **dict.fromkeys(("sd1_ms", "sd2_ms", "ellipse_area_ms2"), (poincare,)),
    **dict.fromkeys(("triangular_index", "tinn_ms"), (geometric,)),
    **dict.fromkeys(("vlf_ms2", "lf_ms2", "hf_ms2", "total_ms2"), (welch, band_power)),
    **dict.fromkeys(("lf_peak_hz", "hf_peak_hz"), (peak_hz,)),
    "spectral_concentration": (spectral_concentration,),
    "porges_bohrer_ln_ms2": (porges_bohrer_ln_ms2,),
    **dict.fromkeys(("lomb_lf_ms2", "lomb_hf_ms2"), (lomb_scargle, band_power)),
    **dict.fromkeys(("dfa_alpha1", "dfa_alpha2"), (dfa_alpha,)),
    **dict.fromkeys(("sample_entropy", "approximate_entropy"), (entropies,)),
}
SAME = 1e-6


def ours(rr: np.ndarray) -> dict[str, float]:
    """Our values, artifacts not looked for, withheld ones left out."""
    found = analyse(BeatSeries.from_rr(rr), correct=False).as_dict()
    return {
        measure.key: float(found[measure.key])
        for measure in MEASURES
        if isinstance(found[measure.key], float)
    }  # type: ignore[arg-type]


def theirs(name: str, rr: np.ndarray) -> dict[str, float]:
    """One peer's values; what it cannot do on this series is left out."""
    found: dict[str, float] = {}
    for group, work in peers.GROUPS[name](rr).items():
        try:
            found |= peers.quiet(work)()
        except Exception as error:  # whatever a peer raises, its cells stay empty
            print(f"# {name} {group}: {error!r}")
    return found


def shown(value: float | None) -> str:
    if value is None or not np.isfinite(value):
        return "-"
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def difference(mine: float | None, wanted: float | None) -> str:
    if mine is None or wanted is None:
        return "-"
    relative = abs(mine - wanted) / max(abs(wanted), 1e-300)
    return "0" if relative == 0 else f"{relative:.0e}"


def measure_tables(rows: dict[str, dict[str, dict[str, float]]], names: list[str]) -> list[str]:
    """One table a measure: a line a recording, a column a program, and our distance from the reference."""
    titles = {
        measure.key: f"{measure.title}{f' ({measure.unit})' if measure.unit else ''}" for measure in MEASURES
    }
    lines: list[str] = []
    for key in COMPARED:
        lines += ["", f"### {titles[key]}", "", CAUSES[key], ""]
        lines.append(f"| recording | reference | ours | relative difference | {' | '.join(names)} |")
        lines.append("|" + "---|" * (4 + len(names)))
        for title, found in rows.items():
            wanted, mine = found["reference"].get(key), found["ours"].get(key)
            cells = [title, shown(wanted), shown(mine), difference(mine, wanted)]
            cells += [shown(found[name].get(key)) for name in names]
            lines.append(f"| {' | '.join(cells)} |")
    return lines


def differences(rows: dict[str, dict[str, dict[str, float]]], names: list[str]) -> list[str]:
    """The largest relative difference of each peer from ours, and the docstring that names it and the cause.

    Stops the run when a peer differs by more than 1e-6 somewhere and that docstring does not name it.
    """
    lines = ["", "## Largest relative difference from ours over the recordings", ""]
    lines += [
        f"Above {SAME:g} the docstring named last says why, by the program's name; the script stops where it does not.",
        "",
        f"| measure | reference | {' | '.join(names)} | explained in |",
        "|" + "---|" * (3 + len(names)),
    ]
    for key in COMPARED:
        said = " ".join(str(part.__doc__) for part in EXPLAINED[key])
        cells = []
        for name in ("reference", *names):
            apart = [
                abs(found[name][key] / found["ours"][key] - 1)
                for found in rows.values()
                if key in found["ours"] and np.isfinite(found[name].get(key, np.nan))
            ]
            if apart and max(apart) > SAME and name not in said:
                raise SystemExit(f"{key}: {name} differs by {max(apart):.0e}, which no docstring explains")
            cells.append(f"{max(apart):.0e}" if apart else "-")
        where = ", ".join(f"`{part.__name__}`" for part in EXPLAINED[key])  # type: ignore[attr-defined]
        lines.append(f"| {key} | {' | '.join(cells)} | {where} |")
    return lines


def calibration_table(names: list[str]) -> list[str]:
    """Series of known power at three heart rates."""
    lines = ["", "## Calibration: LF 450 and HF 800 ms2, ten minutes", ""]
    lines.append("| estimator | " + " | ".join(f"{60 / t:.0f} bpm: LF / HF" for t in (0.7, 0.9, 1.1)) + " |")
    lines.append("|---|---|---|---|")
    rows: dict[str, list[str]] = {}

    def add(title: str, lf: float | None, hf: float | None) -> None:
        rows.setdefault(title, []).append(f"{shown(lf)} / {shown(hf)}")

    for mean_rr_ms in (700.0, 900.0, 1100.0):
        rr = series.calibration(mean_rr_ms)
        mine = ours(rr)
        add("ours, Lomb-Scargle", mine["lomb_lf_ms2"], mine["lomb_hf_ms2"])
        spectrum = welch(BeatSeries.from_rr(rr), compensated=True)
        add(
            "ours, Welch with the spline's gain compensated",
            *(band_power(spectrum, *b) for b in (LF_HZ, HF_HZ)),
        )
        add("ours, Welch (reference definition)", mine["lf_ms2"], mine["hf_ms2"])
        for name in names:
            found = theirs(name, rr)
            add(f"{name}, Welch", found.get("lf_ms2"), found.get("hf_ms2"))
            if "lomb_lf_ms2" in found:
                add(f"{name}, Lomb", found["lomb_lf_ms2"], found["lomb_hf_ms2"])
    return lines + [f"| {title} | {' | '.join(cells)} |" for title, cells in rows.items()]


PREFACE = """# Validity of the offline measures

Made by `benchmarks/validity.py`; do not edit. Every series is taken as it is, without artifact correction. `reference` is the
definition written out with SciPy in `benchmarks/reference.py`, sharing no code with the core; the relative difference is ours
against it. A dash: not computed, or withheld.

Why the Welch HF is a little low, and stays so: the reference definition interpolates by a cubic spline, whose gain at 0.25 Hz
and 67 bpm takes 1.8 % of the power. Numbers that are to be compared with other programs need that definition, so `hf_ms2` keeps
it. Where the power itself matters use `lomb_hf_ms2`, which needs no interpolation, or `welch(..., compensated=True)`, which
divides the spline's known gain out; both return a known series within 1 %, as the calibration table shows."""


def main() -> None:
    names = peers.installed()
    rows: dict[str, dict[str, dict[str, float]]] = {}
    for title, path in RECORDINGS.items():
        rr = series.real(path)
        if rr is None:
            raise SystemExit(f"The corpus is not here ({path}); set OUTBREATH_CORPUS.")
        rows[title] = {"reference": reference.values(rr), "ours": ours(rr)}
        rows[title] |= {name: theirs(name, rr) for name in names}
        print(f"# {title}: done", flush=True)
    calibration = calibration_table(names)
    lines = [PREFACE, *calibration, "", "## Measure by measure", *measure_tables(rows, names)]
    lines[1 + len(calibration) : 1 + len(calibration)] = differences(rows, names)
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    worst, key = max(
        (abs(found["ours"][key] / found["reference"][key] - 1), key)
        for found in rows.values()
        for key in found["reference"].keys() & found["ours"].keys()
    )
    print(f"{PAGE}: largest relative difference from the reference {worst:.1e} ({key})")
    if worst > SAME:
        raise SystemExit(f"{key}: the reference differs by more than {SAME:g}")


if __name__ == "__main__":
    main()
