"""The full chart: a valid Vega-Lite dict that draws what there is, and nothing else."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import altair as alt
import pytest

from tracker.charts.series import layout, series_chart
from tracker.charts.words import chart_words
from tracker.model.base import Words
from tracker.model.definitions import Break, Target
from tracker.model.observations import Observation, Status
from tracker.model.periods import parse_period
from tracker.model.targets import LevelStatus, TargetPath
from tracker.model.verdicts import Word
from tracker.texts.catalogue import Language, texts_in

WINDOW = parse_period("2020-01/2024-12")
LAST = date(2024, 12, 31)
START = date(2020, 3, 1)
SV = texts_in(Language.SV)
TARGET_WORDS = Words(sv="Planen", en="The plan")


@pytest.fixture
def draw(small_programme):
    """The chart of a series, as the pages make it; events are none in the small programme."""

    class Report:
        definitions = small_programme
        added_events = ()

    def draw(series, *, last=LAST, wide=False, phase=None, texts=SV):
        laid = layout(series, WINDOW, last, wide=wide)
        return series_chart(series, laid, chart_words(series, laid, Report(), texts), START, phase)

    return draw


def mark_of(layer) -> str:
    mark = layer["mark"]
    return mark if isinstance(mark, str) else mark["type"]


def rows(spec, mark=None) -> list[list[dict]]:
    """The data of each layer, of one kind of mark or of all."""
    found = []
    for layer in spec["layer"]:
        if mark is None or mark_of(layer) == mark:
            data = layer["data"]
            found.append(data["values"] if "values" in data else spec["datasets"][data["name"]])
    return found


def words(spec) -> set[str]:
    return {row["t"] for layer in rows(spec, "text") for row in layer if "t" in row}


def day(ms: int) -> date:
    return datetime.fromtimestamp(ms / 1000, UTC).date()


def points(spec) -> dict[date, float]:
    return {day(row["x"]): row["y"] for layer in rows(spec, "point") for row in layer}


def runs(spec) -> list[int]:
    numbers = [row["run"] for line in rows(spec, "line") for row in line]
    return [numbers.count(n) for n in sorted(set(numbers))]


SERIES = {
    "count": ("larm", {"2019-01": 7, "2024-01": 7, "2024-02": None, "2024-03": (1, 4)}, {}),
    "rolling": ("skott", {f"{y}-{m:02d}": 6 for y in (2019, 2020) for m in range(1, 13)}, {}),
    "rate": ("inbrott", {"2018": 40, "2023": (1, 4), "2024": 42}, {"denominator": 2000}),
    "share": ("trygga", {"2018": 62, "2022": 61.5, "2024": 63}, {"responses": 400}),
    "value": ("merit", {"2022/23": 201.5, "2023/24": 199}, {}),
    "output": ("vandringar", {"2024K1": 12, "2024K2": 14}, {"fictional": True}),
    "nothing": ("larm", {}, {}),
    "only missing": ("larm", {"2024-01": None}, {}),
    "only after": ("larm", {"2025-01": 7}, {}),
}


@pytest.mark.parametrize("kind", SERIES)
def test_it_is_valid_vega_lite(make_series, draw, phase_status_of, kind):
    name, values, more = SERIES[kind]
    spec = draw(make_series(name, values, **more), phase=phase_status_of([(1, "2020-03-01")]))
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec
    alt.LayerChart.from_dict(spec)
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


def test_the_validation_bites():
    with pytest.raises(Exception, match="'spot'"):
        alt.LayerChart.from_dict({"layer": [{"mark": "spot"}]})


@pytest.mark.parametrize("kind", SERIES)
def test_wide_and_in_english_it_is_plain_json_too(make_series, draw, kind):
    name, values, more = SERIES[kind]
    spec = draw(make_series(name, values, **more), texts=texts_in(Language.EN), wide=True)
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("kind", SERIES)
def test_it_gives_vega_nothing_to_complain_of(make_series, draw, phase_status_of, kind, wide):
    """A layer without rows, bounds given twice, or a time: each is a warning in the console."""
    name, values, more = SERIES[kind]
    spec = draw(make_series(name, values, **more), wide=wide, phase=phase_status_of([]))
    assert all(rows(spec))
    assert '"temporal"' not in json.dumps(spec)
    for channel in ("x", "y"):
        fields = [layer["encoding"].get(channel, {}) for layer in spec["layer"]]
        assert sum("scale" in field for field in fields) == 1


def test_a_chart_that_is_changed_changes_no_other(make_series, draw):
    made = draw(make_series("larm", {"2024-01": 7}))
    untouched = json.dumps(made)
    for layer in made["layer"]:
        layer["data"]["values"].clear()
        for field in layer["encoding"].values():
            field.clear()
    assert json.dumps(draw(make_series("larm", {"2024-01": 7}))) == untouched


@pytest.mark.parametrize("word", Word)
def test_every_verdict_has_its_mark(make_series, draw, word):
    made = make_series("larm", {"2024-01": 7})
    spec = draw(replace(made, verdict=replace(made.verdict, word=word)))
    assert list(points(spec).values()) == [7]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"2024-01": 7, "2024-02": 8, "2024-03": 9}, [3], id="unbroken"),
        pytest.param({"2024-01": 7, "2024-02": None, "2024-03": 9}, [1, 1], id="missing"),
        pytest.param({"2024-01": 7, "2024-02": 9, "2024-04": 9}, [2, 1], id="absent"),
        pytest.param({"2024-01": 7, "2024-02": (1, 4), "2024-03": 9}, [1, 1], id="hidden"),
        pytest.param({}, [], id="nothing"),
    ],
)
def test_a_line_is_never_drawn_over_a_gap(make_series, draw, values, expected):
    assert runs(draw(make_series("larm", values))) == expected


def test_waves_of_a_survey_are_joined(make_series, draw):
    """Between two waves nothing was asked: no value is missing."""
    waves = {"2021-10/2022-01": 62, "2023-10/2024-01": 64}
    assert runs(draw(make_series("trygga", waves, responses=400))) == [2]


def test_a_missing_value_is_drawn_nowhere(make_series, draw):
    spec = draw(make_series("larm", {"2024-01": 7, "2024-02": None}))
    assert list(points(spec)) == [date(2024, 1, 16)]
    assert rows(spec, "bar") == []


def test_a_point_is_read_aloud_as_it_is_when_hovered_over(make_series, draw):
    spec = draw(make_series("larm", {"2024-01": 7, "2024-02": 8}))
    said = [layer["encoding"] for layer in spec["layer"] if mark_of(layer) == "point"]
    assert [one["description"] == one["tooltip"] for one in said] == [True, True]
    assert {row["label"] for layer in rows(spec, "point") for row in layer} == {
        "jan 2024: 7",
        "feb 2024: 8",
    }


def test_a_hidden_value_is_a_bar_over_what_it_may_be(make_series, draw):
    (bars,) = rows(draw(make_series("larm", {"2024-01": 7, "2024-02": (1, 4)})), "bar")
    assert [(b["low"], b["high"]) for b in bars] == [(1, 4)]
    assert bars[0]["label"] == "feb 2024: 1–4, visas inte"
    assert "y" not in bars[0]


def test_a_hidden_count_of_a_rate_is_drawn_in_the_rates_unit(make_series, draw):
    series = make_series("inbrott", {"2023": (1, 4), "2024": 42}, denominator=2000)
    (bars,) = rows(draw(series), "bar")
    assert [(b["low"], b["high"]) for b in bars] == [(0.5, 2.0)]


class TestFictional:
    def hatch(self, spec) -> bool:
        return any(
            isinstance(layer["mark"], dict) and layer["mark"].get("color") == "var(--hatch)"
            for layer in spec["layer"]
        )

    def test_an_invented_series_is_hatched_and_called_so(self, make_series, draw):
        spec = draw(make_series("larm", {"2024-01": 7}, fictional=True))
        assert self.hatch(spec)
        assert "påhittat exempel" in words(spec)
        labels = [row["label"] for layer in rows(spec, "point") for row in layer]
        assert labels
        assert all("påhittat exempel" in label for label in labels)

    def test_a_real_one_is_not(self, make_series, draw):
        spec = draw(make_series("larm", {"2024-01": 7}))
        assert not self.hatch(spec)
        assert "påhittat" not in json.dumps(spec, ensure_ascii=False)


class TestWindow:
    VALUES = ({"2019-12": 5, "2024-11": 8, "2024-12": 9, "2025-01": 11},)

    def months(self, spec) -> list[str]:
        return [f"{d:%Y-%m}" for d in sorted(points(spec))]

    def test_nothing_after_the_reference_date(self, make_series, draw):
        series = make_series("larm", self.VALUES[0])
        assert self.months(draw(series)) == ["2024-11", "2024-12"]
        assert self.months(draw(series, last=date(2024, 12, 30))) == ["2024-11"]

    def test_wide_shows_what_lies_before_and_after(self, make_series, draw):
        spec = draw(make_series("larm", self.VALUES[0]), wide=True)
        assert self.months(spec) == list(self.VALUES[0])

    def test_a_series_from_before_the_effort_is_drawn_with_all_it_has(self, make_series, draw):
        months = {"2018-01": 4, "2018-02": 6}
        assert self.months(draw(make_series("larm", months))) == list(months)

    def test_but_never_with_what_came_after_the_reference_date(self, make_series, draw):
        series = make_series("larm", {"2018-01": 4, "2025-01": 11})
        assert self.months(draw(series)) == ["2018-01"]
        assert self.months(draw(make_series("larm", {"2025-01": 11}))) == []

    def test_an_earlier_wave_is_named_in_the_margin(self, make_series, draw):
        spec = draw(make_series("trygga", {"2018": 62, "2022": 63}, responses=400))
        texts = json.dumps(spec, ensure_ascii=False)
        assert "2018: 62,0\N{NO-BREAK SPACE}%" in texts
        assert min(points(spec)) < WINDOW.start


def test_the_axis_of_counts_begins_at_zero(make_series, draw):
    spec = draw(make_series("larm", {"2024-01": 900, "2024-02": 910}))
    domains = {
        tuple(layer["encoding"]["y"]["scale"]["domain"])
        for layer in spec["layer"]
        if "scale" in layer.get("encoding", {}).get("y", {})
    }
    ((low, high),) = domains
    assert low == 0
    assert high > 910


def test_the_start_of_the_effort_has_its_line(make_series, draw):
    spec = draw(make_series("larm", {"2024-01": 7}))
    starts = [r for layer in rows(spec, "rule") for r in layer if r.get("t") == "satsningen börjar"]
    assert [day(row["x"]) for row in starts] == [START]
    assert "satsningen börjar" in words(spec)


def test_the_baseline_and_the_target_are_named(make_series, draw):
    waves = {"2018": 62, "2019": 61, "2023": 63, "2024": 64}
    said = words(draw(make_series("trygga", waves, responses=400)))
    assert "jämförelse: 61,5\N{NO-BREAK SPACE}% 2018–2019" in said
    assert "mål 70,0\N{NO-BREAK SPACE}%" in said


def test_a_series_break_is_marked_with_its_reason(make_series, draw, small_programme):
    cut = Break(at=date(2022, 1, 1), reason=small_programme.areas["torget"].name)
    outside = cut.model_copy(update={"at": date(2019, 1, 1)})
    spec = draw(make_series("larm", {"2024-01": 7}, breaks=(outside, cut)))
    marked = [r for layer in rows(spec, "rule") for r in layer if r.get("t") == "Torget"]
    assert [day(row["x"]) for row in marked] == [date(2022, 1, 1)]


class TestPhases:
    def ribbon(self, spec):
        fills = {f"var(--f{n})" for n in (1, 2, 3)}
        return [
            (row["fill"][-2], day(row["x"]), day(row["x2"]))
            for layer in rows(spec, "rect")
            for row in layer
            if row.get("fill") in fills
        ]

    def test_the_phases_stand_under_the_axis_to_the_reference_date(
        self, make_series, draw, phase_status_of
    ):
        phase = phase_status_of([(1, "2020-03-01"), (2, "2022-03-17")])
        series = make_series("larm", {"2022-01": 7})
        assert self.ribbon(draw(series, phase=phase)) == [
            ("1", date(2020, 3, 1), date(2022, 3, 16)),
            ("2", date(2022, 3, 17), LAST),
        ]
        early = draw(series, phase=phase, last=date(2023, 6, 30))
        assert self.ribbon(early)[-1] == ("2", date(2022, 3, 17), date(2023, 6, 30))

    def test_none_without_a_decision(self, make_series, draw, phase_status_of):
        series = make_series("larm", {"2024-01": 7})
        assert self.ribbon(draw(series, phase=phase_status_of([]))) == []
        assert self.ribbon(draw(series)) == []


def test_a_value_that_may_still_change_is_hollow(make_series, draw):
    fills = {}
    for status in (Status.FINAL, Status.PRELIMINARY, Status.ESTIMATED, Status.REVISED):
        one = Observation(parse_period("2024-01"), status, 7)
        spec = draw(make_series("larm", {"2024-01": one, "2024-02": 8}))
        ((plain,), _) = (layer for layer in rows(spec, "point"))
        fills[status] = plain["fill"]
    assert fills[Status.FINAL] == fills[Status.REVISED] == "var(--text)"
    assert fills[Status.PRELIMINARY] == fills[Status.ESTIMATED] == "var(--bg)"


def test_the_way_to_a_target_is_a_line_that_ends_in_the_level(make_series, draw):
    """From 40 in the middle of the baseline to 20 at the end of 2023, then level."""
    path = TargetPath(date(2019, 1, 1), 40.0, date(2023, 12, 31), 20.0, logarithmic=False)
    status = LevelStatus(20.0, date(2023, 12, 31), past=True, path=path)
    target = Target(kind="value", value=20.0, by=date(2023, 12, 31), source=TARGET_WORDS)
    series = make_series("larm", {f"{y}-01": 30 for y in range(2020, 2025)}, target=target)
    spec = draw(replace(series, target=status))
    way = [layer for layer in rows(spec, "line") if day(layer[0]["x"]) == date(2019, 1, 1)]
    assert [(day(r["x"]), r["y"]) for r in way[0]] == [
        (date(2019, 1, 1), 40.0),
        (date(2023, 12, 31), 20.0),
    ]
    level = [r for layer in rows(spec, "rule") for r in layer if r.get("y") == 20.0 and "x2" in r]
    assert [day(r["x"]) for r in level] == [date(2023, 12, 31)]
