"""What must hold within phases.yaml, and between it and goals.yaml."""

from collections.abc import Callable

import pytest

from tracker.definitions import parse_definitions
from tracker.errors import DefinitionsInvalid, Fault

Worded = Callable[[Fault], None]
Told = Callable[[str, tuple[str, str], tuple[str, str, str]], None]


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        pytest.param(
            ("- number: 3", "- number: 2"),
            ("phases_not_1_2_3", "phases", "phases:"),
            id="phase 2 twice",
        ),
        pytest.param(
            (
                "conditions:",
                "  - number: 3\n"
                "    name: {sv: F, en: P}\n"
                "    description: {sv: F, en: P}\n"
                "    work: {sv: F, en: P}\n"
                "    source: {title: M, publisher: K}\n"
                "conditions:",
            ),
            ("field_too_many", "phases", "phases:"),
            id="a phase too many",
        ),
        pytest.param(
            ("letter: B", "letter: A"),
            ("letter_twice", "conditions › tillit › letter", "letter: A\n    name: {sv: Tillit"),
            id="letter twice",
        ),
        pytest.param(
            ("letter: B", "letter: b"),
            ("field_bad_letter", "conditions › tillit › letter", "letter: b"),
            id="small letter",
        ),
        pytest.param(
            ("- id: tillit", "- id: ro"),
            ("id_twice", "conditions › ro › id", "- id: ro\n    letter: B"),
            id="condition id twice",
        ),
        pytest.param(
            ("            by: 0.3\n", ""),
            ("rule_needs", "conditions › ro › evidence › 1 › rules › 1", "- rule: improving"),
            id="rule without what it reads",
        ),
        pytest.param(
            ("indicator: larm", "indicator: lram"),
            (
                "unknown_indicator_id",
                "conditions › ro › evidence › 1 › rules › 1 › indicator",
                "lram",
            ),
            id="rule reads nothing known",
        ),
        pytest.param(
            ("indicator: larm", "indicator: invanare\n            area: staden"),
            (
                "rule_reads_background",
                "conditions › ro › evidence › 1 › rules › 1 › indicator",
                "invanare",
            ),
            id="rule reads background",
        ),
        pytest.param(
            ("by: 0.3", "by: 0.3\n            area: parken"),
            ("unknown_area_id", "conditions › ro › evidence › 1 › rules › 1 › area", "parken"),
            id="rule in an unknown area",
        ),
        pytest.param(
            ("by: 0.3", "by: 0.3\n            area: staden"),
            (
                "rule_area_not_covered",
                "conditions › ro › evidence › 1 › rules › 1 › area",
                "area: staden",
            ),
            id="rule in an area not covered",
        ),
        pytest.param(
            (
                "  - id: tillit",
                "          - rule: zero_for\n"
                "            indicator: trygga\n"
                "            periods: 3\n"
                "            why: {sv: Aldrig., en: Never.}\n"
                "  - id: tillit",
            ),
            (
                "zero_for_needs_counts",
                "conditions › ro › evidence › 1 › rules › 2 › indicator",
                "indicator: trygga",
            ),
            id="zero events of a share",
        ),
        pytest.param(
            ("needed: 1", "needed: 2"),
            ("needs_more_than_rules", "conditions › ro › evidence › 1 › needed", "needed"),
            id="more needed than there are",
        ),
        pytest.param(
            (
                "  - id: tillit",
                "      - phase: 2\n"
                "        rules: [{rule: judgement, why: {sv: V, en: W}}]\n"
                "  - id: tillit",
            ),
            (
                "evidence_phase_twice",
                "conditions › ro › evidence › 2 › phase",
                "- phase: 2\n        rules: [",
            ),
            id="rules for a phase twice",
        ),
    ],
)
def test_fault_of_phases(edit: tuple[str, str], fault: tuple[str, str, str], told: Told) -> None:
    told("phases.yaml", edit, fault)


AN_OUTPUT = ("kind: outcome", "kind: output")
A_VALUE = ("measure: count", "measure: value")
OPEN_YEAR = ("        open_period: year\n", "")


@pytest.mark.parametrize(
    ("made", "rule", "code"),
    [
        pytest.param(AN_OUTPUT, "improving", "rule_reads_output", id="output improving"),
        pytest.param(AN_OUTPUT, "not_worse", "rule_reads_output", id="output not worse"),
        pytest.param(
            A_VALUE, "improving", "change_needs_counts_or_shares", id="plain value improving"
        ),
        pytest.param(
            A_VALUE, "not_worse", "change_needs_counts_or_shares", id="plain value not worse"
        ),
        pytest.param(AN_OUTPUT, "at_least", "level_needs_point", id="output at least"),
        pytest.param(A_VALUE, "at_most", "level_needs_point", id="plain value at most"),
    ],
)
def test_a_rule_that_could_never_tell_is_refused(
    made: tuple[str, str], rule: str, code: str, goals: str, phases: str, worded: Worded
) -> None:
    """It would leave its condition open for ever, and look like missing data."""
    text = goals.replace(*OPEN_YEAR, 1).replace(*made, 1)
    number = {"improving": "by", "not_worse": "margin"}.get(rule, "limit")
    rules = phases.replace("rule: improving", f"rule: {rule}").replace("by: 0.3", f"{number}: 0.3")
    with pytest.raises(DefinitionsInvalid) as raised:
        parse_definitions(text, rules)
    (fault,) = raised.value.faults
    assert (fault.code, fault.file) == (code, "phases.yaml")
    assert fault.line
    worded(fault)
    if number == "limit":
        parse_definitions(text, rules.replace("limit: 0.3", "limit: 0.3\n            point: true"))
