"""Where it takes too much work to find out what is enough to hide, all that can be hidden is."""

import pytest

from tracker.disclosure import kept, secondary
from tracker.disclosure.auditor import Effort, Reach, Row, TooMuch
from tracker.model.access import Audience, Reader
from tracker.store.control import hidden_in

PUBLIC = Reader(Audience.OPEN, frozenset())
STREETS = {f"gata_{n}": "omradet" for n in range(4)}


@pytest.fixture
def streets(record, an_indicator):
    """An area of four streets, by year; the one number below 5 is in 2023."""
    areas = {"omradet": None, **STREETS}
    record.define(areas, an_indicator(frequency="year", areas=list(areas)))
    for year, least in (("2022", 7), ("2023", 3)):
        given = {("x", street, year): float(least + n * 5) for n, street in enumerate(STREETS)}
        record.publish({**given, ("x", "omradet", year): sum(given.values())})
    return record


def hidden_by_year(record):
    found = {2022: 0, 2023: 0}
    for row in record.read(PUBLIC):
        found[row["period_start"].year] += row["value"] is None
    return found


@pytest.fixture
def no_memory():
    forget()
    yield
    forget()


def forget():
    secondary.protected.cache_clear()
    kept._KEPT.clear()


def test_two_are_enough(streets, no_memory):
    assert hidden_by_year(streets) == {2022: 0, 2023: 2}


def test_without_work_the_whole_family_goes_and_no_other(streets, no_memory, monkeypatch):
    monkeypatch.setattr(secondary, "_EFFORT", 0)
    assert hidden_by_year(streets) == {2022: 0, 2023: 5}
    assert all(r["low"] is r["high"] is None for r in streets.read(PUBLIC) if r["value"] is None)


def test_it_is_told_which(streets, no_memory, monkeypatch):
    file = streets._at(streets.newest, streets.newest)._file
    assert hidden_in(file, PUBLIC).unsearched == frozenset()
    streets._files.clear()
    forget()
    monkeypatch.setattr(secondary, "_EFFORT", 0)
    file = streets._at(streets.newest, streets.newest)._file
    assert len(hidden_in(file, PUBLIC).unsearched) == 5


def test_work_is_counted_in_steps():
    rows = [Row(((1, 1), (2, 1)), 9.0)]
    spent = []
    for _ in range(2):
        effort = Effort(1e6)
        assert Reach({1: (1, 4), 2: (0, 9)}, rows, effort).exact(2) == (5, 8)
        spent.append(1e6 - effort.left)
    assert spent[0] == spent[1] > 0
    with pytest.raises(TooMuch):
        Reach({1: (1, 4), 2: (0, 9)}, rows, Effort(spent[0] - 1))
