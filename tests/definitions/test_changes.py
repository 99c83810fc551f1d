"""What is shown before an edited goals.yaml or phases.yaml takes effect."""

import pytest

from tracker.definitions import Change, DefinitionChange, Subject, differences, parse_definitions
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.changes import change_notes


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "window: 2018-01..2019-12",
            "window: 2019-01..2019-12",
            (
                Subject.INDICATOR,
                "larm",
                "baseline › window",
                "2018-01..2019-12",
                "2019-01..2019-12",
            ),
            id="baseline",
        ),
        pytest.param(
            "direction: lower",
            "direction: lower\n        min_n: 3",
            (Subject.INDICATOR, "larm", "min_n", "5", "3"),
            id="a default is spelt out",
        ),
        pytest.param(
            "        open_period: year\n",
            "",
            (Subject.INDICATOR, "larm", "open_period", "year", None),
            id="a field removed",
        ),
        pytest.param(
            "level: municipality",
            "level: unit",
            (Subject.AREA, "staden", "level", "municipality", "unit"),
            id="area",
        ),
        pytest.param(
            "sv: Lugnare kvällar",
            "sv: Lugna kvällar",
            (Subject.GOAL, "lugn", "name › sv", "Lugnare kvällar", "Lugna kvällar"),
            id="goal",
        ),
        pytest.param(
            "end: 2024-12-31",
            "end: 2025-12-31",
            (Subject.PROGRAMME, "trygga_torget", "end", "2024-12-31", "2025-12-31"),
            id="programme",
        ),
        pytest.param(
            "name: {sv: Kommunen",
            "name: {sv: Staden",
            (Subject.ORGANISATION, "kommunen", "name › sv", "Kommunen", "Staden"),
            id="organisation",
        ),
    ],
)
def test_one_change_in_goals(
    old: str, new: str, expected: tuple[str | None, ...], goals: str, phases: str
) -> None:
    before = parse_definitions(goals, phases)
    after = parse_definitions(goals.replace(old, new, 1), phases)
    (found,) = differences(before, after)
    assert found.change is Change.CHANGED
    assert (found.subject, found.id, found.field, found.before, found.after) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "by: 0.3",
            "by: 0.5",
            (Subject.CONDITION, "ro", "evidence › 1 › rules › 1 › by", "0.3", "0.5"),
            id="rule",
        ),
        pytest.param(
            "sv: Förebygga.",
            "sv: Hindra.",
            (Subject.PHASE, "2", "work › sv", "Förebygga.", "Hindra."),
            id="phase",
        ),
        pytest.param(
            "sv: Ett förslag.",
            "sv: Ett utkast.",
            (Subject.PHASE_MODEL, "phases", "note › sv", "Ett förslag.", "Ett utkast."),
            id="note",
        ),
    ],
)
def test_one_change_in_phases(
    old: str, new: str, expected: tuple[str | None, ...], goals: str, phases: str
) -> None:
    before = parse_definitions(goals, phases)
    after = parse_definitions(goals, phases.replace(old, new, 1))
    (found,) = differences(before, after)
    assert (found.subject, found.id, found.field, found.before, found.after) == expected


def test_nothing_changed(goals: str, phases: str) -> None:
    definitions = parse_definitions(goals, phases)
    assert differences(definitions, parse_definitions(goals + "# en rad\n", phases)) == ()


def test_everything_is_new_the_first_time(goals: str, phases: str) -> None:
    found = differences(None, parse_definitions(goals, phases))
    assert {change.change for change in found} == {Change.ADDED}
    assert [(c.subject, c.id) for c in found if c.subject is Subject.INDICATOR] == [
        (Subject.INDICATOR, "larm"),
        (Subject.INDICATOR, "trygga"),
        (Subject.INDICATOR, "invanare"),
    ]


def test_an_indicator_removed(goals: str, phases: str) -> None:
    shorter = goals[: goals.index("indicators:\n  - id: invanare")]
    found = differences(parse_definitions(goals, phases), parse_definitions(shorter, phases))
    assert [(c.change, c.id) for c in found] == [(Change.REMOVED, "invanare")]


def test_an_indicator_moved_out_of_its_goal(goals: str, phases: str) -> None:
    free = goals.replace("    companion: trygga\n", "")
    start, end = free.index("      - id: trygga"), free.index("indicators:\n  - id: invanare")
    block = "".join(line[4:] for line in free[start:end].splitlines(keepends=True))
    moved = free[:start] + free[end:] + block
    found = differences(parse_definitions(free, phases), parse_definitions(moved, phases))
    assert [(c.id, c.field, c.before, c.after) for c in found] == [("trygga", "goal", "lugn", None)]


def test_a_renamed_indicator_keeps_its_history(goals: str, phases: str) -> None:
    renamed = goals.replace("- id: invanare", "- id: folkmangd\n    replaces: invanare")
    before, after = parse_definitions(goals, phases), parse_definitions(renamed, phases)
    name = after.indicators["folkmangd"].name
    assert differences(before, after) == (
        DefinitionChange(
            Change.RENAMED, Subject.INDICATOR, "folkmangd", name, None, "invanare", "folkmangd"
        ),
        DefinitionChange(
            Change.CHANGED, Subject.INDICATOR, "folkmangd", name, "replaces", None, "invanare"
        ),
    )


@pytest.mark.parametrize(
    ("edit", "like"),
    [
        pytest.param(("sv: Inga kända.", "sv: Inga."), "invanare", id="same name and definition"),
        pytest.param(("sv: Invånare,", "sv: Folk,"), "invanare", id="same definition"),
        pytest.param(("sv: Folkbokförda.", "sv: Alla."), "invanare", id="same name"),
        pytest.param(
            ("sv: Invånare, en: Inhabitants}\n    kind", "sv: Hus, en: Houses}\n    kind"),
            None,
            id="another series",
        ),
    ],
)
def test_an_id_that_changed_by_oversight_is_told(
    edit: tuple[str, str], like: str | None, goals: str, phases: str
) -> None:
    assert edit[0] in goals
    renamed = goals.replace("- id: invanare", "- id: folkmangd").replace(*edit)
    if like is None:
        renamed = renamed.replace("sv: Folkbokförda.", "sv: Byggda.")
    found = differences(parse_definitions(goals, phases), parse_definitions(renamed, phases))
    assert [(c.change, c.id, c.like) for c in found] == [
        (Change.ADDED, "folkmangd", like),
        (Change.REMOVED, "invanare", None),
    ]
    for language in Language:
        notes = change_notes(found, texts_in(language))
        assert len(notes) == (2 if like else 1)
        assert all("invanare" in note and "folkmangd" in note for note in notes[:-1])


def test_nothing_is_said_where_nothing_was_removed(goals: str, phases: str) -> None:
    found = differences(None, parse_definitions(goals, phases))
    assert change_notes(found, texts_in(Language.SV)) == []


def test_long_texts_are_cut(goals: str, phases: str) -> None:
    longer = goals.replace("sv: Falska larm ingår.", f"sv: {'Falska larm ingår. ' * 20}")
    (found,) = differences(parse_definitions(goals, phases), parse_definitions(longer, phases))
    assert found.after is not None
    assert len(found.after) == 120
    assert found.after.endswith("…")
