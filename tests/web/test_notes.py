"""The story behind a curve, and events on the axis: written and read on Målområden."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tracker.model.steering import EntryKind
from tracker.service.access import local_owner, reader_for
from tracker.service.programme import Site

pytestmark = pytest.mark.page

OWNER = local_owner("Prov Person")


def labelled(found: Any, label: str) -> Any:
    return next(one for one in found if one.label == label)


def entries(site: Site, kind: EntryKind) -> list[Any]:
    return [one.entry for one in site.store.at().entries(reader_for(OWNER), kind)]


def fill(app: AppTest, texts: dict[str, str], button: str) -> None:
    """Write texts by label, in fields of one line or of many, and press the button."""
    for label, text in texts.items():
        labelled([*app.text_area, *app.text_input], label).input(text)
    labelled(app.button, button).click().run()


class TestNote:
    SERIES = ("m4_tips", "gottsunda_valsatra")

    def write(self, app: AppTest, text: str, signed: str = "samordnaren") -> None:
        fill(app, {"Kommentar": text, "Undertecknas av (roll)": signed}, "Spara kommentaren")

    def opened(self, visitor: Any) -> Any:
        return visitor.forms("malomraden", v="1", serie=self.SERIES[0], omrade=self.SERIES[1])

    def test_it_stands_under_its_chart_signed_and_dated(self, own: Any) -> None:
        shown = self.opened(own)
        assert labelled(shown.app.selectbox, "Kurva").value == self.SERIES
        self.write(shown.app, "Tipsen kom när\nvägen gjordes om.")
        assert "Kommentaren är sparad: Tips om narkotika" in shown.app.success[0].value
        text = self.opened(own).text
        assert "Tipsen kom när vägen gjordes om. samordnaren, 31 december 2024" in text

    def test_an_edited_note_keeps_what_it_said(self, own: Any) -> None:
        shown = self.opened(own)
        labelled(shown.app.selectbox, "Ändra en tidigare kommentar").set_value("not-tips").run()
        assert labelled(shown.app.text_area, "Kommentar").value.startswith("Fler tips behöver")
        self.write(shown.app, "Fler tips säger inget om handeln.", "polisens analytiker")
        text = self.opened(own).text
        assert "Tidigare lydelse, 1 stycke" in text
        assert text.index("säger inget om handeln") < text.index("Fler tips behöver")
        history = own.site.store.at().entry_history(reader_for(OWNER), "not-tips")
        assert [h.version for h in history] == [1, 2]

    def test_a_withdrawn_note_leaves_the_page_and_stays_on_record(self, own: Any) -> None:
        shown = self.opened(own)
        labelled(shown.app.selectbox, "Ändra en tidigare kommentar").set_value("not-tips").run()
        box = next(b for b in shown.app.checkbox if b.label.startswith("Ta bort kommentaren"))
        box.check()
        labelled(shown.app.button, "Spara kommentaren").click().run()
        assert "Fler tips behöver" not in self.opened(own).text
        assert len(own.site.store.at().entry_history(reader_for(OWNER), "not-tips")) == 2

    def test_personal_data_and_blanks_are_refused(self, own: Any) -> None:
        before = own.site.store.current()
        app = self.opened(own).app
        self.write(app, "Enligt 811228-9874.", " ")
        assert "Kommentar: Här ser det ut att stå en personuppgift" not in app.error[0].value
        assert "Undertecknas av (roll): Fältet är tomt" in app.error[0].value
        self.write(app, "Enligt 811228-9874.")
        assert "Kommentar: Här ser det ut att stå en personuppgift" in app.error[0].value
        assert own.site.store.current() == before

    def test_the_public_reads_none(self, shipped: Any, open_read: None) -> None:
        shown = shipped.open("malomraden", v="1", mal="m4")
        assert "Berättelsen bakom kurvan" not in shown.text
        assert not shown.app.button


class TestEvent:
    def test_it_is_numbered_among_the_others_on_every_chart(self, own: Any) -> None:
        app = own.forms("malomraden", v="1", mal="m4").app
        labelled(app.date_input, "Händelsens dag").set_value(date(2022, 5, 2))
        fill(app, {"Händelse, med några få ord": "ny väg för tips"}, "Spara händelsen")
        assert "Händelsen är sparad: ny väg för tips." in app.success[0].value
        for goal in ("m4", "m1"):
            shown = own.open("malomraden", v="1", mal=goal)
            assert "6 ny väg för tips, maj 2022 · 7 våldsvåg, sep 2023" in shown.text
        (kept,) = entries(own.site, EntryKind.EVENT)
        assert (kept.on, kept.source) == (date(2022, 5, 2), None)

    def test_half_a_source_is_refused(self, own: Any) -> None:
        app = own.forms("malomraden").app
        fill(
            app,
            {"Händelse, med några få ord": "kort", "Källa: vem som uppger det": "Polisen"},
            "Spara händelsen",
        )
        assert "Källa: var det står: Fältet är tomt" in app.error[0].value
        assert entries(own.site, EntryKind.EVENT) == []
