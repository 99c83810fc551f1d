"""Two tables beside each other without a column between: told, and not read as one."""

import pytest

from tracker.ingest.codes import FaultCode
from tracker.ingest.containers import open_file
from tracker.ingest.frames import tables_in


def told(text: str) -> list[object]:
    """The columns that another table is said to begin in."""
    (grid,) = open_file(text.encode(), "fil.csv").grids
    (table,) = tables_in(grid)
    return [f.params["column"] for f in table.faults if f.code == FaultCode.SIDE_BY_SIDE]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        pytest.param(
            "Område;Rån;Skola;Elever\nNorr;1;Ekskolan;200\nSöder;2;Alskolan;300\n",
            "C",
            id="schools",
        ),
        pytest.param(
            "Brott per område\n\nStadsdel;2022;Län;2023\nNorr;1;Uppsala;3\nSöder;2;Dalarna;4\n",
            "C",
            id="below a title",
        ),
    ],
)
def test_other_places_between_values(text, column):
    assert told(text) == [column]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Skola;Elever;Kommun;Betyg\nEkskolan;5;Heby;2\nAlskolan;6;Heby;3\n",
            id="what a row is in",
        ),
        pytest.param(
            "Kommun;Skola;Elever\nHeby;Ekskolan;5\nTierp;Alskolan;6\n", id="no values between"
        ),
        pytest.param(
            "Skola;Elever;Kommun\nEkskolan;5;Heby\nAlskolan;6;Tierp\n", id="no values beyond"
        ),
        pytest.param(
            "Kod;Antal;Kommun;Andel\n0331;5;Heby;2\n0360;6;Tierp;3\n", id="names of codes"
        ),
        pytest.param(
            "Skola;Elever;Rektor;Betyg\nEk;5;A A;2\nAl;6;B B;3\n", id="not called after places"
        ),
    ],
)
def test_a_word_between_values_is_of_the_same_row(text):
    assert told(text) == []
