"""What may not be referred to in goals.yaml."""

from collections.abc import Callable

import pytest

from tracker.definitions import parse_definitions
from tracker.errors import DefinitionsInvalid

Told = Callable[[str, tuple[str, str], tuple[str, str, str]], None]

SECOND_GOAL = """\
  - id: ljus
    number: 2
    name: {sv: Ljusare torg, en: A lighter square}
    short_name: {sv: Ljus, en: Light}
    areas: [torget]
    valid_from: 2020-01-01
    indicators:
      - id: larm
        name: {sv: Larm igen, en: Alarms again}
        kind: context
        measure: count
        unit: {sv: larm, en: alarms}
        frequency: month
        areas: [torget]
        source: {title: Larmlista, publisher: Kommunen}
        owner_organisation: kommunen
        confidentiality: öppen
        definition: {sv: Larm., en: Alarms.}
        pitfalls: {sv: Inga kända., en: None known.}
        direction: lower
"""


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        pytest.param(
            ("owner: kommunen", "owner: komunen"),
            ("unknown_organisation_id", "owner", "komunen"),
            id="owner",
        ),
        pytest.param(
            ("parent: staden", "parent: stan"),
            ("unknown_area_id", "areas › torget › parent", "stan"),
            id="parent",
        ),
        pytest.param(
            ("areas: [torget]\n    valid", "areas: [torgett]\n    valid"),
            ("unknown_area_id", "goals › 1 › areas › 1", "torgett"),
            id="goal's area",
        ),
        pytest.param(
            ("areas: [staden]", "areas: [stadem]"),
            ("unknown_area_id", "indicators › invanare › areas › 1", "stadem"),
            id="indicator's area",
        ),
        pytest.param(
            ("frequency: month", "readers: [polisen]\n        frequency: month"),
            ("unknown_organisation_id", "goals › 1 › indicators › larm › readers › 1", "polisen"),
            id="reader",
        ),
        pytest.param(
            ("pair: [trygga]", "pair: [otrygga]"),
            ("unknown_indicator_id", "goals › 1 › indicators › larm › pair › 1", "otrygga"),
            id="pair",
        ),
        pytest.param(
            ("pair: [trygga]", "pair: [larm]"),
            ("refers_to_itself", "goals › 1 › indicators › larm › pair › 1", "[larm]"),
            id="pair of itself",
        ),
        pytest.param(
            ("pair: [trygga]", "parts_of: alla_larm"),
            ("unknown_indicator_id", "goals › 1 › indicators › larm › parts_of", "alla_larm"),
            id="part of nothing",
        ),
        pytest.param(
            ("- id: invanare", "- id: larm"),
            ("id_twice", "indicators › larm › id", "  - id: larm\n    name: {sv: Inv"),
            id="an indicator in a goal and outside",
        ),
        pytest.param(
            ("indicators:\n  - id: invanare", SECOND_GOAL + "indicators:\n  - id: invanare"),
            (
                "id_twice",
                "goals › 2 › indicators › larm › id",
                "- id: larm\n        name: {sv: Larm igen",
            ),
            id="an indicator in two goals",
        ),
        pytest.param(
            ("- id: staden", "- id: torget"),
            ("id_twice", "areas › torget › id", "- id: torget\n    name: {sv: Staden"),
            id="same area id",
        ),
        pytest.param(
            ("parent: staden", "parent: torget"),
            ("refers_to_itself", "areas › torget › parent", "parent: torget"),
            id="area inside itself",
        ),
        pytest.param(
            ("level: municipality", "level: municipality\n    parent: torget"),
            ("goes_in_a_circle", "areas › torget › parent", "parent: staden"),
            id="areas in a circle",
        ),
        pytest.param(
            ("level: municipality", "level: municipality\n    proxy_for: staden"),
            ("refers_to_itself", "areas › staden › proxy_for", "proxy_for"),
            id="area that stands in for itself",
        ),
        pytest.param(
            ("phase_assessed: true", "phase_assessed: true\n    comparison: torget"),
            ("refers_to_itself", "areas › torget › comparison", "comparison"),
            id="area compared with itself",
        ),
        pytest.param(
            ("id: larm\n", "id: larm\n        replaces: larm\n"),
            ("replaces_what_is_defined", "goals › 1 › indicators › larm › replaces", "replaces"),
            id="replaces itself",
        ),
        pytest.param(
            ("id: larm\n", "id: larm\n        replaces: trygga\n"),
            ("replaces_what_is_defined", "goals › 1 › indicators › larm › replaces", "replaces"),
            id="replaces what is there",
        ),
        pytest.param(
            ("primary: larm", "primary: invanare"),
            ("not_the_goals_own", "goals › 1 › primary", "primary"),
            id="primary of another",
        ),
        pytest.param(
            ("direction: lower", "direction: lower\n        assess: false"),
            ("primary_is_not_judged", "goals › 1 › primary", "primary"),
            id="primary that is not judged",
        ),
        pytest.param(
            ("companion: trygga", "companion: larm"),
            ("companion_is_primary", "goals › 1 › companion", "companion"),
            id="companion is the primary",
        ),
    ],
)
def test_fault_of_reference(edit: tuple[str, str], fault: tuple[str, str, str], told: Told) -> None:
    told("goals.yaml", edit, fault)


def codes(goals: str, phases: str) -> list[tuple[str, str | None]]:
    with pytest.raises(DefinitionsInvalid) as raised:
        parse_definitions(goals, phases)
    return [(fault.code, fault.path) for fault in raised.value.faults]


@pytest.mark.parametrize("key", ["parent", "proxy_for", "comparison"])
def test_no_chain_of_areas_goes_in_a_circle(key: str, goals: str, phases: str) -> None:
    text = goals.replace("    parent: staden\n", f"    {key}: staden\n")
    parse_definitions(text, phases)
    text = text.replace("level: municipality", f"level: municipality\n    {key}: torget")
    assert codes(text, phases) == [("goes_in_a_circle", f"areas › torget › {key}")]


def test_no_chain_of_parts_goes_in_a_circle(goals: str, phases: str) -> None:
    text = goals.replace("direction: lower\n", "direction: lower\n        parts_of: trygga\n", 1)
    text = text.replace("direction: higher\n", "direction: higher\n        parts_of: larm\n", 1)
    place = "goals › 1 › indicators › larm › parts_of"
    assert [c for c in codes(text, phases) if c[0] == "goes_in_a_circle"] == [
        ("goes_in_a_circle", place)
    ]


def test_two_that_replace_each_other(goals: str, phases: str) -> None:
    text = goals.replace("id: larm\n", "id: larm\n        replaces: trygga\n")
    text = text.replace("id: trygga\n", "id: trygga\n        replaces: larm\n")
    code = "replaces_what_is_defined"
    place = "goals › 1 › indicators › {} › replaces"
    assert codes(text, phases) == [(code, place.format("larm")), (code, place.format("trygga"))]


def test_values_go_to_one_indicator_only(goals: str, phases: str) -> None:
    text = goals.replace("id: larm\n", "id: larm\n        replaces: larm_2019\n")
    parse_definitions(text, phases)
    text = text.replace("id: trygga\n", "id: trygga\n        replaces: larm_2019\n")
    place = "goals › 1 › indicators › trygga › replaces"
    assert codes(text, phases) == [("replaced_twice", place)]


def test_a_pair_may_go_both_ways(goals: str, phases: str) -> None:
    """Each of two series says that it is read with the other."""
    both = goals.replace("direction: higher\n", "direction: higher\n        pair: [larm]\n", 1)
    found = parse_definitions(both, phases).indicators
    assert (found["larm"].pair, found["trygga"].pair) == (("trygga",), ("larm",))
