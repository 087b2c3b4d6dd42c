"""The measures an analysis can hold: key, plain title, unit and the group that is computed together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from outbreath_signal.errors import SignalError


class Group(StrEnum):
    """Measures that are computed together."""

    TIME = "time"
    POINCARE = "poincare"
    GEOMETRIC = "geometric"
    FREQUENCY = "frequency"
    LOMB = "lomb"
    DFA = "dfa"
    ENTROPY = "entropy"
    PORGES_BOHRER = "porges_bohrer"
    BREATH = "breath"
    RSA = "rsa"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its key in results (units included), a plain title, its unit ('' when it has none) and its group."""

    key: str
    title: str
    unit: str
    group: Group


MEASURES: tuple[Measure, ...] = (
    Measure("mean_rr_ms", "mean R-R interval", "ms", Group.TIME),
    Measure("mean_hr_bpm", "mean heart rate (60000 / mean R-R)", "bpm", Group.TIME),
    Measure("sdnn_ms", "SDNN", "ms", Group.TIME),
    Measure("rmssd_ms", "RMSSD", "ms", Group.TIME),
    Measure("ln_rmssd", "ln RMSSD", "", Group.TIME),
    Measure("sdsd_ms", "SDSD", "ms", Group.TIME),
    Measure("pnn50_pct", "pNN50 (of accepted pairs)", "%", Group.TIME),
    Measure("rmssd_per_mean_rr_pct", "RMSSD / mean R-R", "%", Group.TIME),
    Measure("sd1_ms", "Poincare SD1", "ms", Group.POINCARE),
    Measure("sd2_ms", "Poincare SD2", "ms", Group.POINCARE),
    Measure("ellipse_area_ms2", "Poincare ellipse area", "ms2", Group.POINCARE),
    Measure("triangular_index", "triangular index (bins of 1/128 s)", "", Group.GEOMETRIC),
    Measure("tinn_ms", "TINN", "ms", Group.GEOMETRIC),
    Measure("vlf_ms2", "VLF power, 0.0033-0.04 Hz (Welch)", "ms2", Group.FREQUENCY),
    Measure("lf_ms2", "LF power, 0.04-0.15 Hz (Welch)", "ms2", Group.FREQUENCY),
    Measure("hf_ms2", "HF power, 0.15-0.40 Hz (Welch)", "ms2", Group.FREQUENCY),
    Measure("total_ms2", "total power, 0.0033-0.40 Hz (Welch)", "ms2", Group.FREQUENCY),
    Measure("lf_peak_hz", "LF peak", "Hz", Group.FREQUENCY),
    Measure("hf_peak_hz", "HF peak", "Hz", Group.FREQUENCY),
    Measure("spectral_concentration", "spectral concentration", "", Group.FREQUENCY),
    Measure("lomb_lf_ms2", "LF power (Lomb-Scargle)", "ms2", Group.LOMB),
    Measure("lomb_hf_ms2", "HF power (Lomb-Scargle)", "ms2", Group.LOMB),
    Measure("dfa_alpha1", "DFA alpha1, 4-16 beats", "", Group.DFA),
    Measure("dfa_alpha2", "DFA alpha2, 16-64 beats", "", Group.DFA),
    Measure("sample_entropy", "sample entropy (m = 2, r = 0.2 SD)", "", Group.ENTROPY),
    Measure("approximate_entropy", "approximate entropy (m = 2, r = 0.2 SD)", "", Group.ENTROPY),
    Measure("porges_bohrer_ln_ms2", "ln RSA, Porges-Bohrer", "ln ms2", Group.PORGES_BOHRER),
    Measure("breath_rate_per_min", "breathing rate", "/min", Group.BREATH),
    Measure("breath_source", "breathing rate from", "", Group.BREATH),
    Measure("rsa_ms", "RSA per breath", "ms", Group.RSA),
    Measure("rsa_low_ms", "RSA per breath, 95 % interval from", "ms", Group.RSA),
    Measure("rsa_high_ms", "RSA per breath, 95 % interval to", "ms", Group.RSA),
    Measure("rsa_bpm", "RSA as heart rate", "bpm", Group.RSA),
)


def chosen_keys(names: Collection[str] | None) -> frozenset[str]:
    """The keys of the measures and groups named; all of them for None. Raises SignalError for a name that is neither."""
    if names is None:
        return frozenset(measure.key for measure in MEASURES)
    keys: set[str] = set()
    for name in names:
        found = {measure.key for measure in MEASURES if name in (measure.key, measure.group)}
        if not found:
            groups = ", ".join(Group)
            raise SignalError(
                f"there is no measure called '{name}'; groups are {groups}, and every key of the result can be named"
            )
        keys |= found
    return frozenset(keys)
