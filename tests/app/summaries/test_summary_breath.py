"""Each part's breathing against known truth: the pacer followed or left, ramps, free breathing."""

from __future__ import annotations

import numpy as np
import pytest
from click.testing import CliRunner

from outbreath_app.cli.recording.summary import as_dict, as_text, command
from outbreath_app.flow.engine import SessionFlow
from outbreath_app.flow.plan import Plan as FlowPlan
from outbreath_app.flow.plan import Step
from outbreath_app.practices import Flow, PaceSpec, PhaseKind
from outbreath_app.simulate.recording import FIRST_NS, Plan, session_lines, write_lines
from outbreath_app.summaries.of_session import SessionSummary, summarise
from outbreath_signal.synthetic.rhythm import synthesise

S = 1_000_000_000


def session(steps: tuple[Step, ...], breathed: list[tuple[float, float]], **rhythm: object) -> list[dict]:
    """The recording of these steps with the person breathing at (from s, per minute)."""
    seconds = sum(step.seconds or 0.0 for step in steps)
    events: list[tuple[float, dict]] = []

    def emit(line: dict) -> None:
        events.append(((line.get("at", FIRST_NS) - FIRST_NS) / S, line))

    flow = SessionFlow(FlowPlan("p", "A practice", Flow.BREATHING, steps), emit)
    flow.start(FIRST_NS)
    flow.tick(FIRST_NS + round((seconds + 1) * S))
    settings = {"rsa_ms": 90.0, "mean_rr_ms": 880.0, "noise_ms": 5.0, "seed": 8} | rhythm
    made = synthesise(seconds + 2, rate_per_min=breathed, **settings)
    return list(session_lines(made.beats.t_s, made.rr_1024, Plan(events=events)))


def step(kind: PhaseKind, seconds: float, pace: PaceSpec | None = None) -> Step:
    return Step(kind, kind.value.capitalize(), seconds, pace)


SIX = PaceSpec.named("resonance", 6.0)


def practised(breathed: list[tuple[float, float]], **rhythm: object) -> SessionSummary:
    steps = (
        step(PhaseKind.BASELINE, 60),
        step(PhaseKind.PRACTICE, 300, SIX),
        step(PhaseKind.RECOVERY, 60),
    )
    return summarise(session(steps, breathed, **rhythm))


def test_one_who_follows_is_said_to_and_the_swing_is_right_from_the_first_breath_on() -> None:
    summary = practised([(0.0, 13.0), (60.0, 6.0), (360.0, 13.0)])
    baseline, practice, recovery = summary.parts
    assert practice.followed_pct == 100.0
    assert practice.followed_source == "rr"
    for part in (baseline, practice, recovery):
        assert part.rsa_ms is not None
        assert part.rsa_ms.value == pytest.approx(90, rel=0.12)
        assert part.rsa_ms.low >= 0
    assert practice.rsa_ms.blocks == pytest.approx(30, abs=1)


def test_one_who_breathes_twice_as_fast_is_not_scored_at_the_pacers_rate() -> None:
    practice = practised([(0.0, 12.0)]).parts[1]
    assert practice.followed_pct is not None
    assert practice.followed_pct < 10
    assert practice.rsa_ms is not None
    assert practice.rsa_ms.value == pytest.approx(90, rel=0.12)


def test_a_heart_that_does_not_show_the_breath_leaves_following_unknown() -> None:
    practice = practised([(0.0, 6.0)], rsa_ms=0.0, noise_ms=20.0).parts[1]
    assert practice.followed_pct is None or practice.followed_pct < 60
    assert practice.rsa_ms is None or practice.rsa_ms.value < 30


@pytest.mark.parametrize(
    "pace",
    [
        PaceSpec(SIX.shape, 8.0, to_rate_per_min=6.0),
        PaceSpec(SIX.shape, 60 / (60 / 6.75 - 0.0335), slide_s=0.067, slide_breaths=20),
    ],
)
def test_a_ramp_or_a_slide_is_measured_breath_by_breath(pace: PaceSpec) -> None:
    from outbreath_app.flow.plan import paced
    from outbreath_app.pacing import Pacer

    pacer = paced(Pacer(), 0, pace, None, None)
    breathed = [(float(t), pacer.rate_at(round((t + 0.5) * S))) for t in range(302)]
    summary = summarise(session((step(PhaseKind.PRACTICE, 300, pace),), breathed))
    (practice,) = summary.parts
    assert practice.followed_pct == 100.0
    assert practice.rsa_ms is not None
    assert practice.rsa_ms.value == pytest.approx(90, rel=0.08)
    assert practice.rsa_ms.blocks >= 25


def test_the_interval_covers_the_truth_though_slow_waves_make_neighbouring_breaths_alike() -> None:
    covered = []
    for seed in range(12):
        part = practised([(0.0, 6.0)], seed=seed, depth_sd_pct=10.0, mayer_ms=6.0).parts[1]
        assert part.rsa_ms is not None
        covered.append(part.rsa_ms.low <= 90.0 <= part.rsa_ms.high)
    assert np.mean(covered) >= 0.9


def test_the_command_prints_the_same_numbers_and_never_blames(tmp_path) -> None:
    lines = session(
        (step(PhaseKind.BASELINE, 60), step(PhaseKind.PRACTICE, 180, SIX)), [(0.0, 13.0), (60.0, 6.0)]
    )
    file = tmp_path / "session.jsonl"
    write_lines(file, lines)
    run = CliRunner()
    printed = run.invoke(command, [str(file)])
    assert printed.exit_code == 0
    assert "followed: 100 % of the time" in printed.stdout
    assert not any(word in printed.stdout.lower() for word in ("fail", "score", "abnormal", "poor", "bad"))
    json_out = run.invoke(command, [str(file), "--json"])
    assert json_out.exit_code == 0
    summary = summarise(lines)
    assert f'"rsa_ms": {summary.parts[1].rsa_ms.value}' in json_out.stdout
    assert as_dict(summary)["parts"][0]["rate_per_min"] is None
    assert as_text(summary)[-1].endswith("All are estimates.")


@pytest.mark.parametrize("content", ["800\n810\n790\n" * 20, ""])
def test_a_file_without_a_session_ends_in_one_sentence(tmp_path, content) -> None:
    file = tmp_path / "rr.txt"
    file.write_text(content)
    from outbreath_app.cli import cli

    result = CliRunner().invoke(cli, ["summary", str(file)])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) <= 2
