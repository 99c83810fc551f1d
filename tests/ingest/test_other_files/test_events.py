"""Events: polisen.se in another week, one alone, and rows of rescue services."""

import json
from datetime import date

import pytest


def event(id_: int, when: str, kind: str, place: str) -> dict[str, object]:
    return {
        "id": id_,
        "datetime": when,
        "name": f"{kind}, {place}",
        "summary": "En händelse.",
        "url": f"/aktuellt/handelser/{id_}/",
        "type": kind,
        "location": {"name": place, "gps": "59.85,17.64"},
    }


FILES = [
    pytest.param(
        json.dumps(
            [
                event(3, "2021-01-01 0:15:00 +01:00", "Brand", "Uppsala"),
                event(2, "2020-12-31 23:50:00 +01:00", "Brand", "Uppsala"),
                event(1, "2020-12-30 9:05:00 +01:00", "Rån", "Uppsala län"),
            ]
        ),
        """0380 2020-12 Alla händelser = 1 partial
        0380 2021-01 Alla händelser = 1 partial
        0380 2020-12 Brand = 1 partial
        0380 2021-01 Brand = 1 partial
        03 2020-12 Alla händelser = 1 partial
        03 2021-01 Alla händelser = 0 partial
        03 2020-12 Rån = 1 partial
        03 2021-01 Rån = 0 partial""",
        id="over the turn of a year",
    ),
    pytest.param(
        json.dumps([event(1, "2022-06-03 12:00:00 +02:00", "Inbrott", "Knivsta")]),
        """0330 2022-06 Alla händelser = 1 partial
        0330 2022-06 Inbrott = 1 partial""",
        id="one alone",
    ),
    pytest.param(
        {
            "Händelser": [
                ["Datum", "Kommun", "DeSO", "Händelsetyp"],
                [date(2023, 1, 3), "Uppsala", "0380C1110", "Brand i byggnad"],
                [date(2023, 1, 4), "Uppsala", "0380A0010", "Brand i skog"],
            ]
        },
        "! no_values",
        id="rows of events hold no numbers: a recipe counts them",
    ),
    pytest.param(
        {
            "Händelser": [
                ["Datum", "DeSO", "Händelsetyp", "Antal"],
                [date(2023, 1, 3), "0380C1110", "Brand i byggnad", 1],
                [date(2023, 1, 4), "0380A0010", "Brand i skog", 2],
            ]
        },
        """0380C1110 2023-01-03 [Brand i byggnad] Antal = 1
        0380A0010 2023-01-04 [Brand i skog] Antal = 2""",
        id="rows of events with a number",
    ),
]


@pytest.mark.parametrize(("file", "expected"), FILES)
def test_it_is_read_as_typed(file, expected, gives):
    gives(file, expected)
