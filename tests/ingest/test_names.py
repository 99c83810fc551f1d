"""How indicators and areas are found by id or name."""

import unicodedata

import pytest

from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.own.names import Register

AREAS = Register(
    {"gottsunda": "Gottsunda/Valsätra", "bandstol": "Bandstolsvägen", "a": "Lika", "b": "Lika"},
    FaultCode.UNKNOWN_AREA,
)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        pytest.param("gottsunda", 0, id="the id"),
        pytest.param(" GOTTSUNDA ", 0, id="any case, spaces around"),
        pytest.param("gottsunda/valsätra", 0, id="the name"),
        pytest.param(unicodedata.normalize("NFD", "Gottsunda/Valsätra"), 0, id="decomposed ä"),
        pytest.param("Bandstolsvägen", 1, id="another name"),
        pytest.param("b", 3, id="an id whose name is shared"),
    ],
)
def test_an_id_or_a_name_is_found(text, position):
    assert AREAS.find(text) == position


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("", Problem(FaultCode.EMPTY_CELL), id="empty"),
        pytest.param(
            "gottsundaa",
            Problem(FaultCode.UNKNOWN_AREA, {"known": "gottsunda"}),
            id="misspelt: the nearest is suggested",
        ),
        pytest.param(
            "Bandstolsvagen",
            Problem(FaultCode.UNKNOWN_AREA, {"known": "bandstol"}),
            id="a misspelt name suggests its id, once",
        ),
        pytest.param(
            "Lika",
            Problem(FaultCode.UNKNOWN_AREA, {"known": "gottsunda, bandstol, a"}),
            id="a name that two share names neither",
        ),
        pytest.param(
            "xyzxyz",
            Problem(FaultCode.UNKNOWN_AREA, {"known": "gottsunda, bandstol, a"}),
            id="nothing alike: some that exist",
        ),
    ],
)
def test_the_unknown_is_a_fault_with_suggestions(text, problem):
    assert AREAS.find(text) == problem
