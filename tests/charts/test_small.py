"""The small chart of a row and the ribbon of phases, as SVG that any reader of XML can parse."""

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from tracker.charts.marks import MARKS, mark_svg, shape_svg
from tracker.charts.ribbon import phase_spans, ribbon, ribbon_years
from tracker.charts.scales import plan
from tracker.charts.small import NARROW, WIDE, small_chart, year_axis
from tracker.model.definitions import Measure
from tracker.model.periods import parse_period
from tracker.model.verdicts import Word

WINDOW = parse_period("2020-01/2024-12")
LAST = date(2024, 12, 31)
ALT = 'Larm & «tips» <"62"> 40–45'
SVG = "{http://www.w3.org/2000/svg}"


def drawn(series, *, last=LAST, size=WIDE) -> ElementTree.Element:
    svg = small_chart(series, WINDOW, last, alt=ALT, css="wide", size=size)
    return ElementTree.fromstring(svg)


def lines(svg: ElementTree.Element) -> list[int]:
    """How many values each unbroken line joins, dashed ones left out."""
    solid = [p for p in svg.iter("path") if p.get("class") == "ln1" and not p.get("style")]
    return [p.get("d").count(",") for p in solid]


def bars(svg: ElementTree.Element) -> list[ElementTree.Element]:
    return [r for r in svg.iter("rect") if r.get("width") == "3"]


def hatched(svg: ElementTree.Element) -> bool:
    patterns = {f"url(#{p.get('id')})" for p in svg.iter("pattern")}
    return any(r.get("fill") in patterns for r in svg.iter("rect"))


def test_the_picture_says_in_words_what_it_shows(make_series):
    svg = drawn(make_series("larm", {"2024-01": 7}))
    assert (svg.get("role"), svg.get("aria-label")) == ("img", ALT)


@pytest.mark.parametrize("word", Word)
def test_every_verdict_can_be_drawn(make_series, word):
    made = make_series("larm", {"2023-11": 7, "2024-01": 9})
    drawn(replace(made, verdict=replace(made.verdict, word=word)))
    inside = shape_svg(word)
    assert bool(inside) == (MARKS[word].shape != "none")
    if inside:
        ElementTree.fromstring(mark_svg(word))


@pytest.mark.parametrize(
    ("values", "runs"),
    [
        pytest.param({"2024-01": 7, "2024-02": 8, "2024-03": 9}, [3], id="unbroken"),
        pytest.param({"2024-01": 7, "2024-02": None, "2024-03": 9}, [1, 1], id="one is missing"),
        pytest.param(
            {"2024-01": 7, "2024-02": 8, "2024-03": (1, 4), "2024-04": 9}, [2, 1], id="one hidden"
        ),
        pytest.param({"2024-01": None, "2024-02": 8, "2024-03": 0}, [2], id="zero is a value"),
        pytest.param({"2024-01": None, "2024-02": None}, [], id="nothing but missing"),
        pytest.param({}, [], id="nothing at all"),
    ],
)
def test_a_line_is_never_drawn_over_a_gap(make_series, values, runs):
    assert lines(drawn(make_series("larm", values))) == runs


def test_a_period_that_was_never_delivered_breaks_the_line_too(make_series):
    """A file that leaves out a month says as little of it as one that says «saknas»."""
    series = make_series("larm", {"2024-01": 7, "2024-02": 8, "2024-04": 9, "2024-05": 8})
    assert lines(drawn(series)) == [2, 2]


def test_a_hidden_value_is_a_bar_over_what_it_may_be(make_series):
    series = make_series("larm", {"2024-01": 20, "2024-02": (1, 4), "2024-03": 16})
    (bar,) = bars(drawn(series))
    laid = plan(series, WINDOW, LAST)
    pixels = (WIDE[1] - 10) / (laid.high - laid.low)
    assert float(bar.get("height")) == pytest.approx(3 * pixels, abs=0.1)
    assert float(bar.get("y")) + float(bar.get("height")) == pytest.approx(
        WIDE[1] - 5 - pixels, abs=0.2
    )


def test_a_hidden_count_of_a_rate_is_drawn_in_the_rates_unit(make_series):
    """1 to 4 burglaries in 2000 homes are 0.5 to 2 per thousand, and the others are about 20."""
    series = make_series("inbrott", {"2022": 40, "2023": (1, 4), "2024": 42}, denominator=2000)
    laid = plan(series, WINDOW, LAST)
    (bar,) = bars(drawn(series))
    pixels = (WIDE[1] - 10) / (laid.high - laid.low)
    assert float(bar.get("height")) == pytest.approx(max(2.0, 1.5 * pixels), abs=0.1)
    assert laid.high < 40


def test_an_invented_series_is_hatched_and_a_real_one_is_not(make_series):
    values = {"2024-01": 7, "2024-02": 8}
    assert hatched(drawn(make_series("larm", values, fictional=True)))
    assert not hatched(drawn(make_series("larm", values)))


class TestWindow:
    VALUES = ({"2019-12": 5, "2020-01": 7, "2024-11": 8, "2024-12": 9, "2025-01": 11},)

    @pytest.fixture
    def series(self, make_series):
        return make_series("larm", self.VALUES[0])

    def codes(self, laid):
        return [s.observation.period.code for s in laid.drawn]

    def test_nothing_after_the_reference_date(self, series):
        assert self.codes(plan(series, WINDOW, LAST)) == ["2020-01", "2024-11", "2024-12"]
        assert self.codes(plan(series, WINDOW, date(2024, 12, 30))) == ["2020-01", "2024-11"]

    def test_wide_takes_in_everything(self, series):
        laid = plan(series, WINDOW, LAST, wide=True)
        assert self.codes(laid) == list(self.VALUES[0])
        assert laid.window.start == date(2019, 12, 1)
        assert laid.window.end == date(2025, 1, 31)
        assert laid.earlier is None

    def test_an_earlier_wave_stands_in_the_margin(self, make_series):
        laid = plan(make_series("trygga", {"2018": 62, "2022": 63}, responses=400), WINDOW, LAST)
        assert laid.earlier.observation.period.code == "2018"
        assert laid.left < WINDOW.start

    def test_an_earlier_month_does_not(self, series):
        assert plan(series, WINDOW, LAST).earlier is None


@pytest.mark.parametrize(
    ("name", "values", "more", "from_zero"),
    [
        pytest.param("larm", {"2024-01": 900, "2024-02": 910}, {}, True, id="count"),
        pytest.param("inbrott", {"2023": 40, "2024": 41}, {"denominator": 2000}, True, id="rate"),
        pytest.param("trygga", {"2022": 62, "2024": 63}, {"responses": 4000}, False, id="share"),
        pytest.param("merit", {"2022/23": 201.0, "2023/24": 203.5}, {}, False, id="value"),
        pytest.param("merit", {"2022/23": 2.0, "2023/24": 9.0}, {}, True, id="value near zero"),
    ],
)
def test_counts_and_rates_are_drawn_from_zero(make_series, name, values, more, from_zero):
    laid = plan(make_series(name, values, **more), WINDOW, LAST)
    assert (laid.low == 0) is from_zero
    assert laid.low < laid.high


@pytest.mark.parametrize(
    ("measure", "name", "values", "more"),
    [
        pytest.param(Measure.COUNT, "larm", {"2024-01": 0}, {}, id="a zero"),
        pytest.param(Measure.SHARE, "trygga", {"2024": 100}, {"responses": 40}, id="all of them"),
        pytest.param(Measure.SHARE, "trygga", {"2024": 0}, {"responses": 40}, id="none of them"),
        pytest.param(Measure.VALUE, "merit", {"2023/24": -3.0}, {}, id="a negative value"),
        pytest.param(Measure.COUNT, "larm", {"2024-01": (0, 4)}, {}, id="only a hidden one"),
        pytest.param(Measure.COUNT, "larm", {}, {}, id="none"),
    ],
)
def test_everything_is_inside_the_picture(make_series, measure, name, values, more):
    series = make_series(name, values, **more)
    laid = plan(series, WINDOW, LAST)
    assert laid.low < laid.high
    for shown in series.shown:
        if shown.value is not None:
            assert laid.low <= shown.value <= laid.high
    if measure is Measure.SHARE:
        assert 0 <= laid.low < laid.high <= 100
    drawn(series, size=NARROW)


class TestRibbon:
    def draw(self, status, last=LAST, **more):
        spans = phase_spans(status, last)
        svg = ribbon(
            status,
            WINDOW,
            last,
            width=820,
            css="wide",
            alt=ALT,
            phase_word="Fas",
            none_word="Ingen fas & beslutad",
            since=[f"från <{start}>" for _, start, _ in spans],
            **more,
        )
        return ElementTree.fromstring(svg)

    @pytest.mark.parametrize(
        ("steps", "spans"),
        [
            pytest.param([], [], id="nobody has decided"),
            pytest.param(
                [(2, "2022-03-17")], [(2, "2022-03-17", "2024-12-31")], id="one, to the last day"
            ),
            pytest.param(
                [(2, "2022-03-17"), (2, "2023-06-01")],
                [(2, "2022-03-17", "2024-12-31")],
                id="a renewed one is joined",
            ),
            pytest.param(
                [(1, "2020-03-01"), (2, "2022-03-17"), (1, "2023-09-14")],
                [
                    (1, "2020-03-01", "2022-03-16"),
                    (2, "2022-03-17", "2023-09-13"),
                    (1, "2023-09-14", "2024-12-31"),
                ],
                id="forward and back: up to the day before",
            ),
            pytest.param(
                [(1, "2022-03-17"), (2, "2022-03-17")],
                [(2, "2022-03-17", "2024-12-31")],
                id="two on one day: the later recorded",
            ),
        ],
    )
    def test_spans(self, phase_status_of, steps, spans):
        found = phase_spans(phase_status_of(steps), LAST)
        assert [(p, str(a), str(b)) for p, a, b in found] == spans

    def test_it_is_well_formed_and_says_the_phases(self, phase_status_of):
        svg = self.draw(phase_status_of([(1, "2020-03-01"), (2, "2022-03-17")]))
        said = [t.text for t in svg.iter("text")]
        assert said == ["Fas 1", "från <2020-03-01>", "Fas 2", "från <2022-03-17>"]
        assert svg.get("aria-label") == ALT

    def test_a_label_that_would_run_into_a_later_one_is_left_out(self, phase_status_of):
        steps = [(1, "2024-04-25"), (2, "2024-08-29"), (1, "2024-12-31")]
        said = [t.text for t in self.draw(phase_status_of(steps)).iter("text")]
        assert [one for one in said if one.startswith("från")] == ["från <2024-12-31>"]

    def test_where_nobody_has_decided_it_is_dashed_and_says_so(self, phase_status_of):
        svg = self.draw(phase_status_of([]))
        assert [t.text for t in svg.iter("text")] == ["Ingen fas & beslutad"]
        assert any("stroke-dasharray" in (r.get("style") or "") for r in svg.iter("rect"))

    def test_it_ends_at_the_reference_date(self, phase_status_of):
        status = phase_status_of([(1, "2020-03-01")])
        half = self.draw(status, last=date(2022, 7, 1))
        right = max(float(r.get("x")) + float(r.get("width")) for r in half.iter("rect"))
        assert right == pytest.approx(820 / 2, abs=5)

    def test_the_years(self):
        svg = ElementTree.fromstring(ribbon_years(WINDOW, width=820, css="wide"))
        assert [t.text for t in svg.iter("text")] == ["2020", "2021", "2022", "2023", "2024"]
        axis = ElementTree.fromstring(year_axis(WINDOW, css="wide", width=330, alt=ALT))
        assert [t.text for t in axis.iter("text")] == ["2020", "2021", "2022", "2023", "2024"]
