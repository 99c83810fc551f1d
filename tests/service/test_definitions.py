"""Edited definitions take effect when they are applied, whole, or leave the old ones in force."""

import pytest

from tracker.errors import Conflict, DefinitionsInvalid
from tracker.model.records import PublicationKind
from tracker.service.definitions import apply_definitions
from tracker.service.reports import build_report


@pytest.fixture
def edit(filled_site):
    """Change one spot of goals.yaml."""

    def edit(old: str, new: str) -> None:
        path = filled_site.folder / "goals.yaml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return edit


def report(site, reader):
    return build_report(site.store.at(), reader, today=site.today)


def test_an_edit_takes_effect_when_it_is_applied(filled_site, owner, full_reader, edit):
    edit("Lugnare kvällar", "Lugna kvällar")
    assert report(filled_site, full_reader).goals[0].goal.name.sv == "Lugnare kvällar"
    made = apply_definitions(filled_site, owner, based_on=6)
    assert (made.number, made.kind) == (7, PublicationKind.DEFINITIONS)
    assert report(filled_site, full_reader).goals[0].goal.name.sv == "Lugna kvällar"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param(("format: 1\n", "format: 1\n  b: c: d\n"), "yaml_syntax", id="no YAML"),
        pytest.param(("direction: dep", "dirction: dep"), "field_unknown_like", id="a key"),
        pytest.param(("primary: larm", "primary: larmet"), "not_the_goals_own", id="an id"),
    ],
)
def test_invalid_files_leave_the_old_ones_in_force(filled_site, owner, edit, change, code):
    edit(*change)
    with pytest.raises(DefinitionsInvalid) as refused:
        apply_definitions(filled_site, owner, based_on=6)
    assert code in {f.code for f in refused.value.faults}
    assert {f.file for f in refused.value.faults} == {"goals.yaml"}
    assert all(f.line for f in refused.value.faults)
    assert filled_site.store.current() == 6


def test_an_indicator_that_is_removed_is_hidden_and_keeps_its_values(
    filled_site, owner, full_reader, edit
):
    goals = filled_site.folder / "goals.yaml"
    kept = goals.read_text("utf-8")
    start = kept.index("  - id: invanare")
    goals.write_text(kept[:start] + kept[kept.index("  - id: merit") :], "utf-8")
    apply_definitions(filled_site, owner, based_on=6)
    assert "invanare" not in report(filled_site, full_reader).definitions.indicators
    goals.write_text(kept, "utf-8")
    apply_definitions(filled_site, owner, based_on=7)
    back = report(filled_site, full_reader).series_of("invanare", "torget")
    assert back.latest.value == 4000 + 2024


def test_an_earlier_version_keeps_its_definitions(filled_site, owner, full_reader, edit):
    edit("direction: lower", "direction: higher")
    apply_definitions(filled_site, owner, based_on=6)
    verdicts = [
        build_report(filled_site.store.at(number), full_reader, today=filled_site.today)
        .series_of("larm", "torget")
        .verdict.word
        for number in (6, 7)
    ]
    assert verdicts == ["confirmed_progress", "confirmed_setback"]


def test_definitions_that_somebody_else_applied_meanwhile(filled_site, owner, edit):
    edit("Lugnare kvällar", "Lugna kvällar")
    apply_definitions(filled_site, owner, based_on=6)
    edit("Lugna kvällar", "Stilla kvällar")
    with pytest.raises(Conflict) as refused:
        apply_definitions(filled_site, owner, based_on=6)
    assert refused.value.code == "definitions_moved"
