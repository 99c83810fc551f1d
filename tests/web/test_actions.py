"""Åtgärder: what is done now, why now, what it makes possible; adding, editing, taking along."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tracker.model.steering import EntryKind
from tracker.service.access import local_owner, reader_for
from tracker.service.setup import prepare
from tracker.service.steering import read_actions_csv, to_csv

pytestmark = pytest.mark.page

READER = reader_for(local_owner(""))
EXAMPLE = "Ledd fritid tre kvällar i veckan"
SOURCED = "Polisen får direkt tillgång till kamerorna i Gottsunda centrum"


def labelled(found: Any, label: str) -> Any:
    return next(one for one in found if one.label == label)


def recorded(visitor: Any) -> dict[str, Any]:
    """The newest version of each action, by title."""
    entries = visitor.site.store.at().entries(READER, EntryKind.ACTION)
    return {one.entry.title: one for one in entries}


def choose(visitor: Any, app: AppTest, title: str) -> None:
    """Choose an action to edit; the form is filled with what it says."""
    found = recorded(visitor)[title].entry.id
    labelled(app.selectbox, "Vilken åtgärd?").set_value(found).run()


def save(app: AppTest) -> None:
    labelled(app.text_input, "Ditt namn").input("Provskrivare")
    labelled(app.button, "Spara åtgärden").click().run()


def section(shown: Any, id_: str) -> str:
    """The HTML of one action."""
    return str(shown.html.split(f'id="atgard-{id_}"')[1].split("</section>")[0])


class TestRead:
    @pytest.fixture
    def shown(self, shipped: Any) -> Any:
        return shipped.open("atgarder")

    def test_it_begins_with_what_it_answers(self, shown: Any) -> None:
        lead = "Vad görs nu, varför just nu, och vad gör det möjligt härnäst?"
        assert shown.text.index("Åtgärder") < shown.text.index(lead)
        assert "10 åtgärder pågår och 5 är planerade den 31 december 2024." in shown.text
        assert "2 är försenade." in shown.text

    def test_an_action_says_why_now_and_links_to_what_it_makes_possible(self, shown: Any) -> None:
        html = section(shown, "exempel_riktade_insatser")
        assert "Utan lugn där når inget annat fram." in html
        assert 'href="/atgarder#atgard-exempel_kvallsvandringar"' in html
        assert 'href="/atgarder#atgard-exempel_kartlaggning"' in html  # what it builds on
        assert "delvis som planerat" in html
        assert "14 maj 2020" in html

    def test_a_planned_action_says_what_it_waits_for_and_that_it_is_late(self, shown: Any) -> None:
        html = section(shown, "exempel_kontaktperson")
        assert "Väntar på" in html
        assert "Försenad: skulle ha börjat i oktober 2024" in html

    def test_lateness_is_judged_at_the_reference_date(self, shipped: Any) -> None:
        shown = shipped.open("atgarder", v="1", per="2024-06-30")
        assert "0 är försenade." in shown.text

    def test_what_is_invented_says_so_and_what_is_not_names_its_source(
        self, shown: Any, shipped: Any
    ) -> None:
        for action in (one.entry for one in recorded(shipped).values()):
            if action.fictional:
                assert "påhittat exempel" in section(shown, action.id)
            else:
                assert action.source
                assert action.source.title in shown.text

    def test_nothing_is_said_of_a_real_action_that_its_source_does_not_say(
        self, shown: Any, shipped: Any
    ) -> None:
        real = [one.entry for one in recorded(shipped).values() if not one.entry.fictional]
        assert [a.title for a in real if a.why_now or a.enables or a.phase or a.cause] == []
        row = [row for row in shown.rows if row[0] == SOURCED][-1]
        assert "Pågår situationell, från april 2021." in row[1]

    def test_a_dependency_can_be_read_in_the_table_of_the_timeline(self, shown: Any) -> None:
        assert shown.row("Gemensam kontroll av olovlig uthyrning") == [
            "Gemensam kontroll av olovlig uthyrning",
            "Fas 2",
            "från januari 2023",
            "Pågår",
            "En känd kontaktperson för varje gård",
        ]

    def test_gaps_and_mix(self, shown: Any) -> None:
        assert "Ingen åtgärd tjänar målområde 1: Minska antalet skjutningar" in shown.text
        assert f"{SOURCED} utan indikator" in shown.text
        row = shown.row("Bandstolsvägen")
        assert row[1:5] == ["Fas 1", "1", "0", "0"]
        assert "Ingen social åtgärd pågår." in row[5]

    def test_a_goal_chooses_its_actions(self, shipped: Any) -> None:
        shown = shipped.open("atgarder", v="1", mal="m6")
        assert "Målområde 6: Minska rekryteringen till kriminalitet" in shown.text
        assert "2 åtgärder tjänar målområdet." in shown.text
        assert 'id="atgard-exempel_ledd_fritid"' in shown.html
        assert 'id="atgard-exempel_uthyrning"' not in shown.html

    def test_a_goal_without_actions_says_so(self, shipped: Any) -> None:
        shown = shipped.open("atgarder", v="1", mal="m1")
        assert "0 åtgärder tjänar målområdet." in shown.text
        assert not shown.app.exception

    def test_in_english(self, shipped: Any) -> None:
        shown = shipped.open("atgarder", v="1", lang="en")
        assert "What is being done now, why now" in shown.text


class TestEdit:
    def test_a_new_action_is_on_the_page_and_on_record(self, own: Any) -> None:
        shown = own.forms("atgarder")
        app = shown.app
        labelled(app.text_input, "Åtgärd").input("Belysta gårdar")
        labelled(app.selectbox, "Typ").set_value("situational")
        labelled(app.selectbox, "Läge").set_value("planned")
        labelled(app.selectbox, "Ansvarig organisation").set_value("fastighetsagare")
        labelled(app.selectbox, "Fas som den hör till").set_value(2)
        labelled(app.date_input, "Börjar").set_value(date(2025, 3, 1))
        labelled(app.text_area, "Varför just nu?").input("Gården ska byggas om.")
        labelled(app.multiselect, "Målområden").set_value(["m2"])
        enabled = recorded(own)[EXAMPLE].entry.id
        labelled(app.multiselect, "Åtgärder som blir möjliga sedan").set_value([enabled])
        save(app)
        number = own.site.store.current()
        assert [box.value for box in app.error] == []
        assert [box.value for box in app.success] == [
            f"Åtgärden är sparad. Det blev dataversion {number}."
        ]
        made = recorded(own)["Belysta gårdar"]
        assert made.entry.why_now == "Gården ska byggas om."
        assert (made.entry.goals, made.entry.enables) == (("m2",), (enabled,))
        assert (made.entry.start, made.entry.end) == (date(2025, 3, 1), None)
        assert (made.version, made.based_on) == (1, number - 1)
        assert own.site.store.at().person_names()[made.recorded_by] == "Provskrivare"
        assert "Gården ska byggas om." in section(shown, made.entry.id)

    def test_what_is_missing_is_told_by_field_and_nothing_is_lost(self, own: Any) -> None:
        before = own.site.store.current()
        app = own.forms("atgarder").app
        labelled(app.text_area, "Varför just nu?").input("Gården ska byggas om.")
        save(app)
        (said,) = [box.value for box in app.error]
        faults = [line.removeprefix("- ") for line in said.splitlines() if line.startswith("- ")]
        assert [fault.split(":")[0] for fault in faults] == [
            "Åtgärd",
            "Typ",
            "Ansvarig organisation",
            "Läge",
        ]
        assert labelled(app.text_area, "Varför just nu?").value == "Gården ska byggas om."
        assert own.site.store.current() == before

    def test_an_action_that_ends_before_it_begins_is_refused(self, own: Any) -> None:
        app = own.forms("atgarder").app
        choose(own, app, EXAMPLE)
        labelled(app.date_input, "Slutar").set_value(date(2021, 1, 1))
        save(app)
        assert "Slutar: " in app.error[0].value
        assert recorded(own)[EXAMPLE].version == 1

    def test_an_edit_keeps_what_was_not_touched_and_the_version_before(self, own: Any) -> None:
        before = recorded(own)[EXAMPLE].entry
        shown = own.forms("atgarder")
        choose(own, shown.app, EXAMPLE)
        labelled(shown.app.selectbox, "Läge").set_value("done")
        told = labelled(shown.app.text_area, "Vad har hänt sedan sist? (läggs till)")
        told.input("Tre kvällar från mars.")
        save(shown.app)
        now = recorded(own)[EXAMPLE]
        untouched = before.model_copy(
            update={"status": now.entry.status, "updates": now.entry.updates}
        )
        assert now.entry == untouched
        assert (now.version, now.entry.status) == (2, "done")
        assert now.entry.updates[:-1] == before.updates
        assert now.entry.updates[-1].text == "Tre kvällar från mars."
        html = section(shown, before.id)
        assert "Visa 1 tidigare lydelse" in html
        assert "Version 1, " in html
        assert "Läge: Pågår" in html

    def test_what_is_taken_out_leaves_the_page_and_can_be_put_back(self, own: Any) -> None:
        shown = own.forms("atgarder")
        choose(own, shown.app, EXAMPLE)
        out = "Ta bort ur planen (finns kvar i historiken)"
        labelled(shown.app.checkbox, out).check()
        save(shown.app)
        id_ = recorded(own)[EXAMPLE].entry.id
        assert f'id="atgard-{id_}"' not in shown.html
        choose(own, shown.app, EXAMPLE)
        labelled(shown.app.checkbox, out).uncheck()
        save(shown.app)
        assert f'id="atgard-{id_}"' in shown.html

    def test_what_somebody_else_wrote_meanwhile_is_not_overwritten_unseen(self, own: Any) -> None:
        mine, theirs = own.forms("atgarder").app, own.forms("atgarder").app
        for app, said in ((theirs, "Deras skäl."), (mine, "Mina skäl.")):
            choose(own, app, EXAMPLE)
            labelled(app.text_area, "Varför just nu?").input(said)
        save(theirs)
        save(mine)
        assert recorded(own)[EXAMPLE].entry.why_now == "Deras skäl."
        assert len(mine.error) == 1
        assert labelled(mine.text_area, "Varför just nu?").value == "Mina skäl."
        save(mine)  # now with theirs on the page
        assert recorded(own)[EXAMPLE].entry.why_now == "Mina skäl."


class TestFile:
    def load(self, app: AppTest, data: bytes) -> None:
        app.file_uploader[0].set_value(("atgarder.csv", data, "text/csv"))
        labelled(app.button, "Läs in filen").click().run()

    def test_what_is_taken_along_and_changed_comes_back(self, own: Any) -> None:
        old = recorded(own)[EXAMPLE].entry
        new = old.model_copy(update={"title": "Ledd fritid varje kväll"})
        app = own.forms("atgarder").app
        self.load(app, to_csv([new]))
        number = own.site.store.current()
        assert [box.value for box in app.success] == [
            f"1 åtgärd är inläst. Det blev dataversion {number}."
        ]
        assert recorded(own)["Ledd fritid varje kväll"].version == 2

    def test_every_fault_is_told_by_row_and_nothing_is_stored(self, own: Any) -> None:
        before = own.site.store.current()
        good = to_csv([recorded(own)[EXAMPLE].entry]).decode("utf-8-sig")
        bad = good.replace("pågår", "kanske").replace("2022-09-01", "i höstas")
        shown = own.forms("atgarder")
        self.load(shown.app, bad.encode())
        assert "Filen har 2 fel. Inget är sparat." in shown.app.error[0].value
        assert shown.row("rad 2, status")[1]
        assert shown.row("rad 2, start")[1]
        assert own.site.store.current() == before

    def test_a_file_does_not_overwrite_what_somebody_else_wrote_meanwhile(self, own: Any) -> None:
        mine, theirs = own.forms("atgarder").app, own.forms("atgarder").app
        old = recorded(own)[EXAMPLE].entry
        choose(own, theirs, EXAMPLE)
        labelled(theirs.text_area, "Varför just nu?").input("Deras skäl.")
        save(theirs)
        self.load(mine, to_csv([old.model_copy(update={"why_now": "Filens skäl."})]))
        assert len(mine.error) == 1
        assert recorded(own)[EXAMPLE].entry.why_now == "Deras skäl."

    def test_without_a_file_it_asks_for_one(self, own: Any) -> None:
        app = own.forms("atgarder").app
        labelled(app.button, "Läs in filen").click().run()
        assert [box.value for box in app.error] == ["Välj en fil först."]


class TestWithoutRights:
    @pytest.mark.usefixtures("open_read")
    def test_the_public_reads_and_has_no_form(self, shipped: Any) -> None:
        shown = shipped.open("atgarder")
        assert "Utan lugn där når inget annat fram." in shown.text
        assert not shown.app.button
        assert not shown.app.get("file_uploader")
        assert "Lägg till eller ändra" not in shown.text

    def test_an_older_version_has_no_form(self, shipped: Any) -> None:
        older = str(shipped.site.store.current() - 1)
        shown = shipped.open("atgarder", v="1", data=older)
        assert not [b for b in shown.app.button if b.label == "Spara åtgärden"]

    def test_without_actions_it_says_so(self, bare: Any, visit: Any) -> None:
        visitor = visit(bare)
        prepare(visitor.site, local_owner(""), with_data=False)
        shown = visitor.open("atgarder")
        assert "Inga åtgärder är inlagda." in shown.text
        assert not shown.app.exception


def test_the_file_is_made_for_who_asks(shipped: Any, ask: Any, monkeypatch: Any) -> None:
    shown = shipped.open("atgarder")
    assert not shown.app.get("download_button")  # which anyone with its address may fetch
    (address,) = [one for one in shown.links if one.startswith("/fil/atgarder.csv")]
    answer = ask(address)
    assert answer.headers["cache-control"] == "no-store"
    version = shipped.site.store.current()
    assert f"atgarder-v{version}.csv" in answer.headers["content-disposition"]
    kept = shipped.site.store.at().entries(READER, EntryKind.ACTION)
    back = {one.id for one in read_actions_csv(answer.body)}
    assert back == {one.entry.id for one in kept}
