"""The German practices are the English ones in German: the same parts, paces and times, every text another."""

from __future__ import annotations

import pytest

from outbreath_app.practices.library import ORDER, bundled


@pytest.mark.parametrize("key", ORDER)
def test_only_the_words_differ(key: str) -> None:
    english, german = bundled("en")[key], bundled("de")[key]
    assert german.title
    assert german.about != english.about
    assert (german.flow, german.eyes, german.minutes) == (english.flow, english.eyes, english.minutes)
    assert [a.practice for a in german.alternatives] == [a.practice for a in english.alternatives]
    assert len(german.cautions) == len(english.cautions)
    assert not set(german.cautions) & set(english.cautions)
    assert not {a.text for a in german.alternatives} & {a.text for a in english.alternatives}
    for ours, theirs in zip(german.phases, english.phases, strict=True):
        assert (ours.kind, ours.weight, ours.most_minutes, ours.pace) == (
            theirs.kind,
            theirs.weight,
            theirs.most_minutes,
            theirs.pace,
        )
        assert [p.at for p in ours.prompts] == [p.at for p in theirs.prompts]
        assert all(a.text != b.text for a, b in zip(ours.prompts, theirs.prompts, strict=True))
