"""What becomes of values when the indicator that they belong to is removed or gets another id."""

import pytest

from tracker.errors import DefinitionsInvalid
from tracker.service.definitions import apply_definitions
from tracker.service.programme import open_site
from tracker.service.reports import build_report
from tracker.service.setup import prepare


@pytest.fixture
def edit(filled_site, owner):
    """Change goals.yaml from one text to another and put it in force."""

    def edit(*changes):
        path = filled_site.folder / "goals.yaml"
        text = path.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
        apply_definitions(filled_site, owner, based_on=filled_site.store.current())

    return edit


@pytest.fixture
def without_inhabitants(filled_site):
    """goals.yaml without the block of `invanare`, as a change."""
    text = (filled_site.folder / "goals.yaml").read_text("utf-8")
    return text[text.index("  - id: invanare") : text.index("  - id: merit")], ""


@pytest.fixture
def ids(filled_site, full_reader):
    """The indicators of the report of a data version that hold a value."""

    def ids(number=None):
        report = build_report(filled_site.store.at(number), full_reader, today=filled_site.today)
        every = [s for g in report.goals for s in g.series] + list(report.cross_cutting)
        return {s.indicator.id for s in every if s.latest}

    return ids


def test_a_removed_indicator_is_gone_now_and_there_in_the_version_before(
    filled_site, full_reader, edit, without_inhabitants, ids
):
    before = filled_site.store.current()
    edit(without_inhabitants)
    assert ids(before) - ids() == {"invanare"}
    then = build_report(filled_site.store.at(before), full_reader, today=filled_site.today)
    assert then.series_of("invanare", "torget").latest.value == 4000 + 2024
    assert then.definitions.indicators["invanare"].name.sv == "Invånare"


def test_its_values_come_back_with_it(filled_site, full_reader, edit, without_inhabitants, ids):
    block, _ = without_inhabitants
    edit(without_inhabitants)
    edit(("  - id: merit", f"{block}  - id: merit"))
    assert "invanare" in ids()


def test_an_indicator_that_is_read_by_a_rule_cannot_be_removed(filled_site, edit):
    """Pairs, primaries and rules that name it are told, each with its place."""
    text = (filled_site.folder / "goals.yaml").read_text("utf-8")
    block = text[text.index("      - id: larm") : text.index("      - id: tips")]
    with pytest.raises(DefinitionsInvalid) as refused:
        edit((block, ""))
    found = {(f.file, f.code, f.path) for f in refused.value.faults}
    assert ("goals.yaml", "not_the_goals_own", "goals › 1 › primary") in found
    assert any(file == "phases.yaml" and code == "unknown_indicator_id" for file, code, _ in found)
    assert filled_site.store.current() == 6


def test_another_id_with_replaces_takes_the_values_along(filled_site, full_reader, edit, ids):
    before = filled_site.store.current()
    edit(("- id: invanare", "- id: folkmangd\n    replaces: invanare"))
    assert (ids() - ids(before), ids(before) - ids()) == ({"folkmangd"}, {"invanare"})
    report = build_report(filled_site.store.at(), full_reader, today=filled_site.today)
    assert report.series_of("folkmangd", "torget").latest.value == 4000 + 2024


def test_another_id_without_replaces_leaves_them_hidden(filled_site, edit, ids):
    before = filled_site.store.current()
    edit(("- id: invanare", "- id: folkmangd"))
    assert (ids() - ids(before), ids(before) - ids()) == (set(), {"invanare"})


@pytest.mark.parametrize(
    ("gone", "code"),
    [
        pytest.param("data/open/inbrott.yaml", "data_without_origin", id="origin"),
        pytest.param("data/example/vandringar.yaml", "data_without_origin", id="invented"),
        pytest.param("data/open/inbrott.csv", "origin_without_data", id="table"),
    ],
)
def test_shipped_data_without_its_other_half_is_told_and_no_store_is_made(
    programme_folder, clock, owner, gone, code
):
    (programme_folder / gone).unlink()
    fresh = open_site(programme_folder, clock)
    with pytest.raises(DefinitionsInvalid) as refused:
        prepare(fresh, owner, with_data=True)
    (fault,) = refused.value.faults
    assert (fault.code, fault.params["expected"]) == (code, gone.split("/")[-1])
    assert fault.file
    assert (programme_folder / "data" / fault.file).is_file()
    assert not fresh.store.exists()
