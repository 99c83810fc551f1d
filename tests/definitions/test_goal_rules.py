"""What must hold within goals.yaml beyond fields and references."""

from collections.abc import Callable

import pytest

from tracker.definitions import parse_definitions
from tracker.errors import DefinitionsInvalid

Told = Callable[[str, tuple[str, str], tuple[str, str, str]], None]
BREAK = "breaks: [{{at: {}, reason: {{sv: Nytt system., en: New system.}}}}]"
REBASE = "rebases: [{{at: {}, cause: {{sv: Ny nivå., en: New level.}}, decided_by: Möte 9}}]"


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        pytest.param(
            ("end: 2024", "end: 2019"),
            ("dates_backwards", "end", "end: 2019"),
            id="programme runs backwards",
        ),
        pytest.param(
            ("    primary: larm", "    valid_to: 2019-01-01\n    primary: larm"),
            ("dates_backwards", "goals › 1 › valid_to", "valid_to"),
            id="goal runs backwards",
        ),
        pytest.param(
            (
                "versions: [{valid_from: 2020-01-01}]",
                "versions: [{valid_from: 2020-01-01}, {valid_from: 2022-01-01}]",
            ),
            ("versions_overlap", "areas › torget › versions › 2 › valid_from", "{valid_from: 2022"),
            id="borders overlap",
        ),
        pytest.param(
            ("open_period: year", "open_period: week"),
            ("open_period_not_whole", "goals › 1 › indicators › larm › open_period", "week"),
            id="open period finer",
        ),
        pytest.param(
            (
                "frequency: year\n        areas: [torget]",
                "frequency: year\n        open_period: year\n        areas: [torget]",
            ),
            (
                "open_period_needs_counts",
                "goals › 1 › indicators › trygga › open_period",
                "open_period: year\n        areas",
            ),
            id="open period of a share",
        ),
        pytest.param(
            ("open_period: year", "open_period: range"),
            (
                "open_period_needs_calendar",
                "goals › 1 › indicators › larm › open_period",
                "open_period: range",
            ),
            id="open period without a calendar",
        ),
        pytest.param(
            ("2018-01..2019-12", "2025-01..2025-12"),
            ("baseline_after_end", "goals › 1 › indicators › larm › baseline › window", "2025-01"),
            id="baseline after the end",
        ),
        pytest.param(
            ("2018-01..2019-12", "2018-01..2025-12"),
            ("baseline_after_end", "goals › 1 › indicators › larm › baseline › window", "2018-01"),
            id="baseline that ends after the end",
        ),
        pytest.param(
            ("2018-01..2019-12", "2022-02..2024-01"),
            ("baseline_in_window", "goals › 1 › indicators › larm › baseline › window", "2022-02"),
            id="baseline that leaves less than a year",
        ),
        pytest.param(
            ("window: 2018..2019", "window: 2024"),
            ("baseline_in_window", "goals › 1 › indicators › trygga › baseline › window", "2024, "),
            id="baseline that leaves no later survey",
        ),
        pytest.param(
            ("pair: [trygga]", "window_months: 18"),
            (
                "window_not_whole_years",
                "goals › 1 › indicators › larm › window_months",
                "window_months",
            ),
            id="window of a year and a half",
        ),
        pytest.param(
            ("pair: [trygga]", BREAK.format("2009-06-01")),
            ("break_before_series", "goals › 1 › indicators › larm › breaks › 1 › at", "at: 2009"),
            id="break before the series",
        ),
        pytest.param(
            ("pair: [trygga]", BREAK.format("2091-06-01")),
            ("break_after_end", "goals › 1 › indicators › larm › breaks › 1 › at", "at: 2091"),
            id="break after the end",
        ),
        pytest.param(
            ("pair: [trygga]", BREAK.format("2019-01-01")),
            ("break_in_baseline", "goals › 1 › indicators › larm › breaks › 1 › at", "at: 2019"),
            id="break inside the baseline",
        ),
        pytest.param(
            ("pair: [trygga]", REBASE.format("2022-06-15")),
            ("rebase_not_a_period", "goals › 1 › indicators › larm › rebases › 1 › at", "at: 2022"),
            id="rebase inside a month",
        ),
        pytest.param(
            ("pair: [trygga]", REBASE.format("2019-06-01")),
            ("rebase_in_baseline", "goals › 1 › indicators › larm › rebases › 1 › at", "at: 2019"),
            id="rebase inside the baseline",
        ),
        pytest.param(
            ("window: 2018..2019", "window: 2018..9999"),
            (
                "field_bad_window",
                "goals › 1 › indicators › trygga › baseline › window",
                "2018..9999",
            ),
            id="baseline to the end of the calendar",
        ),
        pytest.param(
            ("window: 2018..2019", "window: 2018-07..2019-12"),
            (
                "baseline_not_whole",
                "goals › 1 › indicators › trygga › baseline › window",
                "2018-07..",
            ),
            id="baseline of part of a year",
        ),
    ],
)
def test_fault_of_a_rule(edit: tuple[str, str], fault: tuple[str, str, str], told: Told) -> None:
    told("goals.yaml", edit, fault)


@pytest.mark.parametrize(
    ("frequency", "open_period", "fits"),
    [
        pytest.param("month", "quarter", True, id="months make a quarter"),
        pytest.param("month", "month", True, id="the same"),
        pytest.param("month", "week", False, id="a month is no part of a week"),
        pytest.param("quarter", "tertial", False, id="quarters do not make a tertial"),
        pytest.param("quarter", "half_year", True, id="quarters make a half-year"),
        pytest.param("tertial", "year", True, id="tertials make a year"),
        pytest.param("term", "school_year", True, id="terms make a school year"),
        pytest.param("half_year", "school_year", True, id="autumn and spring make a school year"),
        pytest.param("year", "school_year", False, id="a year is no school year"),
    ],
)
def test_an_open_period_is_made_of_whole_periods(
    frequency: str, open_period: str, fits: bool, goals: str, phases: str
) -> None:
    text = goals.replace("frequency: month", f"frequency: {frequency}")
    text = text.replace("open_period: year", f"open_period: {open_period}")
    if fits:
        parse_definitions(text, phases)
        return
    with pytest.raises(DefinitionsInvalid) as raised:
        parse_definitions(text, phases)
    assert [fault.code for fault in raised.value.faults] == ["open_period_not_whole"]


@pytest.mark.parametrize(
    ("window", "months", "fits"),
    [
        pytest.param("2022-01..2023-12", None, True, id="a year is left"),
        pytest.param("2022-01..2022-12", 24, True, id="the two years that are asked for are left"),
        pytest.param("2022-02..2023-01", 24, False, id="a month too few is left"),
    ],
)
def test_a_baseline_leaves_room_for_the_window(
    window: str, months: int | None, fits: bool, goals: str, phases: str
) -> None:
    text = goals.replace("2018-01..2019-12", window)
    if months:
        text = text.replace("pair: [trygga]", f"window_months: {months}")
    if fits:
        parse_definitions(text, phases)
        return
    with pytest.raises(DefinitionsInvalid) as raised:
        parse_definitions(text, phases)
    assert [fault.code for fault in raised.value.faults] == ["baseline_in_window"]


@pytest.mark.parametrize(
    "day",
    [
        pytest.param("2018-06-01", id="before the baseline: only drawn"),
        pytest.param("2023-01-01", id="after it: nothing is compared over it either"),
        pytest.param("2024-12-31", id="the last day"),
    ],
)
def test_breaks_inside_the_series(day: str, goals: str, phases: str) -> None:
    text = goals.replace("2018-01..2019-12", "2021-01..2022-12")
    text = text.replace("valid_from: 2020-01-01}", "valid_from: 2018-01-01}")
    text = text.replace("pair: [trygga]", BREAK.format(day))
    (found,) = parse_definitions(text, phases).indicators["larm"].breaks
    assert found.at.isoformat() == day


def test_background_goes_on_after_the_effort_and_so_may_its_breaks(goals: str, phases: str) -> None:
    late = "    kind: context\n    " + BREAK.format("2026-01-01")
    text = goals.replace("    kind: context", late)
    (found,) = parse_definitions(text, phases).indicators["invanare"].breaks
    assert found.at.isoformat() == "2026-01-01"
