"""The assessment finds what it can, says how sure it is, and names no pace it does not know."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from outbreath_app.assess.person import Constitution, SimulatedPerson
from outbreath_app.assess.protocol import (
    ADAPTIVE_BUDGET_S,
    Protocol,
    next_adaptive_step,
    sliding_breaths_s,
    stepped_extension,
    stepped_steps,
)
from outbreath_app.assess.rehearsal import Rehearsal
from outbreath_app.cli import cli
from outbreath_signal.errors import SignalError
from outbreath_signal.rsa.resonance import PaceObservation, fit_resonance, most_telling_pace, resonance_gain

CALM = Constitution(peak_per_min=5.4, sharpness=3.0, noise_ms=3.0, mayer_ms=3.0, slow_ms=8.0, depth_cv=0.06)


def observed(peak: float, sharpness: float, paces: list[float], se: float = 0.03) -> list[PaceObservation]:
    gains = np.log(resonance_gain(paces, peak, sharpness))
    return [
        PaceObservation(pace, 4.5 + float(gain), se, float(i))
        for i, (pace, gain) in enumerate(zip(paces, gains, strict=True))
    ]


@pytest.mark.parametrize("peak", [4.6, 5.4, 6.1, 6.7])
def test_a_curve_without_noise_gives_its_peak_back(peak: float) -> None:
    fit = fit_resonance(observed(peak, 3.0, [7.25, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0]))
    assert fit.peak_per_min == pytest.approx(peak, abs=0.1)
    assert fit.low_per_min < peak < fit.high_per_min
    assert fit.flat_probability < 0.2


def test_a_level_curve_is_called_flat() -> None:
    assert fit_resonance(observed(5.5, 0.0, [7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0])).flat_probability > 0.6


def test_the_fit_does_not_depend_on_the_size_of_the_swing() -> None:
    small = observed(5.2, 2.5, [6.5, 6.0, 5.5, 5.0, 4.5])
    large = [replace(one, ln_rsa=one.ln_rsa + 1.5) for one in small]
    assert fit_resonance(large).peak_per_min == pytest.approx(fit_resonance(small).peak_per_min, abs=1e-6)


def test_more_noise_gives_a_wider_interval() -> None:
    paces = [6.5, 6.0, 5.5, 5.0, 4.5]
    sure, unsure = (fit_resonance(observed(5.4, 3.0, paces, se)) for se in (0.02, 0.15))
    assert unsure.width_per_min > sure.width_per_min


def test_the_next_pace_is_one_that_was_offered() -> None:
    offered = [4.5, 5.0, 5.5, 6.0]
    assert most_telling_pace(observed(5.4, 2.0, [6.0, 5.0, 6.75]), offered, [0.06] * 4, 4.0) in offered


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_an_observation_that_is_no_number_is_refused_by_its_index(bad: float) -> None:
    observations = observed(5.4, 2.0, [6.0, 5.5, 5.0])
    with pytest.raises(SignalError, match="observation 1"):
        fit_resonance([observations[0], replace(observations[1], ln_rsa=bad), observations[2]])


def test_two_paces_are_too_few() -> None:
    with pytest.raises(SignalError, match="three paces"):
        fit_resonance(observed(5.4, 2.0, [6.0, 5.0]))


def test_the_protocols_are_the_published_ones() -> None:
    assert [step.rate_per_min for step in stepped_steps() if step.rate_per_min] == [6.5, 6.0, 5.5, 5.0, 4.5]
    assert len(sliding_breaths_s()) == 78
    assert np.diff(sliding_breaths_s()) == pytest.approx(0.0679, abs=1e-3)
    assert sliding_breaths_s().sum() / 60 == pytest.approx(14.95, abs=0.1)
    assert [step.rate_per_min for step in stepped_extension(6.5)] == [None, 7.0]
    assert stepped_extension(5.5) == []


def test_the_adaptive_assessment_ends_within_ten_minutes() -> None:
    assert (
        next_adaptive_step([6.0, 5.0, 6.75], observed(5.4, 2.0, [6.0, 5.0, 6.75]), ADAPTIVE_BUDGET_S - 30)
        is None
    )


@pytest.mark.parametrize("protocol", list(Protocol))
def test_a_calm_persons_pace_is_found(protocol: Protocol) -> None:
    found = Rehearsal(SimulatedPerson(CALM, 1)).run(protocol)
    assert found.resonance_per_min == pytest.approx(5.4, abs=0.35)
    assert found.low_per_min is not None
    assert found.high_per_min is not None
    assert found.low_per_min < 5.4 < found.high_per_min


def test_a_person_whose_heart_does_not_care_is_told_so() -> None:
    found = Rehearsal(SimulatedPerson(replace(CALM, sharpness=0.0), 2)).run(Protocol.ADAPTIVE)
    assert found.flat
    assert found.resonance_per_min is None
    assert "any pace" in found.sentence


def test_a_person_who_breathes_as_they_like_gets_no_pace() -> None:
    found = Rehearsal(SimulatedPerson(replace(CALM, lapses=1.0), 3)).run(Protocol.STEPPED)
    assert found.resonance_per_min is None
    assert all(not step.accepted and step.reasons for step in found.steps)
    assert "repeat" in found.sentence


def run(*arguments: str) -> dict[str, object]:
    result = CliRunner().invoke(cli, ["assess", *arguments, "--json"])
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert isinstance(answer, dict)
    return answer


def test_the_bundled_assessment_is_scored_from_its_file() -> None:
    answer = run("resonance-stepped")
    assert answer["protocol"] == "stepped"
    assert answer["low_per_min"] < 5.4 < answer["high_per_min"]  # type: ignore[operator]
    assert len(answer["steps"]) == 5  # type: ignore[arg-type]
    assert all(
        step["accepted"] and step["rsa_low_ms"] < step["rsa_ms"] < step["rsa_high_ms"]
        for step in answer["steps"]
    )  # type: ignore[attr-defined]


def test_the_same_simulated_person_gives_the_same_answer() -> None:
    arguments = ["--simulate", "--resonance-per-min", "5.6", "--seed", "4"]
    assert run(*arguments) == run(*arguments)


def test_a_recording_without_a_pacer_is_refused() -> None:
    result = CliRunner().invoke(cli, ["assess", "quiet-rest"])
    assert result.exit_code == 1
    assert "pacer" in result.output


def test_wrong_use_is_said() -> None:
    assert CliRunner().invoke(cli, ["assess"]).exit_code == 2
    assert CliRunner().invoke(cli, ["assess", "x", "--simulate"]).exit_code == 2


KEYS = {
    "resonance_per_min",
    "low_per_min",
    "high_per_min",
    "flat",
    "protocol",
    "minutes",
    "steps",
    "reasons",
    "reason_texts",
}
STEP_KEYS = {"pace", "rsa_ms", "rsa_low_ms", "rsa_high_ms", "adherence", "accepted", "reasons"}


def test_the_answer_has_the_keys_it_is_promised_to_have() -> None:
    answer = run("--simulate", "--resonance-per-min", "5.4", "--seed", "1")
    assert set(answer) == KEYS
    assert answer["protocol"] == "adaptive"
    assert answer["minutes"] <= 10  # type: ignore[operator]
    steps = answer["steps"]
    assert isinstance(steps, list)
    assert all(set(step) >= STEP_KEYS for step in steps)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"800\n810\n790\n" * 20, "holds no paces"),
        (bytes(range(256)) * 40, "neither a recording nor text"),
    ],
)
def test_a_file_that_is_no_assessment_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    result = CliRunner().invoke(cli, ["assess", str(path), "--json"])
    assert result.exit_code == 1
    assert said in result.output
    assert "Traceback" not in result.output


def test_a_huge_text_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.write(b"800\n" * 1000)
        file.truncate(64 << 20)
    result = CliRunner().invoke(cli, ["assess", str(path)])
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_a_practice_is_scored_and_said_to_be_none() -> None:
    reasons = run("practice-6-per-min")["reasons"]
    assert isinstance(reasons, list)
    assert "not_an_assessment" in reasons
    assert "one_pace_scored" in reasons
