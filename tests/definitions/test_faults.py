"""All faults are told at once, each once, with what helps to mend it."""

import pytest

from tracker.definitions import parse_definitions
from tracker.errors import DefinitionsInvalid, Fault


def faults_of(goals: str, phases: str) -> tuple[Fault, ...]:
    with pytest.raises(DefinitionsInvalid) as raised:
        parse_definitions(goals, phases)
    return raised.value.faults


def test_an_improvement_needs_a_direction_in_that_phase(goals: str, phases: str) -> None:
    depends = goals.replace("direction: lower", "direction: depends", 1)
    assert [f.code for f in faults_of(depends, phases)] == ["rule_needs_direction"]
    told = depends.replace(
        "direction: depends",
        "direction: depends\n        direction_in_phase: [{phase: 2, direction: lower}]",
        1,
    )
    parse_definitions(told, phases)


def test_a_rule_must_be_readable_in_some_area_with_a_phase(goals: str, phases: str) -> None:
    unread = phases.replace("indicator: larm", "indicator: trygga")
    elsewhere = goals.replace(
        "frequency: year\n        areas: [torget]", "frequency: year\n        areas: [staden]"
    )
    assert [f.code for f in faults_of(elsewhere, unread)] == ["rule_reads_no_area"]
    stand_in = elsewhere.replace("level: municipality", "level: survey_area\n    proxy_for: torget")
    parse_definitions(stand_in, unread)


def test_every_fault_in_both_files_is_told_at_once(goals: str, phases: str) -> None:
    goals = goals.replace("kind: outcome", "kind: resultat", 1)  # hides nothing that follows
    goals = goals.replace("companion: trygga", "companion: ingen")
    goals = goals.replace("areas: [staden]", "areas: [stadem]")
    phases = phases.replace("letter: B", "letter: A").replace("block: norms", "blokc: norms")
    assert [(f.file, f.code) for f in faults_of(goals, phases)] == [
        ("goals.yaml", "not_the_goals_own"),
        ("goals.yaml", "field_not_allowed"),
        ("goals.yaml", "unknown_area_id"),
        ("phases.yaml", "field_missing"),
        ("phases.yaml", "letter_twice"),
        ("phases.yaml", "field_unknown_like"),
    ]


def test_a_file_that_cannot_be_read_does_not_hide_the_other(goals: str, phases: str) -> None:
    found = faults_of(goals + "\nb: c: d\n", phases.replace("letter: B", "letter: A"))
    assert [(f.file, f.code) for f in found] == [
        ("goals.yaml", "yaml_syntax"),
        ("phases.yaml", "letter_twice"),
    ]


def test_a_value_that_the_text_refuses_is_told_once(goals: str, phases: str) -> None:
    found = faults_of(goals, phases.replace("by: 0.3", "by: .nan"))
    assert [f.code for f in found] == ["field_not_finite"]


@pytest.mark.parametrize(
    ("written", "suggested"),
    [
        pytest.param("frequensy", "frequency", id="a letter wrong"),
        pytest.param("reporting_lagg", "reporting_lag", id="a letter too many"),
    ],
)
def test_a_misspelt_field_is_told_with_the_nearest_known(
    written: str, suggested: str, goals: str, phases: str
) -> None:
    found = faults_of(goals.replace("frequency: month", f"{written}: month", 1), phases)
    assert {"field": written, "like": suggested} in [f.params for f in found]


def test_a_value_not_allowed_is_told_with_those_that_are(goals: str, phases: str) -> None:
    (fault,) = faults_of(goals.replace("direction: higher", "direction: upp"), phases)
    assert fault.params == {"value": "upp", "allowed": "lower, higher, depends"}


def test_an_unknown_id_is_told_with_the_nearest(goals: str, phases: str) -> None:
    (fault,) = faults_of(goals, phases.replace("indicator: larm", "indicator: lram"))
    assert str(fault.params["near"]).split(", ")[0] == "larm"
