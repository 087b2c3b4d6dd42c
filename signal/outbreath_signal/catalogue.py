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
