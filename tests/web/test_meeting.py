"""Styrgruppsmöte: the next meeting's agenda, what is new, recording a meeting, those before."""

import re
from datetime import date
from typing import Any

import pytest

from tracker.model.records import Provenance
from tracker.model.steering import ActionStatus, EntryKind, Meeting, SteeringAction
from tracker.service.access import local_owner, reader_for
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.steering import record_entries
from tracker.service.uploads import accept, new_draft, read_draft
from tracker.web.site import OPEN_READ

pytestmark = pytest.mark.page

PAGE = "styrgruppsmote"
OWNER = local_owner("Provskrivare")
MINUTES = "Kommunen tar fram en plan.\nDen läggs fram i maj."
FIRES = "m2_brander_stenkastning"


def labelled(found: Any, label: str) -> Any:
    return next(one for one in found if one.label.startswith(label))


def points(shown: Any) -> list[str]:
    """What can be read of each point of the agenda."""
    lists = re.findall(r'<ol start="\d+">(.*?)</ol>', shown.html)
    items = [item for listed in lists for item in re.findall(r"<li.*?</li>", listed)]
    return [" ".join(re.sub(r"<[^>]*>", " ", item).split()) for item in items]


def since(shown: Any) -> str:
    """What can be read under «Sedan förra mötet»."""
    html = shown.html[shown.html.index('<div id="sedan">') :]
    html = html[: html.index("Tidigare möten")]
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def recorded(site: Any, name: str) -> Any:
    entries = site.store.at().entries(reader_for(OWNER), EntryKind.MEETING)
    return next(one for one in entries if one.entry.name == name)


def write(site: Any, *entries: Any) -> int:
    return int(record_entries(site, entries, OWNER, based_on=site.store.current()).number)


def held(**changed: Any) -> Meeting:
    fields = {
        "id": "mote_nytt",
        "name": "Möte 30",
        "held_on": date(2026, 1, 15),
        "participants": ("ordförande",),
        **changed,
    }
    return Meeting(**fields)


def deliver(site: Any, *rows: str) -> None:
    data = "indikator;område;period;värde\n" + "\n".join(rows)
    draft = new_draft(site, data.encode(), "ny.csv", OWNER)
    read_draft(site, draft, reader_for(OWNER))
    origin = Provenance(publisher="Räddningstjänsten", title="Bränder", fictional=True)
    accept(site, draft, origin, OWNER)


class TestShipped:
    @pytest.fixture
    def shown(self, shipped: Any) -> Any:
        return shipped.open(PAGE)

    def test_the_lead_says_what_to_take_a_stand_on(self, shown: Any) -> None:
        asked = "fasen för Gottsunda/Valsätra, Bandstolsvägen och Gottsunda centrum"
        assert f"Mötet ska ta ställning till {asked}." in shown.text

    @pytest.mark.parametrize(
        ("what", "why"),
        [
            ("Pröva fasen för Bandstolsvägen", "Fas 1 skulle prövas igen senast 30 november 2024."),
            ("Besluta om en fas för Gottsunda centrum", "Ingen fas är beslutad."),
            ("Åtgärd efter sin tid: Ledd fritid", "Skulle vara klar 30 juni 2024 men pågår."),
            ("Åtgärd efter sin tid: En känd", "Skulle börja 1 oktober 2024 men är inte påbörjad."),
            ("Sent underlag från Polisen", "dagar sen"),
        ],
    )
    def test_each_point_says_why_it_is_there_and_where_to_go(
        self, shown: Any, what: str, why: str
    ) -> None:
        [point] = [one for one in points(shown) if one.startswith(what)]
        assert why in point
        assert re.search(r"(Faser|Visa \w+)$", point)

    def test_points_are_numbered_throughout(self, shown: Any) -> None:
        starts = [int(n) for n in re.findall(r'<ol start="(\d+)">', shown.html)]
        counts = [x.count("<li") for x in re.findall(r"<ol start.*?</ol>", shown.html)]
        assert starts == [1 + sum(counts[:i]) for i in range(len(counts))]

    def test_a_point_that_rests_on_something_invented_says_so(self, shown: Any) -> None:
        marked = {one.split(" påhittat")[0]: "påhittat exempel" in one for one in points(shown)}
        assert marked["Pröva fasen för Bandstolsvägen ·"]
        assert not any(m for one, m in marked.items() if one.startswith("Besluta om en fas"))

    def test_an_unknown_version_is_said_with_the_one_that_is_counted_from(self, shown: Any) -> None:
        assert re.search(
            r"Möte 24, 10 oktober 2024\. Vilken dataversion det såg är inte inlagt\. "
            r"Det som är nytt räknas därför från dataversion \d+, som gällde",
            since(shown),
        )

    def test_earlier_meetings_stand_with_minutes_decisions_and_roles(self, shown: Any) -> None:
        names = re.findall(r"<summary>(Möte[^<]*)</summary>", shown.html)
        assert names == [
            "Möte 24, 10 oktober 2024 · påhittat exempel",
            "Möte 21, 16 november 2023 · påhittat exempel",
            "Möte 14, 17 mars 2022 · påhittat exempel",
        ]
        [fold] = re.findall(r'<details class="fold" id="exempel_mote_21">.*?</details>', shown.html)
        assert "Bandstolsvägen: fas 1 från den 16 november 2023" in fold
        assert "lokalpolisområdeschef" in fold
        assert "gå tillbaka till fas 1" in fold

    def test_at_an_earlier_date_the_meeting_before_it_is_the_last(self, shipped: Any) -> None:
        shown = shipped.open(PAGE, v="1", per="2024-01-31")
        assert "Förra mötet var Möte 21" in since(shown)
        assert "Möte 24" not in shown.html[: shown.html.index("Tidigare möten")]

    def test_it_is_not_for_the_public(self, shipped: Any, open_read: None) -> None:
        shown = shipped.open(PAGE)
        assert shown.titles == ["Styrgruppsmöte"]
        assert "visas inte i öppen läsning" in shown.text
        assert "Möte 24" not in shown.sent
        assert not shown.app.text_area

    def test_it_reads_in_english(self, shipped: Any) -> None:
        shown = shipped.open(PAGE, v="1", lang="en")
        assert "Try the phase of Bandstolsvägen" in shown.text
        assert not shown.app.exception


class TestSinceTheLastMeeting:
    def test_values_verdicts_decisions_actions_and_notes_are_counted_from_what_it_saw(
        self, own: Any
    ) -> None:
        before = own.site.store.current()
        write(own.site, held(seen=before))
        assert f"Det såg dataversion {before}" in since(own.open(PAGE))
        assert "Inget har ändrats sedan dess." in since(own.open(PAGE))

        thirds = [f"{year}T{third}" for year in (2023, 2024) for third in (1, 2, 3)]
        deliver(own.site, *(f"{FIRES};gottsunda_valsatra;{third};70" for third in thirds))
        action = next(
            one.entry
            for one in own.site.store.at().entries(reader_for(OWNER), EntryKind.ACTION)
            if one.entry.id == "exempel_ledd_fritid"
        )
        assert isinstance(action, SteeringAction)
        write(own.site, action.model_copy(update={"status": ActionStatus.DONE}))
        day = date(2024, 12, 1)
        form = DecisionForm("gottsunda_centrum", 1, day, day, "styrgruppen", "S", despite="D")
        record_decision(own.site, form, OWNER, based_on=own.site.store.current())

        shown = own.open(PAGE)
        said = since(shown)
        assert "Gottsunda centrum: fas 1 från den 1 december 2024" in said
        assert "Ledd fritid tre kvällar i veckan (Avslutad), förut «Pågår»" in said
        assert re.search(r"Omdömen .* Var «[^»]+», är nu «[^»]+»\.", said)
        assert re.search(r"Värden .* Anlagda bränder.* 2024", said)
        listed = points(shown)
        assert not [one for one in listed if one.startswith("Nytt omdöme: Anlagda bränder")]
        assert [one for one in listed if one.startswith("Besvara bakslaget: Anlagda bränder")]
        assert "2 saker är inlagda sedan förra mötet Se listan" in listed
        assert not [one for one in listed if "Ledd fritid" in one]

    def test_many_late_actions_do_not_fill_the_agenda(self, own: Any) -> None:
        late = {
            "type": "social",
            "owner_organisation": "uppsala_kommun",
            "status": "ongoing",
            "end": date(2022, 1, 1),
        }
        write(
            own.site, *(SteeringAction(id=f"sen_{n}", title=f"Sen {n}", **late) for n in range(9))
        )
        listed = [one for one in points(own.open(PAGE)) if "efter sin tid" in one]
        assert len(listed) == 6
        assert listed[0].startswith("Åtgärd efter sin tid: Sen 0 Skulle vara klar 1 januari 2022")
        assert listed[5] == "6 åtgärder till efter sin tid Visa åtgärderna"

    def test_without_any_meeting_there_is_nothing_to_compare_with(self, own: Any) -> None:
        entries = own.site.store.at().entries(reader_for(OWNER), EntryKind.MEETING)
        write(own.site, *(one.entry.model_copy(update={"withdrawn": True}) for one in entries))
        shown = own.open(PAGE)
        assert "Inget möte är inlagt än, så det finns inget att jämföra med." in since(shown)
        assert "Tidigare möten Inget möte är inlagt än." in shown.text


class TestRecording:
    @pytest.fixture
    def fill(self) -> Any:
        def fill(app: Any, **changed: Any) -> None:
            given = {
                "held_on": date(2025, 2, 6),
                "participants": "ordförande\n\n  sekreterare ",
                "points": "Sommaren",
                "minutes": MINUTES,
                **changed,
            }
            labelled(app.date_input, "Mötesdag").set_value(given["held_on"])
            labelled(app.text_area, "Deltagare").input(given["participants"])
            labelled(app.text_area, "Egna punkter").input(given["points"])
            labelled(app.text_area, "Protokoll").input(given["minutes"])
            labelled(app.text_input, "Vem lägger in mötet?").input("Provskrivare")
            labelled(app.button, "Spara mötet").click().run()

        return fill

    def test_it_is_saved_with_the_version_that_was_seen(self, own: Any, fill: Any) -> None:
        shown = own.forms(PAGE)
        seen = own.site.store.current()
        write(own.site, held(held_on=date(2024, 11, 1)))  # somebody else, meanwhile
        fill(shown.app)
        number = own.site.store.current()
        assert [box.value for box in shown.app.success] == [
            f"Mötet är sparat: Möte 25. Det blev dataversion {number}."
        ]
        kept = recorded(own.site, "Möte 25")
        assert kept.entry.seen == kept.based_on == seen
        assert kept.entry.participants == ("ordförande", "sekreterare")
        assert (kept.entry.points, kept.entry.minutes) == (("Sommaren",), MINUTES)
        assert kept.entry.held_on == date(2025, 2, 6)
        assert own.site.store.at().person_names()[kept.recorded_by] == "Provskrivare"
        assert "Den läggs fram i maj." in shown.text
        assert f"Förra mötet var Möte 25, 6 februari 2025. Det såg dataversion {seen}" in since(
            shown
        )
        assert labelled(shown.app.text_input, "Mötets namn").value == "Möte 26"
        assert labelled(shown.app.text_area, "Protokoll").value == ""

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"participants": " \n "}, "Mötet har inga deltagare."),
            ({"held_on": date(2027, 1, 1)}, "Mötesdag: Dagen 2027-01-01 har inte varit än"),
            ({"held_on": date(2019, 6, 10)}, "är före satsningens början, 2019-06-11."),
            ({"minutes": "Ring 070-123 45 67."}, "Protokoll: Här ser det ut att stå en person"),
        ],
        ids=["nobody came", "in the future", "before the programme", "personal data"],
    )
    def test_what_is_refused_is_said_and_nothing_typed_is_lost(
        self, own: Any, fill: Any, changed: dict[str, Any], said: str
    ) -> None:
        before = own.site.store.current()
        shown = own.forms(PAGE)
        labelled(shown.app.text_input, "Mötets namn").input("Extra möte")
        fill(shown.app, **changed)
        assert said in shown.app.error[0].value
        assert own.site.store.current() == before
        assert labelled(shown.app.text_input, "Mötets namn").value == "Extra möte"
        assert labelled(shown.app.text_area, "Egna punkter").value == "Sommaren"
        assert labelled(shown.app.text_area, "Protokoll").value == changed.get("minutes", MINUTES)
        day = changed.get("held_on", date(2025, 2, 6))
        assert labelled(shown.app.date_input, "Mötesdag").value == day

        fill(shown.app)  # mended
        assert recorded(own.site, "Extra möte").entry.minutes == MINUTES

    def test_minutes_are_corrected_and_what_it_saw_stays(self, own: Any, fill: Any) -> None:
        first = own.site.store.current()
        write(own.site, held(seen=first))
        shown = own.forms(PAGE)
        labelled(shown.app.selectbox, "Ändra ett möte").select("mote_nytt").run()
        assert labelled(shown.app.text_area, "Deltagare").value == "ordförande"
        fill(shown.app, held_on=date(2026, 1, 15), minutes="Justerat.")
        kept = recorded(own.site, "Möte 30")
        assert (kept.version, kept.entry.id, kept.entry.seen) == (2, "mote_nytt", first)
        assert kept.entry.minutes == "Justerat."

    def test_what_somebody_else_corrected_meanwhile_is_not_overwritten_unseen(
        self, own: Any, fill: Any
    ) -> None:
        write(own.site, held())
        shown = own.forms(PAGE)
        labelled(shown.app.selectbox, "Ändra ett möte").select("mote_nytt").run()
        write(own.site, held(minutes="Deras."))
        fill(shown.app, minutes="Mina.")
        assert shown.app.error
        assert recorded(own.site, "Möte 30").entry.minutes == "Deras."
        assert labelled(shown.app.text_area, "Protokoll").value == "Mina."
        labelled(shown.app.button, "Spara mötet").click().run()  # now with theirs on the page
        assert recorded(own.site, "Möte 30").entry.minutes == "Mina."

    def test_one_taken_off_the_page_is_kept_on_record(self, own: Any) -> None:
        write(own.site, held())
        shown = own.forms(PAGE)
        labelled(shown.app.selectbox, "Ändra ett möte").select("mote_nytt").run()
        labelled(shown.app.checkbox, "Ta bort mötet").check()
        labelled(shown.app.button, "Spara mötet").click().run()
        assert recorded(own.site, "Möte 30").entry.withdrawn
        assert "Möte 30, 15 januari 2026" not in shown.html

    def test_an_older_version_has_no_form(self, shipped: Any) -> None:
        older = str(shipped.site.store.current() - 1)
        assert not shipped.open(PAGE, v="1", data=older).app.text_area


class TestPlanning:
    COMING = date(2027, 2, 4)

    def plan(self, shown: Any, day: date | None, **texts: str) -> None:
        labelled(shown.app.radio, "Mötet").set_value("planned").run()
        assert "Protokoll" not in [one.label for one in shown.app.text_area]
        labelled(shown.app.date_input, "Mötesdag").set_value(day)
        for label, text in texts.items():
            labelled([*shown.app.text_input, *shown.app.text_area], label).input(text)
        labelled(shown.app.button, "Spara mötet").click().run()

    def test_a_planned_meeting_has_no_minutes_and_is_told_where_it_is_awaited(
        self, own: Any
    ) -> None:
        shown = own.forms(PAGE)
        self.plan(shown, self.COMING, Deltagare="ordförande", Egna="Sommaren\nNy samordnare")
        assert "Mötet är planerat: Möte 25." in shown.app.success[0].value
        kept = recorded(own.site, "Möte 25").entry
        assert (kept.status, kept.minutes, kept.seen) == ("planned", None, 0)

        assert "Nästa möte är Möte 25, 4 februari 2027. Kallade: ordförande." in shown.text
        assert points(shown)[-2:] == ["Sommaren", "Ny samordnare"]
        assert "Förra mötet var Möte 24" in since(shown)
        assert "<summary>Möte 25" not in shown.html  # no meeting that has been held
        status = own.open()
        assert "Nästa möte Möte 25, 4 februari 2027 . Mötet ska ta ställning till" in status.text
        assert f"/{PAGE}" in status.links

    @pytest.mark.parametrize(
        ("day", "said"),
        [
            (None, "Mötesdag: Fältet är tomt."),
            (date(2026, 11, 30), "Mötesdag: Mötet är planerat till 2026-11-30, som har varit."),
        ],
    )
    def test_its_day_is_to_come(self, own: Any, day: date | None, said: str) -> None:
        shown = own.forms(PAGE)
        self.plan(shown, day)
        assert said in shown.app.error[0].value

    def test_when_it_has_been_held_it_gets_its_minutes_and_what_it_saw(self, own: Any) -> None:
        write(own.site, held(status="planned", held_on=date(2026, 12, 1), points=("Eget",)))
        seen = own.site.store.current()
        shown = own.forms(PAGE)
        which = labelled(shown.app.selectbox, "Ändra ett möte")
        assert which.options[0] == "Möte 30, 1 december 2026 (planerat)"
        which.select("mote_nytt").run()
        assert labelled(shown.app.radio, "Mötet").value == "planned"
        labelled(shown.app.radio, "Mötet").set_value("held").run()
        labelled(shown.app.text_area, "Protokoll").input(MINUTES)
        labelled(shown.app.button, "Spara mötet").click().run()
        kept = recorded(own.site, "Möte 30")
        assert (kept.version, kept.entry.status, kept.entry.seen) == (2, "held", seen)
        assert (kept.entry.points, kept.entry.minutes) == (("Eget",), MINUTES)
        assert "Nästa möte är" not in shown.text
        assert f"Det såg dataversion {seen}" in since(shown)

    def test_it_is_not_told_at_a_day_before_it_was_planned(self, own: Any) -> None:
        write(own.site, held(status="planned", held_on=self.COMING))
        assert "Möte 30" not in own.open(PAGE, v="1", per="2024-06-30").text
        assert "Möte 30" not in own.open("", v="1", per="2024-06-30").text

    def test_it_is_not_for_the_public(self, own: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        write(own.site, held(status="planned", held_on=self.COMING, points=("Hemligt",)))
        monkeypatch.setenv(OPEN_READ, "1")
        for page in (PAGE, ""):
            assert "Möte 30" not in own.open(page).sent
