"""The parts of a whole add up to it: same measure, same periods, areas that the whole has."""

import pytest

from tracker.definitions import parse_definitions
from tracker.errors import DefinitionsInvalid


@pytest.fixture
def of_trygga(goals, phases):
    """The faults of goals.yaml when trygga is a part of larm, with its fields changed."""

    def faults(**fields: str) -> list[tuple[str, str]]:
        head, tail = goals.split("      - id: trygga\n")
        for key, value in ({"parts_of": "larm"} | fields).items():
            lines = [f"        {key}: {value}"] if value else []
            own, end = tail.split("indicators:\n", 1)
            kept = [line for line in own.splitlines() if not line.startswith(f"        {key}:")]
            tail = "\n".join([kept[0], *lines, *kept[1:], "indicators:\n"]) + end
        try:
            parse_definitions(f"{head}      - id: trygga\n{tail}", phases)
        except DefinitionsInvalid as raised:
            return [(fault.code, fault.path) for fault in raised.faults]
        return []

    return faults


ALIKE = {"measure": "count", "frequency": "month", "open_period": "year", "baseline": ""}
PLACE = "goals › 1 › indicators › trygga › parts_of"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        pytest.param({"measure": "share", "open_period": ""}, "part_other_measure", id="measure"),
        pytest.param({"frequency": "quarter"}, "part_other_period", id="frequency"),
        pytest.param({"open_period": "quarter"}, "part_other_period", id="open period"),
        pytest.param({"areas": "[torget, staden]"}, "part_other_areas", id="areas"),
    ],
)
def test_parts_that_do_not_add_up(of_trygga, fields, code):
    assert of_trygga(**ALIKE) == []
    assert (code, PLACE) in of_trygga(**ALIKE | fields)
