"""Medborgarlöften: the chain of each promise, its gaps in words, and writing one."""

import re
from datetime import date
from typing import Any

import pytest

from tracker.model.steering import Dialogue, EntryKind, Promise
from tracker.service.access import local_owner, reader_for
from tracker.service.steering import record_entries

pytestmark = pytest.mark.page

OWNER = local_owner("")
PAGE = "medborgarloften"
GOTTSUNDA = "lofte_gottsunda_valsatra_2019"
LINKS = [
    "Medborgardialog",
    "Gemensam lägesbild",
    "Fokusområden",
    "Löftet",
    "Det som gjordes",
    "Uppföljning",
    "Återkoppling",
]


def labelled(found: Any, label: str) -> Any:
    return next(one for one in found if one.label == label)


def section(shown: Any, id_: str) -> str:
    """What can be read of one promise or agreement."""
    html = re.search(rf'<section id="{id_}".*?</section>', shown.html).group()
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def choose(app: Any, what: str) -> Any:
    return labelled(app.selectbox, "Vad vill du skriva?").select(what).run()


def save(app: Any) -> None:
    labelled(app.button, "Spara").click().run()


def promise_of(site: Any, id_: str) -> Any:
    entries = site.store.at().entries(reader_for(OWNER), EntryKind.PROMISE)
    return next(r.entry for r in entries if r.entry.id == id_)


class TestShipped:
    @pytest.fixture
    def shown(self, shipped: Any) -> Any:
        return shipped.open(PAGE)

    def test_the_lead_counts_the_areas_own_and_nothing_else(self, shown: Any) -> None:
        assert "Satsningens områden har ett medborgarlöfte, och det är avslutat." in shown.text
        assert "4 led i kedjan från dialog till återkoppling saknar uppgifter." in shown.text

    def test_gottsunda_from_dialogue_to_outcome(self, shown: Any) -> None:
        said = section(shown, GOTTSUNDA)
        places = [said.index(f"{link} ") for link in LINKS]
        assert places == sorted(places)
        assert "Avslutat · Gottsunda/Valsätra · 2019–2020" in said
        assert "november 2018" in said
        assert "953 personer svarade" in said
        assert "44 procent ville att trasiga saker lagas." in said
        assert "Lydelsen är inte inlagd." in said
        assert "Gällde till och med 2020." in said
        assert "anmälda brott hade minskat 2019–2020. Någon siffra anges inte." in said
        assert "Polisen: Brottsförebyggande samverkan gör skillnad" in said

    def test_resecentrum_stands_apart_and_goes_on_by_its_source(self, shown: Any) -> None:
        apart = shown.text.index("Övriga löften i kommunen")
        assert apart < shown.text.index("Medborgarlöfte Resecentrum")
        assert shown.text.index("Medborgarlöfte Gottsunda/Valsätra") < apart
        said = section(shown, "lofte_resecentrum")
        assert "Pågår enligt källan" in said
        assert "september 2019" in said
        assert "Inte inlagt än. Löftet är inte avslutat." in said
        assert "Gottsunda" not in said

    def test_the_agreement_and_the_one_goal_that_its_text_names(self, shown: Any) -> None:
        said = section(shown, "overenskommelse_2020_2023")
        assert "Samverkansöverenskommelse för minskad brottslighet 2020–2023" in said
        assert "Nolltolerans mot brott och ett tryggare Uppsala." in said
        assert said.count("Nämner samma sak som") == 1
        assert "målområde 4: Nolltolerans mot narkotikaförsäljning" in said
        assert any("malomraden" in link and "mal=m4" in link for link in shown.links)

    def test_nothing_of_it_is_invented(self, shown: Any) -> None:
        assert 'class="fict"' not in re.sub(r"<header.*?</header>", "", shown.html)

    def test_it_is_there_in_english(self, shipped: Any) -> None:
        text = shipped.open(PAGE, v="1", lang="en").text
        assert "one promise to citizens, which has ended" in text
        assert "The wording has not been entered." in text

    @pytest.mark.usefixtures("open_read")
    def test_the_public_reads_it_and_writes_nothing(self, shipped: Any) -> None:
        shown = shipped.open(PAGE)
        assert "Lydelsen är inte inlagd." in shown.text
        assert list(shown.app.selectbox) == []


class TestANewPromise:
    @pytest.fixture
    def shown(self, own: Any) -> Any:
        return own.forms(PAGE)

    def fill(self, app: Any) -> None:
        labelled(app.text_input, "Namn").input("Löfte om torget")
        labelled(app.text_input, "Plats").input("Torget")
        labelled(app.radio, "Läge").set_value("ongoing")
        labelled(app.text_area, "Löftets lydelse").input("Vi är på torget varje kväll.")
        labelled(app.text_area, "Fokusområden (en sak på varje rad)").input("Ljus\n\n Närvaro ")
        labelled(app.text_input, "Gäller").input("2023-2024")
        labelled(app.text_input, "Ditt namn").input("Provskrivare")

    def test_it_is_on_the_page_and_in_the_record(self, shown: Any, own: Any) -> None:
        self.fill(shown.app)
        before = own.site.store.current()
        save(shown.app)
        assert [box.value for box in shown.app.success] == [
            f"Sparat: Löfte om torget. Det blev dataversion {before + 1}."
        ]
        assert "2 medborgarlöften: 1 pågår, 1 är avslutat" in shown.text
        assert "Vi är på torget varje kväll." in shown.text
        [recorded] = [
            r
            for r in own.site.store.at().entries(reader_for(OWNER), EntryKind.PROMISE)
            if r.entry.name == "Löfte om torget"
        ]
        assert recorded.entry.focus == ("Ljus", "Närvaro")
        assert recorded.entry.area == "gottsunda_valsatra"
        assert recorded.based_on == before
        assert own.site.store.at().person_names()[recorded.recorded_by] == "Provskrivare"

    @pytest.mark.parametrize(
        ("label", "written", "said"),
        [
            ("Namn", "", "Namn: Fältet är tomt. Fyll i det."),
            ("Gäller", "förra året", "Gäller: Det som står här går inte att använda i fältet."),
            ("Plats", "ring 070-123 45 67", "Plats: Här ser det ut att stå en personuppgift"),
        ],
    )
    def test_what_is_refused_is_told_by_its_label_and_not_lost(
        self, shown: Any, own: Any, label: str, written: str, said: str
    ) -> None:
        self.fill(shown.app)
        labelled(shown.app.text_input, label).input(written)
        before = own.site.store.current()
        save(shown.app)
        assert said in shown.text
        assert own.site.store.current() == before
        kept = labelled(shown.app.text_area, "Löftets lydelse").value
        assert kept == "Vi är på torget varje kväll."

    def test_a_time_that_ran_out_is_told(self, own: Any) -> None:
        promise = Promise(
            id="gammalt", name="Gammalt", area="bandstolsvagen", place="Här", status="ongoing",
            years="2022",
        )  # fmt: skip
        record_entries(own.site, [promise], OWNER, based_on=own.site.store.current())
        said = section(own.open(PAGE), "gammalt")
        assert "Löftets tid gick ut den 31 december 2022, men det är inte avslutat här." in said


class TestChanging:
    NAME = "Ändra löftet: Medborgarlöfte Gottsunda/Valsätra"

    def test_the_form_holds_what_is_on_record(self, own: Any) -> None:
        app = choose(own.forms(PAGE).app, self.NAME)
        assert labelled(app.text_input, "Namn").value == "Medborgarlöfte Gottsunda/Valsätra"
        assert labelled(app.text_input, "Gäller").value == "2019-2020"
        assert labelled(app.radio, "Läge").value == "ended"
        signed = labelled(app.text_area, "Undertecknat av (en sak på varje rad)").value
        assert signed == "Uppsala kommun och polisen"
        assert labelled(app.text_input, "När det undertecknades").value == "2019-03"

    def test_saving_untouched_changes_nothing(self, own: Any) -> None:
        before = promise_of(own.site, GOTTSUNDA)
        app = choose(own.forms(PAGE).app, self.NAME)
        save(app)
        assert promise_of(own.site, GOTTSUNDA) == before

    def test_the_wording_comes_in_and_the_earlier_version_is_folded(self, own: Any) -> None:
        shown = own.forms(PAGE)
        app = choose(shown.app, self.NAME)
        labelled(app.text_area, "Löftets lydelse").input("Vi lagar det som är trasigt.")
        labelled(app.text_input, "Ditt namn").input("Provskrivare")
        save(app)
        said = section(shown, GOTTSUNDA)
        assert "Vi lagar det som är trasigt." in said
        assert "1 tidigare version" in said
        assert "Löftets lydelse inte inlagt" in said
        assert "Version 1," in said
        older = own.open(PAGE, v="1", data=str(own.site.store.current() - 1))
        assert "Vi lagar det som är trasigt." not in older.text

    def test_what_somebody_else_writes_meanwhile_is_not_overwritten_unseen(self, own: Any) -> None:
        mine = own.forms(PAGE)
        app = choose(mine.app, self.NAME)
        before = promise_of(own.site, GOTTSUNDA)
        theirs = before.model_copy(update={"wording": "Deras lydelse."})
        record_entries(own.site, [theirs], OWNER, based_on=own.site.store.current())
        labelled(app.text_area, "Löftets lydelse").input("Min lydelse.")
        save(app)
        assert len(app.error) == 1
        assert promise_of(own.site, GOTTSUNDA) == theirs
        assert labelled(app.text_area, "Löftets lydelse").value == "Min lydelse."
        assert "Deras lydelse." in section(mine, GOTTSUNDA)

    def test_withdrawn_is_kept_and_not_shown(self, own: Any) -> None:
        shown = own.forms(PAGE)
        app = choose(shown.app, self.NAME)
        next(b for b in app.checkbox if b.label.startswith("Dra tillbaka")).check()
        save(app)
        assert "Inget medborgarlöfte är inlagt för satsningens områden." in shown.text
        assert promise_of(own.site, GOTTSUNDA).withdrawn
        options = labelled(shown.app.selectbox, "Vad vill du skriva?").options
        assert f"{self.NAME} (tillbakadragen)" in options


def test_a_new_dialogue_without_a_promise_has_its_place(own: Any) -> None:
    shown = own.forms(PAGE)
    app = choose(shown.app, "En ny dialog")
    labelled(app.text_input, "Namn").input("Samtal i centrum")
    labelled(app.text_input, "Plats").input("Gottsunda centrum")
    labelled(app.text_input, "Form").input("Öppen träff")
    labelled(app.text_input, "När").input("2024-02-14")
    labelled(app.number_input, "Antal som svarade").set_value(40)
    labelled(app.text_area, "Vad de sa (en sak på varje rad)").input("Mörkt vid hållplatsen")
    save(app)
    apart = shown.text.index("Dialoger som inget löfte hänvisar till")
    assert apart < shown.text.index("Samtal i centrum")
    assert "14 februari 2024" in shown.text
    [dialogue] = [
        r.entry
        for r in own.site.store.at().entries(reader_for(OWNER), EntryKind.DIALOGUE)
        if isinstance(r.entry, Dialogue) and r.entry.name == "Samtal i centrum"
    ]
    assert (dialogue.people, dialogue.held.start) == (40, date(2024, 2, 14))


def test_what_people_write_is_text_and_an_address_is_only_a_link_when_it_is_one(own: Any) -> None:
    promise = Promise(
        id="skadligt", name="<b>x</b><script>alert(1)</script>", place="Här", status="ended",
        source={"title": "t", "publisher": "p", "url": "javascript:alert(1)"},
    )  # fmt: skip
    record_entries(own.site, [promise], OWNER, based_on=own.site.store.current())
    html = own.open(PAGE).html
    assert "<script>" not in html
    assert 'href="javascript' not in html
