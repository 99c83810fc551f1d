"""What must hold within phases.yaml, and between it and goals.yaml."""

from collections.abc import Callable

import pytest

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
