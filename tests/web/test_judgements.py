"""Judgements and answers to setbacks: written on a page, and read on the others."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tracker.model.records import Provenance
from tracker.model.steering import EntryKind
from tracker.service.access import ANYONE, local_owner, reader_for
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.programme import Site
from tracker.service.uploads import accept, new_draft, read_draft
from tracker.web.site import OPEN_READ

pytestmark = pytest.mark.page

OWNER = local_owner("Prov Person")
HEADER = "indikator;område;period;värde;nämnare;antal_svar;status;kommentar"


def labelled(found: Any, label: str) -> Any:
    return next(one for one in found if one.label == label)


def entries(site: Site, kind: EntryKind) -> list[Any]:
    return [one.entry for one in site.store.at().entries(reader_for(OWNER), kind)]


def fill(app: AppTest, texts: dict[str, str], button: str) -> None:
    """Write texts by label, in fields of one line or of many, and press the button."""
    for label, text in texts.items():
        labelled([*app.text_area, *app.text_input], label).input(text)
    labelled(app.button, button).click().run()


@pytest.fixture
def worsened(filled_site: Site, visit: Any) -> Any:
    """A programme in phase 2 since March 2022, in which the alarms then have doubled."""
    rows = [
        f"larm;torget;{year}-{month:02d};{90 + month % 3};;;;"
        for year in (2023, 2024)
        for month in range(1, 13)
    ]
    data = "\n".join((HEADER, *rows, "")).encode()
    draft = new_draft(filled_site, data, "fler_larm.csv", OWNER)
    read_draft(filled_site, draft, reader_for(OWNER))
    accept(filled_site, draft, Provenance(publisher="Polisen", title="Larm"), OWNER)
    return visit(filled_site.folder)


class TestJudgement:
    VERDICT, LEVEL = "Bedömning", "Hur säkra är ni?"

    def judge(self, app: AppTest, **left_out: None) -> None:
        labelled(app.radio, self.VERDICT).set_value("partly")
        labelled(app.radio, self.LEVEL).set_value("medium")
        texts = {
            "Motivering": "Arbetet går att göra\nde flesta dagar.",
            "Avvikande mening om villkoret (om någon)": "Det är för tidigt. (En ledamot)",
            "Vilka bedömde?": "Styrgruppen, möte 24",
            "Vem lägger in bedömningen?": "Provskrivare",
        }
        fill(app, {k: v for k, v in texts.items() if k not in left_out}, "Spara bedömningen")

    def test_area_and_phase_are_those_of_the_address(self, shipped: Any) -> None:
        app = shipped.forms("faser", v="1", omrade="bandstolsvagen", fas="3").app
        assert labelled(app.selectbox, "Område att bedöma").value == "bandstolsvagen"
        assert labelled(app.radio, "Villkoret för fas").value == 3
        assert labelled(app.selectbox, "Område").value == "bandstolsvagen"

    def test_its_fields_are_drawn_when_it_is_opened(self, shipped: Any) -> None:
        shown = shipped.open("faser")
        assert not [*shown.app.text_area, *shown.app.selectbox, *shown.app.button]
        shown.unfold("Bedöm ett villkor")
        assert labelled(shown.app.text_area, "Motivering")
        assert "Skäl" not in [one.label for one in shown.app.text_area]  # of the other form

    def test_an_address_opens_it_at_a_condition(self, shipped: Any) -> None:
        asked = {"omrade": "bandstolsvagen", "fas": "3", "villkor": "g_fortroende"}
        app = shipped.open("faser", v="1", **asked).app
        assert labelled(app.selectbox, "Område att bedöma").value == "bandstolsvagen"
        assert labelled(app.selectbox, "Villkor").value == "g_fortroende"
        assert labelled(app.radio, "Villkoret för fas").value == 3
        assert "Skäl" not in [one.label for one in app.text_area]

    def test_each_cell_leads_to_its_form_for_those_who_may_judge(self, shipped: Any) -> None:
        shown = shipped.open("faser", v="1", fas="3")
        ways = [way for way in shown.links if way.endswith("#bedom")]
        assert len(ways) == len(set(ways)) == 30
        asked = "omrade=bandstolsvagen&fas=3&villkor=g_fortroende"
        assert f"/faser?v=1&{asked}#bedom" in ways
        assert "Bedöm G Förtroende för polis och kommun, Bandstolsvägen" in shown.row("G")[2]

    def test_no_cell_leads_to_a_form_that_is_not_there(
        self, shipped: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        older = str(shipped.site.store.current() - 1)
        assert not [way for way in shipped.open("faser", data=older).links if "#bedom" in way]
        monkeypatch.setenv(OPEN_READ, "1")
        assert not [way for way in shipped.open("faser").links if "#bedom" in way]

    def test_the_meetings_up_to_the_day_are_offered_the_latest_first(self, shipped: Any) -> None:
        def offered(**asked: str) -> list[str]:
            return list(labelled(shipped.forms("faser", **asked).app.selectbox, "Möte").options)

        every = [
            "Möte 24, 10 oktober 2024",
            "Möte 21, 16 november 2023",
            "Möte 14, 17 mars 2022",
        ]
        assert offered() == every
        assert offered(v="1", per="2024-01-31") == every[1:]

    def test_what_is_left_out_is_named_and_nothing_is_lost(self, own: Any) -> None:
        before = own.site.store.current()
        app = own.forms("faser").app
        fill(app, {"Motivering": "Ett långt resonemang."}, "Spara bedömningen")
        (said,) = [box.value for box in app.error]
        for label in ("Bedömning", "Hur säkra är ni?", "Vilka bedömde?"):
            assert f"- {label.removesuffix('?')}: Fältet är tomt. Fyll i det." in said
        assert "Motivering" not in said
        assert own.site.store.current() == before
        assert labelled(app.text_area, "Motivering").value == "Ett långt resonemang."

    def test_personal_data_are_not_kept(self, own: Any) -> None:
        before = own.site.store.current()
        app = own.forms("faser").app
        labelled(app.text_area, "Motivering").input("Ring 070-174 06 05.")
        self.judge(app, Motivering=None)
        assert "Motivering: Här ser det ut att stå en personuppgift" in app.error[0].value
        assert own.site.store.current() == before

    def test_it_stands_beside_the_evidence_with_who_and_when(self, own: Any) -> None:
        shown = own.forms("faser", v="1", fas="2", omrade="gottsunda_centrum")
        labelled(shown.app.multiselect, "Underlag som ni åberopar").set_value(
            [("tvar_angrepp_blaljus", "gottsunda_valsatra")]
        )
        self.judge(shown.app)
        number = own.site.store.current()
        assert "Bedömningen är sparad: A Polis" in shown.app.success[0].value
        assert f"dataversion {number}" in shown.app.success[0].value
        cell = own.open("faser", v="1", fas="2").row("A")[3]
        assert cell.index("Har länge inte gått") < cell.index("Bedömt: delvis uppfyllt")
        assert "Styrgruppen, möte 24, 31 december 2024. Ganska säkert." in cell
        (kept,) = [j for j in entries(own.site, EntryKind.JUDGEMENT) if not j.fictional]
        assert (kept.area, kept.condition, kept.phase) == ("gottsunda_centrum", "a_kan_verka", 2)
        assert [e.indicator for e in kept.evidence] == ["tvar_angrepp_blaljus"]
        text = shown.text
        for said in ("Arbetet går att göra de flesta dagar.", "Det är för tidigt.", "Provskrivare"):
            assert said in text

    def test_the_latest_is_in_force_and_the_earlier_is_folded(self, shipped: Any) -> None:
        shown = shipped.open("faser", v="1", fas="2")
        assert "Bedömt: delvis uppfyllt styrgruppen, möte 24, 10 oktober 2024" in shown.row("A")[1]
        assert "Tidigare bedömning, 1 stycke" in shown.text
        assert "enstaka tillfällen" in shown.text  # of 2022
        assert "Bedömt: 3 uppfyllda, 1 delvis, 1 går inte att bedöma" in shown.row("Villkor med")[1]

    def test_a_day_before_it_was_judged_does_not_know_it(self, shipped: Any) -> None:
        shown = shipped.open("faser", v="1", fas="2", per="2023-06-30")
        assert "Bedömt: uppfyllt styrgruppen, möte 14, 17 mars 2022" in shown.row("A")[1]
        assert "möte 24" not in shown.text

    def test_the_public_reads_none_and_writes_none(self, shipped: Any, open_read: None) -> None:
        shown = shipped.open("faser", v="1", fas="2")
        assert "Bedömt" not in shown.text
        assert "Underlaget som det såg ut då" not in shown.text
        assert not shown.app.button


class TestSetback:
    OPEN, ANSWERED = "Bakslag att besvara", "Besvarade bakslag"

    def answer(self, app: AppTest, text: str = "Ny skola byggs; larmen räknas om.") -> None:
        fill(
            app,
            {"Svar": text, "Vilka svarar?": "Styrgruppen, möte 12", "Ditt namn": "Provskrivare"},
            "Spara svaret",
        )

    def test_it_stays_until_it_is_answered(self, worsened: Any) -> None:
        before = worsened.forms()
        assert self.OPEN in before.text
        assert self.ANSWERED not in worsened.open("faser").text
        self.answer(before.app)
        assert "Svaret är sparat" in before.app.success[0].value
        assert self.OPEN not in worsened.open().text
        shown = worsened.open("faser").text
        told = shown[shown.index(self.ANSWERED) :]
        assert "Ny skola byggs; larmen räknas om." in told
        assert "Styrgruppen, möte 12, 31 december 2024" in told
        assert "Provskrivare" in told

    def test_an_empty_answer_is_none(self, worsened: Any) -> None:
        app = worsened.forms().app
        self.answer(app, " \n")
        assert "Svar: Fältet är tomt. Fyll i det." in app.error[0].value
        assert self.OPEN in worsened.open().text

    def test_it_is_on_record_with_the_decision_that_it_is_measured_from(
        self, worsened: Any
    ) -> None:
        self.answer(worsened.forms().app)
        (kept,) = entries(worsened.site, EntryKind.ANSWER)
        assert (kept.area, kept.phase_since) == ("torget", date(2022, 3, 17))
        assert (kept.series.indicator, kept.series.area) == ("larm", "torget")

    def test_the_data_version_before_still_asks(self, worsened: Any) -> None:
        number = worsened.site.store.current()
        self.answer(worsened.forms().app)
        assert self.OPEN in worsened.open("", v="1", data=str(number)).text

    def test_a_renewed_decision_asks_nothing_but_a_phase_entered_anew_does(
        self, worsened: Any
    ) -> None:
        self.answer(worsened.forms().app)
        site = worsened.site

        def decide(phase: int, day: date) -> None:
            form = DecisionForm("torget", phase, day, day, "Styrgruppen", "Skäl.")
            record_decision(site, form, OWNER, based_on=site.store.current())

        decide(2, date(2022, 6, 1))
        assert self.OPEN not in worsened.open().text
        decide(1, date(2022, 6, 2))
        decide(2, date(2022, 6, 3))
        assert self.OPEN in worsened.open().text
        assert "Ny skola byggs" in worsened.open("faser").text  # the history is kept

    def test_the_public_is_not_told_that_nobody_has_answered(
        self, worsened: Any, monkeypatch: Any
    ) -> None:
        self.answer(worsened.forms().app)
        monkeypatch.setenv(OPEN_READ, "1")
        shown = worsened.open()
        assert "Bakslag sedan fasen beslutades" in shown.text
        assert self.OPEN not in shown.text
        assert "Ny skola" not in shown.text + worsened.open("faser").text


class TestFrozen:
    """«Underlaget som det såg ut då»."""

    def test_the_decision_shows_what_was_seen(self, shipped: Any) -> None:
        text = shipped.open("faser").text
        assert "Underlaget som det såg ut då" in text
        assert "Per den 17 mars 2022, dataversion" in text
        assert "Underlaget räckte inte för att säga något om fas 2." in text

    def test_its_bytes_can_be_taken_along(self, shipped: Any, ask: Any) -> None:
        (decision, *_) = [
            d
            for d in shipped.site.store.at().decisions(reader_for(OWNER))
            if d.phase == 2 and d.area_id == "gottsunda_valsatra"
        ]
        path = f"/fil/beslut/{decision.id}.json"
        assert path in shipped.open("faser").links
        answer = ask(path)
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("application/json")
        assert answer.body == shipped.site.store.blob(decision.frozen)
        frozen = json.loads(answer.body)
        assert (frozen["format"], frozen["reference_date"]) == (1, "2022-03-17")

    def test_the_public_gets_none_of_it(self, shipped: Any, ask: Any, open_read: None) -> None:
        (decision, *_) = shipped.site.store.at().decisions(reader_for(OWNER))
        answer = ask(f"/fil/beslut/{decision.id}.json")
        assert (answer.status, json.loads(answer.body)["code"]) == (404, "unknown_frozen")
        assert all(d.frozen is None for d in shipped.site.store.at().decisions(ANYONE))

    def test_an_unknown_decision_is_told_so(self, shipped: Any, ask: Any) -> None:
        assert json.loads(ask("/fil/beslut/0000.json").body)["code"] == "unknown_frozen"


def test_the_shipped_entries_are_marked_as_invented() -> None:
    folder = Path(__file__).parents[2] / "data" / "example" / "entries"
    for name in ("judgements.yaml", "notes.yaml"):
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count("- kind:") == text.count("fictional: true") > 0
