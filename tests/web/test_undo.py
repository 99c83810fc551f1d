"""Ladda upp: a reading that takes time, a file that is not one's own, a form, and undo."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tracker.model.access import Actor, Role
from tracker.model.records import Provenance
from tracker.service.access import local_owner, reader_for
from tracker.service.uploads import accept, new_draft, read_draft

pytestmark = pytest.mark.page

OWNER = local_owner("Prov Person")
HEADER = "indikator;område;period;värde\n"
PEOPLE = "bakgrund_folkmangd;uppsala_kommun;{}-12-31;{}\n"


def labelled(found: Any, label: str) -> Any:
    return next(one for one in found if one.label == label)


def bring(visitor: Any, *rows: tuple[int, int], name: str = "folk.csv", **more: Any) -> Any:
    data = (HEADER + "".join(PEOPLE.format(*row) for row in rows)).encode()
    draft = new_draft(visitor.site, data, name, OWNER)
    read_draft(visitor.site, draft, reader_for(OWNER))
    if more.pop("only_draft", False):
        return draft
    return accept(visitor.site, draft, Provenance(publisher="SCB", title="Folk"), OWNER, **more)


def with_state(visitor: Any, **state: Any) -> AppTest:
    app = visitor.open("ladda-upp").app
    for key, value in state.items():
        app.session_state[key] = value
    return app.run()


def said(app: AppTest) -> str:
    return " ".join([*(m.value for m in app.markdown), *(e.value for e in app.error)])


class TestUndo:
    def test_from_the_list_to_the_record(self, own: Any) -> None:
        given = bring(own, (2019, 999))
        number = own.site.store.current()
        app = with_state(own, undoing=given.upload.id)
        assert "Ångra folk.csv" in said(app)
        assert "230 767" in said(app).replace("\u00a0", " ")  # what comes back
        labelled(app.text_area, "Varför ångras filen?").input("Fel år.")
        labelled(app.text_input, "Ditt namn").input("Anna")
        labelled(app.button, "Ångra uppladdningen").click().run()
        assert app.success[0].value == f"folk.csv är ångrad. Dataversion {number + 1} gäller."
        [told] = own.site.store.at().withdrawals(reader_for(OWNER))
        assert (told.reason, told.upload) == ("Fel år.", given.upload.id)
        data = own.open("data").text
        assert "folk.csv ångrades: Fel år." in data

    def test_without_a_reason_nothing_is_done_and_nothing_written_is_lost(self, own: Any) -> None:
        given = bring(own, (2019, 999))
        number = own.site.store.current()
        app = with_state(own, undoing=given.upload.id)
        labelled(app.text_input, "Ditt namn").input("Anna")
        labelled(app.button, "Ångra uppladdningen").click().run()
        assert "Skälet saknas" in app.error[0].value
        assert labelled(app.text_input, "Ditt namn").value == "Anna"
        assert own.site.store.current() == number

    def test_what_moved_meanwhile_is_shown_before_it_can_be_done(self, own: Any) -> None:
        given = bring(own, (2019, 999))
        app = with_state(own, undoing=given.upload.id)
        bring(own, (2019, 111), name="annan.csv")
        number = own.site.store.current()
        labelled(app.text_area, "Varför ångras filen?").input("Fel.")
        labelled(app.button, "Ångra uppladdningen").click().run()
        assert "har ändrats efter dataversion" in app.error[0].value
        assert "Inget värde ändras" in said(app)
        assert own.site.store.current() == number
        labelled(app.button, "Ångra uppladdningen").click().run()
        assert "är ångrad" in app.success[0].value

    def test_one_that_is_gone_already_is_told(self, own: Any) -> None:
        app = with_state(own, undoing="0" * 16)
        assert "Det finns ingen uppladdning" in app.error[0].value
        labelled(app.button, "Låt filen vara kvar").click().run()
        assert not app.error


class TestPreview:
    def test_what_the_file_lacks_goes_only_when_it_is_complete(self, own: Any) -> None:
        draft = bring(own, (2018, 225164), (2020, 1), only_draft=True)
        app = with_state(own, draft=draft)
        assert "Finns i Fasläget men inte i filen" in said(app)
        labelled(app.checkbox, "Leveransen är komplett: ta bort det värde som saknas i filen")
        app.checkbox[0].check().run()
        labelled(app.text_input, "Vem har tagit fram siffrorna?").input("SCB")
        labelled(app.button, "Ta emot filen").click().run()
        assert "1 värde som saknades i filen togs bort" in said(app)

    def test_verdicts_that_turn_stand_before_and_after(self, own: Any) -> None:
        data = (HEADER + "m1_skjutningar;gottsunda_valsatra;2024-11;3\n").encode()
        draft = new_draft(own.site, data, "skott.csv", OWNER)
        read_draft(own.site, draft, reader_for(OWNER))
        app = with_state(own, draft=draft)
        assert "Omdömen som får ett annat ord" in said(app)
        assert "Ingen säkerställd förändring" in said(app)
        assert "<b>Underlag saknas</b>" in said(app)  # the invented values would be replaced


class TestReading:
    def test_what_takes_long_says_how_far_it_has_come_and_can_be_stopped(self, own: Any) -> None:
        draft = new_draft(own.site, HEADER.encode(), "stor.csv", OWNER)
        folder = own.site.store.drafts.path(draft)
        about = (folder / "draft.json").read_text().replace("T10:", "T09:")
        (folder / "draft.json").write_text(about)  # received an hour ago, and not read yet
        app = with_state(own, draft=draft)
        assert "Läsningen startar. Ungefär 0 procent är klart." in said(app)
        labelled(app.button, "Avbryt läsningen").click().run()
        assert own.site.store.drafts.list() == ()
        assert app.get("file_uploader")

    def test_what_is_quick_is_only_waited_for(self, own: Any) -> None:
        draft = new_draft(own.site, HEADER.encode(), "liten.csv", OWNER)
        app = with_state(own, draft=draft)
        assert "procent" not in said(app)
        assert not [b for b in app.button if b.label == "Avbryt läsningen"]

    def test_another_organisations_file_is_not_shown_but_can_be_dropped(
        self, own: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        draft = bring(own, (2019, 999), only_draft=True)
        stranger = Actor("per", "Per", Role.ANALYST, frozenset({"ingen"}))
        for module in ("frame", "app_pages.upload"):
            monkeypatch.setattr(
                f"tracker.web.{module}.current_actor", lambda: stranger, raising=False
            )
        app = with_state(own, draft=draft)
        assert "som du inte hör till" in app.error[0].value
        assert "999" not in said(app)
        labelled(app.button, "Välj en annan fil").click().run()
        assert own.site.store.drafts.list() == ()
