"""The picture of a control chart: stretches, gaps, signals by shape; and of a rare count."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt
import pytest

from tracker.charts.control import control_picture, rare_picture
from tracker.charts.control_words import control_words, rare_words
from tracker.model.control import (
    Assurance,
    Control,
    ControlChart,
    ControlPoint,
    Limits,
    PointType,
    PoissonBand,
    QuietRun,
    RareCount,
    RarePoint,
    RareSignal,
    Signal,
    Stretch,
)
from tracker.model.periods import PeriodKind, containing, parse_period
from tracker.texts.catalogue import Language, texts_in

SV = texts_in(Language.SV)
START = date(2019, 6, 11)
LOW, HIGH = Limits(2, 4, 8, 10), Limits(12, 14, 18, 20)


def months(count: int) -> tuple[Any, ...]:
    return tuple(
        containing(date(2019 + n // 12, n % 12 + 1, 1), PeriodKind.MONTH) for n in range(count)
    )


def stretch(first: int, points: int, mean: float, limits: Limits | None) -> Stretch:
    return Stretch(first, points, points, mean, limits, None, is_short=points < 13)


def chart(values: Sequence[float | None], **types: tuple[Signal, PointType]) -> ControlChart:
    """Two stretches: the first eight points about 6, the others about 16."""
    points = []
    for n, value in enumerate(values):
        signal, kind = types.get(f"at_{n}", (Signal.NONE, PointType.COMMON_CAUSE))
        limits = LOW if n < 8 else HIGH
        points.append(ControlPoint(value, 6 if n < 8 else 16, limits, signal, kind))
    stretches = (stretch(0, 8, 6, LOW), stretch(8, len(values) - 8, 16, HIGH))
    control = Control(tuple(points), stretches, Assurance.NONE)
    return ControlChart(periods=months(len(values)), control=control)


VALUES = (5, 6, None, 7, 6, 5, 6, 7, 15, 16, 17, 25)


PLAIN = chart(VALUES)


@pytest.fixture
def series(make_series):
    return make_series("larm", {"2019-01": 5}, fictional=True)


@pytest.fixture
def spec(series):
    def drawn(made: ControlChart = PLAIN, target: float | None = None) -> dict[str, Any]:
        return control_picture(made, control_words(made, series, SV), start=START, target=target)

    return drawn


def of_mark(spec: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in spec["layer"] if one["mark"]["type"] == kind]


def test_it_is_valid_vega_lite_and_no_layer_is_empty(spec):
    made = spec(target=9.0)
    alt.LayerChart.from_dict(made)
    assert all(one["data"]["values"] for one in made["layer"])


def test_each_stretch_has_its_own_limits_and_mean(spec):
    (band,) = of_mark(spec(), "rect")
    assert [(row["y"], row["y2"]) for row in band["data"]["values"]] == [(2, 10), (12, 20)]
    first, second = band["data"]["values"]
    assert first["x"] < first["x2"] < second["x"] < second["x2"]


def test_a_gap_ends_the_line(spec):
    (line,) = of_mark(spec(), "line")
    runs = [row["run"] for row in line["data"]["values"]]
    assert runs == [0] * 2 + [1] * 9


def test_a_signal_is_told_by_shape_and_by_word(spec):
    high = (Signal.ABOVE_LIMIT, PointType.CONCERN)
    better = (Signal.SHIFT_BELOW, PointType.IMPROVEMENT)
    made = spec(chart(VALUES, at_11=high, at_0=better))
    shapes = {
        one["mark"]["shape"]: [row["label"] for row in one["data"]["values"]]
        for one in of_mark(made, "point")
    }
    assert shapes["triangle-down"] == ["dec 2019: 25 (över den övre gränsen)"]
    assert shapes["triangle-up"] == ["jan 2019: 5 (sju värden i rad under medelnivån)"]
    assert len(shapes["circle"]) == 9


def test_its_words_are_of_the_newest_stretch(spec):
    said = [row["t"] for one in of_mark(spec(), "text") for row in one["data"]["values"]]
    assert "medel 16,0" in said
    assert "övre gräns 20,0" in said
    assert "påhittat exempel" in said
    assert not any("6,0" in text and "16,0" not in text for text in said)


def test_a_target_is_a_line_with_its_name(series, spec):
    before, after = spec(), spec(target=9.0)
    assert len(of_mark(after, "rule")) == len(of_mark(before, "rule")) + 1


@pytest.fixture
def rare(series):
    def drawn(*points: RarePoint) -> dict[str, Any]:
        run = QuietRun(0, True, parse_period("2019-12"))
        found = RareCount(PeriodKind.MONTH, PoissonBand(0, 4, 1.2, 1.2), points, run)
        return rare_picture(found, rare_words(found, series, SV), start=START)

    return drawn


def point(n: int, low: float | None, high: float | None = None, signal: Any = None) -> RarePoint:
    return RarePoint(months(12)[n], low, low if high is None else high, signal)


def test_a_hidden_count_is_a_bar_over_what_it_may_be(rare):
    made = rare(point(0, 1), point(1, 1, 4), point(2, None))
    (bar,) = of_mark(made, "bar")
    (row,) = bar["data"]["values"]
    assert (row["y"], row["y2"], row["label"]) == (1, 4, "feb 2019: 1–4 (visas inte)")
    (dots,) = of_mark(made, "point")
    assert len(dots["data"]["values"]) == 1


def test_what_lies_outside_the_band_stands_out(rare):
    made = rare(point(0, 1), point(1, 6, signal=RareSignal.HIGH))
    alt.LayerChart.from_dict(made)
    (diamond,) = [one for one in of_mark(made, "point") if one["mark"]["shape"] == "diamond"]
    assert [row["label"] for row in diamond["data"]["values"]] == [
        "feb 2019: 6 (över den övre gränsen)"
    ]
