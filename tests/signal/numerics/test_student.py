"""The points of Student's t against scipy's."""

from __future__ import annotations

import pytest
from scipy.special import stdtrit

from outbreath_signal.numerics.student import t975, t_point


@pytest.mark.parametrize("degrees", [1.0, 2.0, 3.4, 6.0, 12.5, 40.0, 300.0, 5000.0])
@pytest.mark.parametrize("confidence", [0.0, 0.5, 0.95, 0.99, 0.9995])
def test_the_point_holds_the_confidence(degrees: float, confidence: float) -> None:
    assert t_point(confidence, degrees) == pytest.approx(
        float(stdtrit(degrees, 0.5 + confidence / 2)), rel=2e-4, abs=1e-9
    )


@pytest.mark.parametrize("degrees", [1, 4, 17, 60])
def test_the_quick_table_agrees(degrees: int) -> None:
    assert t975(degrees) == pytest.approx(t_point(0.95, degrees), rel=1e-3)


@pytest.mark.parametrize(
    ("confidence", "degrees"), [(1.0, 5.0), (-0.1, 5.0), (0.95, 0.5), (0.95, float("nan"))]
)
def test_what_is_none_is_refused(confidence: float, degrees: float) -> None:
    with pytest.raises(ValueError, match="received"):
        t_point(confidence, degrees)
