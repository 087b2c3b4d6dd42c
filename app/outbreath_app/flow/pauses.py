"""The pauses of a practice as an explicit choice: which it offers, and the practice with or without them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from outbreath_app.pacing import MAX_RATE_PER_MIN, named_pattern
from outbreath_app.practices.model import PaceSpec, Practice


@dataclass(frozen=True, slots=True)
class Pauses:
    """How long the pauses of a breath last (s)."""

    after_in_s: float
    after_out_s: float


def pauses_offered(practice: Practice) -> Pauses | None:
    """The longest pauses that the practice can be done with, None when it has none to offer."""
    found = [_full(phase.pace) for phase in practice.phases if phase.pace is not None]
    held = [
        Pauses(
            spec.shape.hold_in_share * 60.0 / spec.rate_per_min,
            spec.shape.hold_out_share * 60.0 / spec.rate_per_min,
        )
        for spec in found
        if spec.shape.has_holds
    ]
    return max(held, key=lambda pauses: pauses.after_in_s + pauses.after_out_s, default=None)


def with_pauses(practice: Practice, wanted: bool) -> Practice:
    """The practice with all the pauses it offers, or with none."""
    change = _full if wanted else _without
    phases = tuple(
        phase if phase.pace is None else replace(phase, pace=change(phase.pace)) for phase in practice.phases
    )
    return replace(practice, phases=phases)


def _full(spec: PaceSpec) -> PaceSpec:
    """The pace with its pattern's pauses; the times of in and out stay, so the breath is slower."""
    if spec.shape.has_holds or not spec.pattern:
        return spec
    named = named_pattern(spec.pattern)
    if not named.full.has_holds:
        return spec
    slower = named.full.in_share + named.full.out_share
    return _at(spec, PaceSpec.named(spec.pattern, holds=True), slower)


def _without(spec: PaceSpec) -> PaceSpec:
    """The pace without pauses; the times of in and out stay, so the breath is quicker, up to the quickest pace."""
    if not spec.shape.has_holds:
        return spec
    quicker = 1 / (spec.shape.in_share + spec.shape.out_share)
    return _at(spec, replace(spec, shape=spec.shape.without_holds(), holds=False), quicker)


def _at(spec: PaceSpec, shaped: PaceSpec, factor: float) -> PaceSpec:
    """`shaped` with the rates of `spec` times a factor."""

    def rate(per_min: float) -> float:
        return min(per_min * factor, MAX_RATE_PER_MIN)

    to_rate = spec.to_rate_per_min
    return replace(
        spec,
        shape=shaped.shape,
        holds=shaped.holds,
        rate_per_min=rate(spec.rate_per_min),
        to_rate_per_min=None if to_rate is None else rate(to_rate),
    )
