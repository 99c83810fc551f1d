"""What one field may not be: its code, its place, and the line it is shown at."""

from collections.abc import Callable

import pytest

Told = Callable[[str, tuple[str, str], tuple[str, str, str]], None]


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        pytest.param(
            ("        kind: outcome\n", ""),
            ("field_missing", "goals › 1 › indicators › larm", "id: larm"),
            id="missing field",
        ),
        pytest.param(
            ("owner: k", "ovner: k"),
            ("field_unknown_like", "ovner", "ovner"),
            id="misspelt field",
        ),
        pytest.param(
            ("owner: k", "zzz: 1\nowner: k"),
            ("field_unknown", "zzz", "zzz: 1"),
            id="unknown field",
        ),
        pytest.param(
            ("sv: Larm,", "sv: 1200,"),
            ("field_not_text", "goals › 1 › indicators › larm › name › sv", "1200"),
            id="number for text",
        ),
        pytest.param(
            ("sv: Larm,", "sv: ' ',"),
            ("field_empty", "goals › 1 › indicators › larm › name › sv", "' '"),
            id="empty text",
        ),
        pytest.param(
            ("en: Alarms}", "en: yes}"),
            ("field_not_text", "goals › 1 › indicators › larm › name › en", "en: yes"),
            id="yes read as true",
        ),
        pytest.param(
            ("- id: kom", "- id: åkom"),
            ("field_bad_id", "organisations › åkommunen › id", "åk"),
            id="id with å",
        ),
        pytest.param(
            ("number: 1", "number: ett"),
            ("field_not_whole", "goals › 1 › number", "ett"),
            id="text for whole number",
        ),
        pytest.param(
            ("number: 1", "number: 0"),
            ("field_too_small", "goals › 1 › number", "number: 0"),
            id="below the bound",
        ),
        pytest.param(
            ("measure: count", "per: 0"),
            ("field_not_above", "goals › 1 › indicators › larm › per", "per: 0"),
            id="not above the bound",
        ),
        pytest.param(
            ("assessed: true", "assessed: kanske"),
            ("field_not_yes_no", "areas › torget › phase_assessed", "kanske"),
            id="text for yes or no",
        ),
        pytest.param(
            ("kind: outcome", "kind: resultat"),
            ("field_not_allowed", "goals › 1 › indicators › larm › kind", "resultat"),
            id="value not allowed",
        ),
        pytest.param(
            ("level: whole", "level: stadsdel"),
            ("field_not_allowed", "areas › torget › level", "stadsdel"),
            id="level not allowed",
        ),
        pytest.param(
            ("end: 2024-12-31", "end: 2024-02-30"),
            ("field_bad_date", "end", "02-30"),
            id="no such day",
        ),
        pytest.param(
            ("areas: [torget]\n    valid", "areas: torget\n    valid"),
            ("field_not_list", "goals › 1 › areas", "areas: torget"),
            id="text for list",
        ),
        pytest.param(
            ("areas: [torget]\n    valid", "areas: []\n    valid"),
            ("field_too_few", "goals › 1 › areas", "areas: []"),
            id="empty list",
        ),
        pytest.param(
            ("source: {title: Larmlista, publisher: Kommunen}", "source: Larmlistan"),
            ("field_not_mapping", "goals › 1 › indicators › larm › source", "Larmlistan"),
            id="text for fields",
        ),
        pytest.param(
            ("2018-01..2019-12", "2018-01..2019-13"),
            ("field_bad_window", "goals › 1 › indicators › larm › baseline › window", "2019-13"),
            id="no such month",
        ),
        pytest.param(
            ("2018-01..2019-12", "2019-12..2018-01"),
            ("field_bad_window", "goals › 1 › indicators › larm › baseline › window", "2019-12.."),
            id="window runs backwards",
        ),
        pytest.param(
            ("measure: count", "measure: rate"),
            ("per_goes_with_rate", "goals › 1 › indicators › larm", "id: larm"),
            id="rate without per",
        ),
        pytest.param(
            (
                "direction: higher",
                "direction: higher\n"
                "        target: {kind: zero_tolerance, source: {sv: Ja., en: So.}}",
            ),
            (
                "zero_tolerance_needs_lower_outcome",
                "goals › 1 › indicators › trygga",
                "- id: trygga\n        name",
            ),
            id="zero tolerance of what should rise",
        ),
        pytest.param(
            (
                "direction: higher",
                "direction: higher\n"
                "        target: {kind: value, value: 60, source: {sv: Ja., en: So.}}",
            ),
            ("target_needs_value_and_date", "goals › 1 › indicators › trygga › target", "target:"),
            id="target without a date",
        ),
    ],
)
def test_fault_of_a_field(edit: tuple[str, str], fault: tuple[str, str, str], told: Told) -> None:
    told("goals.yaml", edit, fault)
