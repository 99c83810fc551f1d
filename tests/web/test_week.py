"""Veckovis lägesbild: the page, and writing a week in by hand."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tracker.model.periods import week
from tracker.service.access import local_owner, reader_for
from tracker.service.programme import open_site
from tracker.service.setup import prepare

pytestmark = pytest.mark.page

INDICATOR, CENTRE = "vecka_orolighet", "gottsunda_centrum"


def labelled(found: Any, label: str) -> Any:
    return next(one for one in found if one.label == label)


def table_of(shown: Any, area: str) -> list[list[str]]:
    """The rows of an area's table of the week."""
    starts = [n for n, row in enumerate(shown.rows) if row[0] == "Indikator" and "Antal" in row]
    start = starts[["Gottsunda/Valsätra", "Gottsunda centrum"].index(area)]
    return shown.rows[start + 1 : start + 6]


def values(own: Any) -> dict[str, float | None]:
    [series] = own.site.store.at().series(
        reader_for(local_owner("")), indicators=[INDICATOR], areas=[CENTRE]
    )
    return {o.period.code: o.value for o in series.observations}


class TestThePage:
    def test_the_newest_week_and_what_stands_out(self, shipped: Any) -> None:
        shown = shipped.open("veckolage")
        assert "Veckovis lägesbild, vecka 52 2024" in shown.titles[0]
        assert "Förvarning: orolighet i Gottsunda centrum." in shown.text
        row = next(r for r in table_of(shown, "Gottsunda centrum") if r[0] == "Orolighet")
        assert row[1:7] == [
            "6 (preliminär)",
            "1,7 0–7",
            "Som vanligt",
            "16 0–13",
            "Förvarning",
            "0 av 98",
        ]

    def test_what_a_warning_is_worth_is_said_beside_it(self, shipped: Any) -> None:
        text = shipped.open("veckolage").text
        assert "Samma regel har inte varnat någon av 98 tidigare veckor." in text
        assert "I de 10 serierna tillsammans har förvarningen slagit till ungefär" in text
        assert "ett skäl att fråga, inte ett svar" in text

    def test_it_is_marked_as_invented(self, shipped: Any) -> None:
        assert "påhittat exempel" in shipped.open("veckolage").titles[0]

    def test_the_weeks_beside_are_a_link_away(self, shipped: Any) -> None:
        links = shipped.open("veckolage").links
        assert "/veckolage?v=1&per=2024-12-22" in links
        assert "/veckolage?v=1&per=2025-01-05" in links

    def test_another_week_by_its_day_and_the_way_back(self, shipped: Any) -> None:
        shown = shipped.open("veckolage", v="1", per="2024-11-03")
        assert "vecka 44 2024" in shown.titles[0]
        assert "/veckolage?v=1&per=2024-12-29" in shown.links

    def test_a_week_that_nobody_counted_says_so(self, shipped: Any) -> None:
        shown = shipped.open("veckolage", v="1", per="2024-08-04")
        assert "Ingen av de 10 serierna har något tal för veckan." in shown.text
        assert {row[1] for row in table_of(shown, "Gottsunda centrum")} == {"saknas"}
        assert "13 av 14 veckor kända" in shown.text

    def test_the_tertial_beside_the_year_before(self, shipped: Any) -> None:
        shown = shipped.open("veckolage")
        assert "Tertial 3 2024: 17 veckor" in shown.text
        sums = [row for row in shown.rows if row[0] == "Orolighet" and len(row) == 4]
        assert sums == [["Orolighet", "72", "69", "−3"], ["Orolighet", "18", "28", "+10"]]

    def test_in_english(self, shipped: Any) -> None:
        shown = shipped.open("veckolage", v="1", lang="en")
        assert "Weekly picture, week 52 2024" in shown.titles[0]
        assert "Early warning: unrest in Gottsunda centre." in shown.text

    def test_the_public_sees_no_week(self, shipped: Any, open_read: None) -> None:
        shown = shipped.open("veckolage")
        assert "Veckotalen visas bara för dem som samverkar i satsningen." in shown.text
        assert not shown.rows
        assert not shown.app.number_input

    def test_an_older_version_has_no_form(self, shipped: Any) -> None:
        older = str(shipped.site.store.current() - 1)
        assert not shipped.open("veckolage", v="1", data=older).app.number_input

    def test_without_any_weeks_the_form_is_what_helps(self, bare: Any, visit: Any) -> None:
        prepare(open_site(bare), local_owner("Prov"), with_data=False)
        shown = visit(bare).forms("veckolage")
        assert "Inga veckotal är inlagda ännu." in shown.text
        assert len(shown.app.number_input) == 5


def look(app: AppTest, counts: dict[str, int], note: str = "") -> None:
    """Choose week 1 of 2025 in the centre, fill in, and ask what would change."""
    labelled(app.selectbox, "Område").select(CENTRE).run()
    labelled(app.selectbox, "Vecka").set_value(week(2025, 1)).run()
    for label, count in counts.items():
        labelled(app.number_input, label).set_value(count)
    labelled(app.text_input, "Anteckning (behövs inte)").input(note)
    labelled(app.text_input, "Ditt namn").input("Provskrivare")
    labelled(app.button, "Visa vad som ändras").click().run()


class TestWritingAWeekIn:
    def test_first_what_would_change_then_it_is_saved(self, own: Any) -> None:
        before = own.site.store.current()
        shown = own.forms("veckolage")
        look(shown.app, {"Orolighet, rapporter": 3, "Skadegörelse, händelser": 0}, "Lugnt.")
        assert "Det här skulle ändras, Gottsunda centrum, vecka 1 2025" in shown.text
        assert ["Orolighet", "–", "3 (preliminär)"] in shown.rows
        assert own.site.store.current() == before

        labelled(shown.app.checkbox, "Talen är påhittade exempel").check()
        labelled(shown.app.button, "Spara veckan").click().run()
        assert own.site.store.current() == before + 1
        assert "Sparat för Gottsunda centrum, vecka 1 2025: 2 nya" in shown.app.success[0].value
        assert values(own)["2025V01"] == 3
        assert "vecka 1 2025" in shown.titles[0]

        [upload] = own.site.store.at().uploads(reader_for(local_owner("")))[-1:]
        assert upload.file_name == f"veckolage_2025V01_{CENTRE}.csv"
        assert upload.provenance.publisher == "Uppsala kommun"
        assert upload.provenance.fictional

    def test_real_counts_ask_whether_the_invented_ones_go(self, own: Any) -> None:
        before = own.site.store.current()
        shown = own.forms("veckolage")
        look(shown.app, {"Orolighet, rapporter": 3})
        labelled(shown.app.button, "Spara veckan").click().run()
        assert "påhittade exempelvärden" in shown.app.error[0].value
        assert own.site.store.current() == before

        labelled(shown.app.radio, "Ersätt de påhittade värdena?").set_value(True)
        labelled(shown.app.button, "Spara veckan").click().run()
        assert values(own) == {"2025V01": 3}

    def test_a_note_about_a_person_stores_nothing_and_loses_nothing(self, own: Any) -> None:
        before = own.site.store.current()
        shown = own.forms("veckolage")
        look(shown.app, {"Orolighet, rapporter": 3}, "Ring 070-123 45 67")
        assert len(shown.app.error) == 1
        assert "070" not in shown.app.error[0].value
        assert own.site.store.current() == before
        assert own.site.store.drafts.list() == ()
        assert labelled(shown.app.number_input, "Orolighet, rapporter").value == 3
        assert not [b for b in shown.app.button if b.label == "Spara veckan"]

    def test_nothing_filled_in_is_said(self, own: Any) -> None:
        shown = own.forms("veckolage")
        look(shown.app, {})
        assert "Inget antal är ifyllt." in shown.app.error[0].value

    def test_a_draft_can_be_left(self, own: Any) -> None:
        shown = own.forms("veckolage")
        look(shown.app, {"Orolighet, rapporter": 3})
        labelled(shown.app.button, "Ta bort utkastet").click().run()
        assert "Det här skulle ändras" not in shown.text
        assert own.site.store.drafts.list() == ()

    def test_what_stands_already_changes_nothing(self, own: Any) -> None:
        shown = own.forms("veckolage")
        app = shown.app
        labelled(app.selectbox, "Område").select(CENTRE).run()
        labelled(app.selectbox, "Vecka").set_value(week(2024, 52)).run()
        counted = labelled(app.number_input, "Orolighet, rapporter")
        assert counted.placeholder == "Står nu: 6 (preliminär)"
        counted.set_value(6)
        labelled(app.button, "Visa vad som ändras").click().run()
        assert "Talen står redan så." in shown.text


def test_the_form_begins_with_the_first_week_that_is_missing(shipped: Any) -> None:
    chosen = labelled(shipped.forms("veckolage").app.selectbox, "Vecka").value
    assert (chosen.code, chosen.end) == ("2025V01", date(2025, 1, 5))
