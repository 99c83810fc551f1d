"""The timeline of actions: bars by their days, arrows to what follows, and no word that is lost."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from tracker.charts.timeline import TimelineRow, timeline
from tracker.model.periods import Period, PeriodKind
from tracker.model.steering import ActionType

WINDOW = Period(date(2019, 1, 1), date(2024, 12, 31), PeriodKind.RANGE)
LAST = date(2024, 12, 31)
PLOT = (400, 1060)


def row(id_, start=None, end=None, **more):
    return TimelineRow(id_, f"Åtgärd {id_}", "Pågår", start, end, ActionType.SITUATIONAL, **more)


def drawn(*rows, spans=(), narrow=False):
    given = {"narrow": narrow, "css": "wide", "alt": "Alt", "phase_word": "Fas"}
    return ElementTree.fromstring(timeline(rows, spans, WINDOW, LAST, **given))


def bars(svg):
    """(left, right) of each bar."""
    return [
        (float(r.get("x")), float(r.get("x")) + float(r.get("width")))
        for r in svg.iter("rect")
        if r.get("height") == "12"
    ]


def test_a_bar_stands_on_its_days():
    [(left, right)] = bars(drawn(row("a", date(2019, 1, 1), date(2024, 12, 31))))
    assert (left, right) == pytest.approx(PLOT)
    [(left, right)] = bars(drawn(row("a", date(2022, 1, 1), date(2022, 12, 31))))
    assert left == pytest.approx(400 + 660 * 1096 / 2191, abs=0.1)  # days since 2019-01-01
    assert right == pytest.approx(400 + 660 * 1460 / 2191, abs=0.1)


@pytest.mark.parametrize("narrow", [True, False])
@pytest.mark.parametrize(
    ("start", "end", "planned"),
    [
        (date(2024, 12, 20), None, True),
        (date(2031, 1, 1), None, True),
        (date(2010, 1, 1), date(2011, 1, 1), False),
        (None, date(2019, 1, 3), False),
        (date(2031, 1, 1), date(2032, 1, 1), False),
    ],
)
def test_no_bar_leaves_the_plot_or_vanishes(start, end, planned, narrow):
    first, last = (0, 358) if narrow else PLOT
    [(left, right)] = bars(drawn(row("a", start, end, planned=planned), narrow=narrow))
    assert first <= left < right <= last + 0.1
    assert right - left >= 9.9


def test_what_is_ongoing_is_drawn_until_the_day_that_is_looked_at():
    [(_, right)] = bars(drawn(row("a", date(2021, 4, 1))))
    assert right == pytest.approx(PLOT[1])


def test_an_arrow_for_each_thing_that_is_made_possible_and_is_drawn():
    begun = row("a", date(2019, 9, 1), date(2020, 1, 1), enables=("b", "c", "absent"))
    rows = (begun, row("b", date(2021, 1, 1)), row("c", date(2019, 5, 1)))
    assert len(list(drawn(*rows).iter("path"))) == 2 * 2  # a line and a head each
    assert len(list(drawn(begun).iter("path"))) == 0


def test_phases_have_their_number_written_in():
    svg = drawn(row("a", date(2020, 1, 1)), spans=[(2, date(2022, 3, 17), LAST)])
    assert "Fas 2" in [text.text for text in svg.iter("text")]


def test_a_long_name_is_cut_at_a_word_and_one_with_marks_is_escaped():
    long = TimelineRow("a", "Kommunens tillsyn " * 6, "<b>&", date(2020, 1, 1))
    words = [text.text for text in drawn(long).iter("text")]
    assert "<b>&" in words
    assert any(re.fullmatch(r"(Kommunens tillsyn )+(Kommunens )?…", word) for word in words)
