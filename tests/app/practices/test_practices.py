"""Practices: the program's own are whole and kindly worded; files are read, checked, written and kept."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from click.testing import CliRunner

from outbreath_app.cli.practice.practices import practices as command
from outbreath_app.flow.plan import plan_practice, preview_pacer, reading_s
from outbreath_app.practices import (
    Flow,
    Library,
    PaceSpec,
    PhaseKind,
    PracticeError,
    Prompt,
    parse_practice,
    practice_toml,
)
from outbreath_app.practices.draft import Draft, blank_practice
from outbreath_app.practices.library import ORDER, bundled

OWN = [pytest.param(practice, id=key) for key, practice in bundled().items()]

MINIMAL = """\
format = 1
key = "evening"
title = "Evening"
flow = "breathing"
about = "Before sleep."
minutes = 5

[[phase]]
kind = "practice"
title = "Slow"
pace = { in_s = 4, out_s = 7 }

[[phase.prompt]]
at = 0
text = "Slowly out."
"""


def words_of(practice) -> str:
    texts = [practice.title, practice.about, *practice.cautions]
    texts += [each.text for each in practice.alternatives] + [each.text for each in practice.prompts]
    return " ".join([*texts, *(phase.title for phase in practice.phases)])


def test_every_practice_that_is_promised_is_there_with_its_flow():
    flows = {key: practice.flow for key, practice in bundled().items()}
    assert set(flows) == set(ORDER)
    assert flows["compassion_to_another"] is Flow.TO_OTHERS
    assert flows["receiving_compassion"] is Flow.FROM_OTHERS
    assert flows["compassion_to_oneself"] is Flow.TO_SELF
    assert flows["compassionate_action"] is Flow.ACTION


@pytest.mark.parametrize("practice", OWN)
def test_each_has_its_phases_prompts_cautions_and_a_way_with_eyes_open(practice):
    kinds = [phase.kind for phase in practice.phases]
    if practice.flow is not Flow.REST:
        assert kinds[0] is PhaseKind.SETTLE
        assert kinds[1] is PhaseKind.BASELINE
        assert PhaseKind.PRACTICE in kinds
        assert kinds[-1] is PhaseKind.RECOVERY
    assert practice.cautions
    assert 4 <= len(practice.prompts) <= 11
    reachable = {each.practice for each in practice.alternatives}
    assert reachable <= set(ORDER)
    assert "grounding" in reachable or practice.key == "grounding"


@pytest.mark.parametrize("practice", OWN)
def test_the_words_claim_nothing_and_blame_nobody(practice):
    forbidden = r"\b(treats?|cures?|heals?|normal|abnormal|fail\w*|vagal|vagus|coherence|must|should|wrong|score[sd]?|stress|anxiety|depress\w*)\b"
    said = re.sub(r"is not a score", "", words_of(practice))
    assert not re.search(forbidden, said, re.IGNORECASE)
    assert "!" not in words_of(practice)
    assert all(len(prompt.text.split()) <= 26 for prompt in practice.prompts)


@pytest.mark.parametrize("practice", OWN)
@pytest.mark.parametrize("minutes", [1, 3, 10, 20, 60])
def test_a_practice_fills_the_time_asked_for_and_never_hurries_its_words(practice, minutes):
    plan = plan_practice(practice, minutes)
    assert plan.seconds == 60 * minutes
    for step in plan.steps:
        assert step.seconds >= 20
        for this, following in zip(step.prompts, step.prompts[1:], strict=False):
            assert following.at_s - this.at_s >= reading_s(this.text) - 1e-9
        if step.prompts[1:]:
            assert step.prompts[-1].at_s <= step.seconds - 4
    for phase in practice.phases:
        steps = [step for step in plan.steps if step.title == phase.title]
        if phase.most_minutes:
            assert all(step.seconds <= 60 * phase.most_minutes + 1 for step in steps)


def test_an_open_session_leaves_only_the_practice_open():
    plan = plan_practice(bundled()["compassionate_action"], None)
    assert [step.seconds is None for step in plan.steps] == [False, False, False, True, False]
    assert plan.seconds is None


def test_baseline_may_be_left_out_and_a_brief_session_is_the_practice_alone():
    practice = bundled()["soothing_rhythm"]
    assert PhaseKind.BASELINE not in [step.kind for step in plan_practice(practice, 10, baseline=False).steps]
    assert [step.kind for step in plan_practice(practice, 10, brief=True).steps] == [PhaseKind.PRACTICE]


def test_own_pace_takes_the_place_of_six_only_where_it_is_asked_for():
    library = bundled()
    plan = plan_practice(library["resonance"], 10)
    begins = round(sum(step.seconds for step in plan.steps[:2]) * 1e9) + 1
    assert preview_pacer(plan, 5.4).rate_at(begins) == pytest.approx(5.4)
    assert preview_pacer(plan, None).rate_at(begins) == pytest.approx(6.0)
    soothing = plan_practice(library["soothing_rhythm"], 10)
    assert preview_pacer(soothing, 5.4).rate_at(130_000_000_000) == pytest.approx(6.0)


@pytest.mark.parametrize("practice", OWN)
def test_written_and_read_again_a_practice_is_the_same(practice):
    again = parse_practice(practice_toml(practice), own=False)
    for phase, other in zip(practice.phases, again.phases, strict=True):
        assert replace(phase, pace=None) == replace(other, pace=None)
        assert (phase.pace is None) == (other.pace is None)
        if phase.pace:
            assert other.pace.shape.parts == phase.pace.shape.parts
            assert other.pace.rate_per_min == pytest.approx(phase.pace.rate_per_min)
    assert replace(again, phases=()) == replace(practice, phases=())


def test_text_with_quotes_backslashes_and_other_scripts_survives():
    practice = parse_practice(MINIMAL)
    title = 'Say "yes" \\ ruhig, 静かに'
    assert parse_practice(practice_toml(replace(practice, title=title))).title == title


def test_times_of_ones_own_give_the_pace():
    pace = parse_practice(MINIMAL).phases[0].pace
    assert pace.rate_per_min == pytest.approx(60 / 11)
    assert pace.shape.in_share == pytest.approx(4 / 11)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('flow = "breathing"', 'flow = "to_all"', 4, "flow: one of breathing"),
        ("minutes = 5", "minutes = 90", 6, "1 to 60; received 90"),
        ("minutes = 5", "minutes = nan", 6, "received nan"),
        ('title = "Evening"\n', "", 1, "title: is missing"),
        ("out_s = 7", "out_s = 30", 11, "pace.out_s: is a number from 0 to 20"),
        ("in_s = 4, out_s = 7", "in_s = 10, out_s = 19", 11, "3 to 15 can be paced"),
        ("in_s = 4, out_s = 7", "in_s = 0.1, out_s = 7", 11, "at least 0.1"),
        ("in_s = 4, out_s = 7", 'pattern = "waves"', 11, "received 'waves'"),
        ("in_s = 4, out_s = 7", "rate_per_min = 2", 11, "from 3 to 15"),
        (
            'title = "Slow"',
            'title = "Slow"\nrequires = "resonance"',
            11,
            "phase[1].requires: there is no such key",
        ),
        ("at = 0\n", 'at = "soon"\n', 14, "phase[1].prompt[1].at: is a number from 0 to 1; received 'soon'"),
        ('text = "Slowly out."', 'text = "' + "slow " * 100 + '"', 15, "so that it can be read slowly"),
        ('text = "Slowly out."', 'text = "a\\u0007b"', 15, "cannot be shown"),
        ('kind = "practice"', 'kind = "step"', 9, "received 'step'"),
        ('kind = "practice"', 'kind = "settle"', 8, "a practice needs"),
        ("format = 1", "format = 7", 1, "format = 1; received 7"),
        ('about = "Before sleep."', 'about = "Before sleep.', 5, "this is not TOML"),
    ],
)
def test_a_problem_is_named_with_its_line_and_key(old, new, line, said):
    assert old in MINIMAL
    with pytest.raises(PracticeError) as caught:
        parse_practice(MINIMAL.replace(old, new, 1))
    assert said in str(caught.value)
    assert caught.value.problems[0].line == line


def test_all_problems_are_named_at_once_in_the_order_of_the_text():
    text = MINIMAL.replace("minutes = 5", "minutes = 0").replace("at = 0\n", "at = 3\n")
    with pytest.raises(PracticeError) as caught:
        parse_practice(text)
    assert [problem.line for problem in caught.value.problems] == [6, 14]


@pytest.mark.parametrize(
    "junk", [b"", b"\xff\xfe\x00", b"[" * 5000, b"x" * 300_000, b"phase = 3\nformat = 1"]
)
def test_junk_in_the_folder_is_named_and_left_out(tmp_path, junk):
    (tmp_path / "junk.toml").write_bytes(junk)
    library = Library(tmp_path)
    assert len(library.problems) == 1
    assert len(library.all()) == len(ORDER)


def test_a_practice_of_ones_own_is_saved_found_shared_and_removed(tmp_path):
    library = Library(tmp_path / "mine")
    path = library.save(parse_practice(MINIMAL))
    assert library.get("evening").title == "Evening"
    other = Library(tmp_path / "theirs")
    assert other.add(path).key == "evening"
    assert other.add(path).key == "evening-2"
    library.remove("evening")
    assert library.get("evening") is None
    assert not path.exists()


def test_the_programs_own_cannot_be_overwritten_or_removed(tmp_path):
    library = Library(tmp_path)
    with pytest.raises(PracticeError, match="one of the program's own"):
        library.save(bundled()["resonance"])
    library.remove("resonance")
    assert library.get("resonance") is not None


def test_a_draft_finds_its_problems_and_takes_changes_back():
    draft = Draft.copy_of(bundled()["resonance"])
    assert draft.practice.key == "my_resonance"
    assert draft.problems() == []
    draft.add_prompt(2, Prompt(0.5, "Half way."))
    assert [prompt.at for prompt in draft.practice.phases[2].prompts] == [0.0, 0.15, 0.35, 0.5, 0.6, 0.82]
    draft.move_phase(0, 1)
    draft.become(replace(draft.practice, title=""))
    assert "title: is empty" in str(draft.problems()[0])
    draft.undo()
    draft.undo()
    draft.undo()
    assert draft.practice == replace(bundled()["resonance"], key="my_resonance", own=True)
    assert not draft.changed
    draft.redo()
    assert len(draft.practice.phases[2].prompts) == 6
    with pytest.raises(PracticeError):
        draft.become_toml("format = 2")
    assert len(draft.practice.phases[2].prompts) == 6


def test_a_blank_practice_is_already_whole():
    assert Draft(blank_practice()).problems() == []
    assert PaceSpec.named("box", holds=False).shape.has_holds is False


def test_the_command_lists_shows_and_checks(tmp_path, monkeypatch):
    monkeypatch.setattr("outbreath_app.practices.library.own_practices_folder", lambda: tmp_path)
    run = CliRunner()
    listed = run.invoke(command, ["list", "--json"])
    assert listed.exit_code == 0
    assert len(listed.stdout.splitlines()) == len(ORDER)
    shown = run.invoke(command, ["show", "resonance", "--minutes", "20"])
    assert shown.exit_code == 0
    assert "20:00  End" in shown.stdout
    toml = run.invoke(command, ["show", "box_breathing", "--toml"]).stdout
    file = tmp_path / "mine.toml"
    file.write_text(toml.replace("minutes = 5.0", "minutes = 500"))
    checked = run.invoke(command, ["check", str(file)])
    assert checked.exit_code == 1
    assert "line 6, minutes" in checked.stderr
    assert checked.stdout == ""
    assert run.invoke(command, ["check", "-"], input=MINIMAL).exit_code == 0
    assert run.invoke(command, ["show", "nothing"]).exit_code == 1
    assert run.invoke(command, ["check", str(tmp_path)]).exit_code == 1
