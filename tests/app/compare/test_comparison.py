"""A comparison of two ways of breathing: counterbalanced, scored by pairs, and silent where it cannot tell."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from outbreath_app.assess.person import Constitution
from outbreath_app.catalogue.indexing import index_recording
from outbreath_app.cli import cli
from outbreath_app.compare.experiment import (
    WAYS,
    Experiment,
    comparison_plan,
    designed,
    drawn_order,
    experiment_of,
    way_of,
)
from outbreath_app.compare.reading import compare_lines
from outbreath_app.compare.rehearsal import ComparisonRehearsal, shape_effect
from outbreath_app.compare.scoring import Verdict, compared, crossover
from outbreath_app.pacing.pattern import PacingError
from outbreath_app.practices.model import PhaseKind
from outbreath_app.words.codes import AppWhy
from outbreath_devices.recording.line import seal

CALM = Constitution(noise_ms=3.0, mayer_ms=2.0, slow_ms=6.0, depth_cv=0.06, rsa_ms=150.0)
EVEN_OR_TWICE = (WAYS["even"], WAYS["twice_out"])


def test_the_order_is_counterbalanced_and_comes_from_its_seed() -> None:
    orders = {drawn_order(6, seed) for seed in range(60)}
    assert len(orders) == 8, "three blocks, each of two kinds"
    for order in orders:
        assert {order[i : i + 4] for i in (0, 4, 8)} <= {"ABBA", "BAAB"}
    assert drawn_order(6, 5) == drawn_order(6, 5)
    with pytest.raises(ValueError, match="received 3"):
        drawn_order(3, 0)


def test_both_ways_are_breathed_at_one_rate_with_rests_between() -> None:
    experiment = designed(*EVEN_OR_TWICE, 5.5, 4, 1)
    plan = comparison_plan(experiment)
    kinds = [step.kind for step in plan.steps]
    assert kinds == [PhaseKind.SETTLE, *[PhaseKind.STEP, PhaseKind.REST] * 7, PhaseKind.STEP]
    paced = [step for step in plan.steps if step.pace is not None]
    assert {step.pace.rate_per_min for step in paced if step.pace} == {5.5}
    assert [step.name for step in paced] == [f"{i + 1}{letter}" for i, letter in enumerate(experiment.order)]
    assert all(step.seconds == pytest.approx(7 * 60 / 5.5) for step in paced)
    assert plan.seconds == pytest.approx(experiment.seconds)


def test_the_design_comes_back_from_what_is_recorded() -> None:
    experiment = designed(way_of("1:2"), WAYS["square"], 6.0, 4, 9)
    assert experiment_of(json.loads(json.dumps(experiment.as_dict()))) == experiment
    for harm in ({"order": "ABX"}, {"order": 3}, {"rate_per_min": 600}, {"a": {}}, {"seed": "x"}):
        assert experiment_of(experiment.as_dict() | harm) is None


def test_words_out_of_a_file_cannot_steer_a_terminal() -> None:
    details = designed(*EVEN_OR_TWICE, 6.0, 4, 9).as_dict()
    details["a"] = details["a"] | {"title": "\x1b[2J" + "x" * 10_000}
    found = experiment_of(details)
    assert found is not None
    assert found.a.title.isprintable()
    assert len(found.a.title) <= 100


@pytest.mark.parametrize("text", ["4-6", "a:b", "1:2:3", "0:5", "1:90", ""])
def test_a_way_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(PacingError):
        way_of(text)


def test_a_way_is_not_compared_with_itself() -> None:
    with pytest.raises(PacingError, match="two different ways"):
        Experiment(way_of("4:6"), WAYS["longer_out"])


def test_an_even_drift_cancels_also_when_a_pair_is_missing() -> None:
    drift = 0.2
    differences = [(first, 0.1 + (drift if first else -drift)) for first in (True, False, False, True, True)]
    found = crossover(differences)
    assert found is not None
    assert found == pytest.approx((0.1, 0.1, 0.1))


def test_the_interval_holds_the_truth_19_times_in_20() -> None:
    random = np.random.default_rng(8)
    held = []
    for _ in range(4000):
        firsts = [True, False] * 3
        values = 0.3 + random.normal(0, 0.2, 6) + 0.1 * np.where(firsts, 1, -1)
        found = crossover(list(zip(firsts, values.tolist(), strict=True)))
        assert found is not None
        held.append(found[1] <= 0.3 <= found[2])
    assert 0.94 <= np.mean(held) <= 0.96


def test_too_few_pairs_or_one_order_only_say_nothing() -> None:
    assert crossover([(True, 0.1), (False, 0.1), (True, 0.1)]) is None
    assert crossover([(True, 0.1)] * 6) is None


def test_a_true_difference_is_found_in_a_calm_person() -> None:
    experiment = designed(*EVEN_OR_TWICE, 6.0, 6, 3)
    truth = 0.25
    effect = truth - shape_effect(CALM, experiment)
    found = ComparisonRehearsal(CALM, 5, effect).run(experiment)
    assert found.verdict is Verdict.MORE
    assert found.low is not None
    assert found.high is not None
    assert found.low < truth < found.high
    assert len(found.pairs) == 6
    assert "swung more with “Out twice as long”" in found.sentence
    less = ComparisonRehearsal(CALM, 5, -truth).run(experiment)
    assert less.verdict is Verdict.LESS


def test_no_difference_is_not_called_one_and_coverage_is_as_promised() -> None:
    held, said = [], []
    for seed in range(60):
        experiment = designed(*EVEN_OR_TWICE, 6.0, 6, seed)
        person = replace(CALM, mayer_ms=8.0, noise_ms=8.0, drift_per_min=0.01 * (seed % 5 - 2))
        found = ComparisonRehearsal(person, seed, -shape_effect(person, experiment), 0.08).run(experiment)
        assert found.low is not None
        assert found.high is not None
        held.append(found.low <= 0 <= found.high)
        said.append(found.verdict)
    assert np.mean(held) >= 0.88  # 60 people; the benchmark runs 400
    assert said.count(Verdict.NO_DIFFERENCE) >= 53


def test_steps_not_breathed_as_asked_take_their_pairs_out() -> None:
    experiment = designed(*EVEN_OR_TWICE, 6.0, 6, 2)
    found = ComparisonRehearsal(replace(CALM, lapses=1.0), 1).run(experiment)
    assert found.verdict is Verdict.NOT_ENOUGH
    assert found.difference is None
    assert AppWhy.STEPS_LEFT_OUT(left_out=16, steps=16) in found.reasons, "two pairs came once more"
    assert "repeat" in found.sentence


def test_a_lost_pair_comes_once_more_in_the_same_order() -> None:
    experiment = designed(*EVEN_OR_TWICE, 6.0, 6, 3)
    rehearsal = ComparisonRehearsal(replace(CALM, lapses=0.12), 9)
    found = rehearsal.run(experiment)
    lost = {step.place // 2 for step in found.steps[:12] if not step.scored.accepted}
    assert len(lost) == 1, "the seed has one pair lost"
    again = "".join(step.letter for step in found.steps[12:])
    place = 2 * lost.pop()
    assert again == experiment.order[place : place + 2]
    assert [pair.number for pair in found.pairs] == [
        number for number in range(1, 8) if number != place // 2 + 1
    ]
    assert sorted(pair.first for pair in found.pairs) == ["A", "A", "A", "B", "B", "B"]


def test_of_a_repeated_step_the_last_good_one_counts() -> None:
    experiment = designed(*EVEN_OR_TWICE, 6.0, 6, 3)
    whole = ComparisonRehearsal(CALM, 5, 0.2).run(experiment)
    first = whole.steps[0]
    refused = replace(first, scored=first.scored.refused(AppWhy.BROKEN_OFF()))
    again = compared(experiment, [refused, *whole.steps], whole.minutes)
    assert again.pairs == whole.pairs


def test_a_lost_design_is_read_from_the_steps() -> None:
    experiment = designed(*EVEN_OR_TWICE, 6.0, 6, 3)
    rehearsal = ComparisonRehearsal(CALM, 5, 0.2)
    whole = rehearsal.run(experiment)
    lines = [line for line in rehearsal.lines if line.get("event") != "start"]
    found = compare_lines(lines, rehearsal.beats)
    assert found.experiment.order == experiment.order
    assert found.pairs == whole.pairs


def test_a_recording_is_scored_from_its_file_and_indexed(tmp_path) -> None:  # type: ignore[no-untyped-def]
    experiment = designed(*EVEN_OR_TWICE, 6.0, 4, 3)
    rehearsal = ComparisonRehearsal(CALM, 5, 0.3)
    whole = rehearsal.run(experiment)
    path = tmp_path / "session.jsonl"
    beats = rehearsal.beats
    lines = [(0, 0, {"k": "head", "v": 1, "wall": 1_767_261_600_000_000_000, "zone": 60, "program": "x"})]
    lines += [(line["t"], 1, line) for line in rehearsal.lines[1:]]
    lines.append(
        (1, 0, {"k": "rr", "at_s": float(beats.t_s[0]), "joined": False, "rr_ms": list(beats.rr_ms)})
    )
    lines.sort(key=lambda each: each[:2])
    with path.open("wb") as file:
        for number, (t, _, line) in enumerate(lines, start=1):
            file.write(seal(line | {"n": number, "t": t}))
    result = CliRunner().invoke(cli, ["compare", str(path), "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["verdict"] == "more"
    assert found["design"]["seed"] == 3
    assert found["difference_ln"] == pytest.approx(whole.difference, abs=0.02)
    indexed = index_recording(path)
    assert indexed.kind == "comparison"
    assert json.loads(indexed.answer)["verdict"] == "more"


def test_the_command_simulates_by_seed() -> None:
    words = ["compare", "--simulate", "--seed", "7", "--effect-pct", "25", "--json"]
    one, other = (CliRunner().invoke(cli, words).stdout for _ in range(2))
    assert one == other
    found = json.loads(one)
    assert found["true_difference_pct"] == 25
    assert found["verdict"] in list(Verdict)
    assert found["low_pct"] < found["difference_pct"] < found["high_pct"]


@pytest.mark.parametrize(
    ("words", "code"),
    [([], 2), (["x", "--simulate"], 2), (["--simulate", "--a", "4:6", "--b", "longer_out"], 2), (["quiet-rest"], 1)],
)  # fmt: skip
def test_wrong_use_is_said(words: list[str], code: int) -> None:
    assert CliRunner().invoke(cli, ["compare", *words]).exit_code == code
