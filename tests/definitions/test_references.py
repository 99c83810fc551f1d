"""What may not be referred to in goals.yaml."""

from collections.abc import Callable

import pytest

Told = Callable[[str, tuple[str, str], tuple[str, str, str]], None]


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
            id="same id in two goals",
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
