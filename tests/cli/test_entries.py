"""`entries`: what people have put on record, listed, shown whole, and recorded from files."""

import json
from datetime import UTC, datetime

import pytest
import yaml

from tracker.definitions import load_entries

OK, REFUSED, WRONG_USE = 0, 1, 2
SERIES = {"indicator": "larm", "area": "torget"}
ENTRIES = [
    {
        "kind": "judgement",
        "id": "bed_ro",
        "area": "torget",
        "condition": "ro",
        "phase": 2,
        "verdict": "partly",
        "confidence": "low",
        "reasons": "Larmen blir färre.",
        "evidence": [SERIES],
        "judged_by": "styrgruppen",
        "judged_on": "2024-02-01",
        "meeting": "mote_21",
    },
    {
        "kind": "answer",
        "id": "svar",
        "area": "torget",
        "series": SERIES,
        "phase_since": "2022-03-17",
        "text": "En ny grupp.",
        "answered_by": "styrgruppen",
        "answered_on": "2024-02-01",
        "action": "kameror",
    },
    {
        "kind": "action",
        "id": "kameror",
        "title": "Kameror",
        "goals": ["lugn"],
        "areas": ["torget"],
        "type": "situational",
        "owner_organisation": "kommunen",
        "start": "2021-04-01",
        "status": "done",
        "updates": [{"on": "2021-05-01", "text": "Uppsatta."}, {"on": "2021-06-01", "text": "På."}],
    },
    {
        "kind": "dialogue",
        "id": "dialog",
        "name": "Torgdialogen",
        "place": "Torget",
        "form": "Enkät",
        "held": "2020-05",
    },
    {
        "kind": "promise",
        "id": "lofte",
        "name": "Löftet",
        "place": "Torget",
        "dialogues": ["dialog"],
        "signed_on": "2020-12",
        "years": "2021-2022",
        "status": "ended",
    },
    {
        "kind": "agreement",
        "id": "avtal",
        "name": "Avtalet",
        "years": "2021-2023",
        "priorities": [{"text": "Lugn", "goal": "lugn"}],
    },
    {
        "kind": "meeting",
        "id": "mote_21",
        "name": "Möte 21",
        "held_on": "2024-02-01",
        "participants": ["ordförande"],
        "minutes": "Justerat.",
    },
    {"kind": "note", "id": "not_larm", **SERIES, "text": "T", "signed": "A", "on": "2024-02-01"},
    {"kind": "event", "id": "handelse", "on": "2021-05-01", "label": "Kamerorna på plats"},
]


@pytest.fixture
def write(tmp_path):
    """A file of entries, as YAML or as JSON."""

    def write(entries, name="poster.yaml"):
        text = json.dumps(entries) if name.endswith(".json") else yaml.safe_dump(entries)
        (tmp_path / name).write_text(text, "utf-8")
        return tmp_path / name

    return write


@pytest.fixture
def recorded(inside, write):
    """Data version 7: every kind of entry. Run commands on it."""
    ran = inside("entries", "record", write(ENTRIES), "--name", "Siv")
    assert (ran.code, ran.err) == (OK, "")
    assert "Sparat som dataversion 7." in ran.out
    return inside


def changed(id_, **fields):
    return next(e for e in ENTRIES if e["id"] == id_) | fields


class TestList:
    def test_a_line_of_each_with_its_id(self, recorded):
        out = recorded("entries", "list").out
        assert "2024-02-01  Bedömning: A Ro, Torget, fas 2  (bed_ro)" in out
        assert "2021-04-01  Åtgärd: Kameror  (kameror)" in out
        assert "2022-03-17  Fasbeslut: Torget, fas 2 · påhittat exempel" in out
        assert "11 poster i dataversion 7" in out

    @pytest.mark.parametrize("kind", [e["kind"] for e in ENTRIES])
    def test_of_one_kind(self, recorded, kind):
        told = recorded("entries", "list", "--kind", kind, "--json").json
        assert (told["format"], told["publication"], told["audience"]) == (1, 7, "analys")
        assert [e["kind"] for e in told["entries"]] == [kind]
        assert told["decisions"] == []

    def test_json_has_who_when_and_on_what(self, recorded):
        [one] = recorded("entries", "list", "--kind", "promise", "--json").json["entries"]
        assert (one["recorded_by_name"], one["version"], one["based_on"]) == ("Siv", 1, 6)
        assert one["recorded_at"].startswith("2025-01-16T")
        assert (one["signed_on"], one["years"]) == ("2020-12", "2021-01..2022-12")

    def test_decisions_are_on_record_too(self, recorded):
        told = recorded("entries", "list", "--kind", "decision", "--json").json
        assert [(d["area_id"], d["phase"]) for d in told["decisions"]] == [
            ("torget", 1),
            ("torget", 2),
        ]
        assert told["entries"] == []

    def test_of_an_earlier_version(self, recorded):
        assert recorded("entries", "list", "--as-of", "6", "--json").json["entries"] == []
        assert recorded("entries", "list", "--as-of", "99").code == REFUSED

    def test_the_public_sees_what_is_done_and_not_who_wrote_it(self, recorded):
        told = recorded("entries", "list", "--audience", "öppen", "--json").json
        kinds = {e["kind"] for e in told["entries"]}
        assert kinds == {"action", "dialogue", "promise", "agreement", "event"}
        assert {e["recorded_by"] for e in told["entries"]} == {None}
        assert {d["recorded_by"] for d in told["decisions"]} == {None}
        assert "Siv" not in json.dumps(told)
        assert "Anna" not in json.dumps(told)

    def test_what_is_withdrawn_is_asked_for(self, recorded, write):
        recorded("entries", "record", write([changed("handelse", withdrawn=True)]))
        assert "(handelse)" not in recorded("entries", "list").out
        out = recorded("entries", "list", "--withdrawn").out
        assert "Kamerorna på plats · borttagen  (handelse)" in out

    def test_wrong_use(self, inside):
        assert inside("entries", "list", "--kind", "ingen").code == WRONG_USE


class TestShow:
    def test_every_field_in_words(self, recorded):
        out = recorded("entries", "show", "bed_ro").out.splitlines()
        assert out[0] == "Bedömning: A Ro, Torget, fas 2"
        assert out[1].startswith("Version 1 · Siv, 16 januari 2025 kl.")
        assert out[1].endswith("på dataversion 6")
        assert out[2:] == [
            "Beteckning: bed_ro",
            "Område: Torget",
            "Villkor: A Ro",
            "Fas: 2",
            "Bedömt som: Delvis uppfyllt",
            "Säkerhet: Osäkert",
            "Skäl: Larmen blir färre.",
            "Underlag: Larm på torget, Torget",
            "Bedömt av: styrgruppen",
            "Bedömt den: 1 februari 2024",
            "Möte: Möte 21 (mote_21)",
        ]

    @pytest.mark.parametrize(
        ("id_", "said"),
        [
            ("svar", ["Fasbeslut från: 17 mars 2022", "Åtgärd: Kameror (kameror)"]),
            ("kameror", ["Typ: situationell", "Läge: Avslutad", "  – 1 maj 2021: Uppsatta."]),
            ("dialog", ["När: maj 2020"]),
            ("lofte", ["Undertecknat: dec 2020", "Dialoger: Torgdialogen (dialog)"]),
            ("avtal", ["Prioriteringar: Lugn (Lugnare kvällar)"]),
            ("mote_21", ["Läge: hållet", "Deltagare: ordförande", "Protokoll: Justerat."]),
            ("not_larm", ["Indikator: Larm på torget", "Undertecknat av: A"]),
            ("handelse", ["Händelse: Kamerorna på plats"]),
        ],
    )
    def test_each_kind(self, recorded, id_, said):
        lines = recorded("entries", "show", id_).out.splitlines()
        assert [one for one in said if one not in lines] == []

    def test_every_version_the_oldest_first(self, recorded, write):
        recorded("entries", "record", write([changed("kameror", status="stopped")]))
        told = recorded("entries", "show", "kameror", "--history", "--json").json
        assert [(e["version"], e["status"]) for e in told["entries"]] == [
            (1, "done"),
            (2, "stopped"),
        ]
        out = recorded("entries", "show", "kameror", "--history").out
        assert out.index("Läge: Avslutad") < out.index("Läge: Avbruten")
        as_of = recorded("entries", "show", "kameror", "--as-of", "7").out
        assert "Läge: Avslutad" in as_of
        assert "Version 2" not in as_of

    def test_a_decision(self, recorded):
        told = recorded("entries", "list", "--kind", "decision", "--json").json
        id_ = told["decisions"][1]["id"]
        out = recorded("entries", "show", id_).out
        assert "Fasbeslut: Torget, fas 2 · påhittat exempel" in out
        assert "Avvikande mening: Vi borde vänta. (En ledamot)" in out
        assert "Anna" in out
        assert "Anna" not in recorded("entries", "show", id_, "--audience", "öppen").out

    @pytest.mark.parametrize(
        ("id_", "options"),
        [("ingen", ()), ("bed_ro", ("--audience", "öppen")), ("bed_ro", ("--as-of", "6"))],
        ids=["unknown", "not for the public", "not yet"],
    )
    def test_what_is_not_there_or_not_for_the_reader(self, recorded, id_, options):
        ran = recorded("entries", "show", id_, *options)
        assert (ran.code, ran.out) == (REFUSED, "")
        assert id_ in ran.err
        assert "tracker entries list" in ran.err


class TestRecord:
    def test_json_says_the_same_as_yaml(self, inside, write, filled_site):
        ran = inside("entries", "record", write({"entries": ENTRIES}, "poster.json"), "--json")
        assert ran.json["publication"] == 7
        assert {e["becomes"] for e in ran.json["entries"]} == {"new"}

    def test_the_shape_is_that_of_shipped_files(self, recorded, write, tmp_path):
        folder = tmp_path / "open" / "entries"
        folder.mkdir(parents=True)
        write(ENTRIES).rename(folder / "a.yaml")
        assert len(load_entries(folder, fictional=False)) == len(ENTRIES)

    def test_a_trial_stores_nothing(self, inside, write, filled_site):
        ran = inside("entries", "record", write(ENTRIES), "--dry-run")
        assert ran.code == OK
        assert "ny: Bedömning (bed_ro)" in ran.out
        assert "Inget är sparat" in ran.out
        assert filled_site.store.current() == 6

    def test_what_is_there_already_makes_no_version(self, recorded, write, filled_site):
        ran = recorded("entries", "record", write(ENTRIES))
        assert ran.code == OK
        assert "Inget nytt" in ran.out
        assert filled_site.store.current() == 7
        told = recorded("entries", "record", write([changed("lofte", name="Ny")]), "--json").json
        assert (told["publication"], told["entries"][0]["becomes"]) == (8, "edited")

    def test_every_fault_of_the_fields_by_line(self, inside, write, filled_site):
        path = write([])
        path.write_text(
            "- {kind: note, id: not_larm, indicator: larm, area: torget, text: T, on: 2024-02-01}\n"
            "- kind: promise\n  id: lofte\n  name: L\n  place: P\n  status: ended\n"
            "  signed_on: i höstas\n",
            "utf-8",
        )
        ran = inside("entries", "record", path)
        assert (ran.code, ran.out) == (REFUSED, "")
        assert "poster.yaml kan inte läggas in. Antal fel: 2." in ran.err
        assert "poster.yaml, rad 1, not_larm" in ran.err
        assert "rad 7, lofte › signed_on: «i höstas» är varken ett år, en månad" in ran.err
        assert filled_site.store.current() == 6

    def test_every_fault_against_the_record(self, inside, write, filled_site):
        faulty = [
            changed("lofte", dialogues=["ingen"]),
            changed("bed_ro", area="staden", meeting=None),
            changed("not_larm", text="Ring 018-12 34 56."),
        ]
        for options in ((), ("--dry-run",)):
            ran = inside("entries", "record", write(faulty), *options)
            assert (ran.code, ran.out) == (REFUSED, "")
            assert ran.err.count("  • ") == 3
            assert "018-12 34 56" not in ran.err
        assert filled_site.store.current() == 6

    @pytest.mark.parametrize("text", ["", "bara text", "{a: 1}", "- [1"])
    def test_what_is_no_list_of_entries(self, inside, write, text):
        path = write([])
        path.write_text(text, "utf-8")
        ran = inside("entries", "record", path)
        assert (ran.code, ran.out) == (REFUSED, "")
        assert "poster.yaml" in ran.err
        assert "Traceback" not in ran.err

    def test_no_file(self, inside):
        ran = inside("entries", "record", "saknas.yaml")
        assert ran.code == REFUSED
        assert "saknas.yaml" in ran.err

    def test_somebody_was_first(self, recorded, write, filled_site):
        another = changed("bed_ro", id="bed_igen", verdict="met")
        ran = recorded("entries", "record", write([another]), "--as-of", "6")
        assert ran.code == REFUSED
        assert "dataversion 6, som du såg" in ran.err
        assert filled_site.store.current() == 7
        assert recorded("entries", "record", write([another]), "--as-of", "7").code == OK

    def test_a_meeting_to_come_and_then_held(self, inside, write, clock):
        coming = changed("mote_21", status="planned", held_on="2025-02-06", minutes="")
        assert inside("entries", "record", write([coming])).code == OK
        assert "Möte 21 · planerat  (mote_21)" in inside("entries", "list").out
        assert "planerat: Möte 21, 6 februari 2025" in inside("meeting").out
        clock.now = datetime(2025, 2, 7, 9, 0, tzinfo=UTC)
        held = changed("mote_21", held_on="2025-02-06")
        assert inside("entries", "record", write([held])).code == OK
        assert "planerat" not in inside("entries", "list", "--kind", "meeting").out


class TestActionsCsv:
    def test_out_and_in_again_is_nothing_new(self, recorded, tmp_path, filled_site):
        out = recorded("entries", "actions-csv").out
        assert out.startswith("\ufeffid;titel;typ;")
        (tmp_path / "ut.csv").write_bytes(out.encode())
        ran = recorded("entries", "actions-csv", tmp_path / "ut.csv")
        assert (ran.code, filled_site.store.current()) == (OK, 7)
        assert "oförändrad: Åtgärd (kameror)" in ran.out

    def test_an_edited_file(self, recorded, tmp_path, filled_site):
        out = recorded("entries", "actions-csv").out.replace("Kameror", "Nya kameror")
        (tmp_path / "ut.csv").write_bytes(out.encode())
        trial = recorded("entries", "actions-csv", tmp_path / "ut.csv", "--dry-run", "--json").json
        assert (trial["dry_run"], trial["publication"]) == (True, None)
        assert trial["entries"] == [{"id": "kameror", "kind": "action", "becomes": "edited"}]
        assert recorded("entries", "actions-csv", tmp_path / "ut.csv").code == OK
        assert "Nya kameror" in recorded("entries", "show", "kameror").out
        assert "Nya" not in recorded("entries", "actions-csv", "--as-of", "7").out

    def test_every_fault_by_row_and_column(self, recorded, tmp_path, filled_site):
        out = recorded("entries", "actions-csv").out.replace("2021-04-01", "i våras")
        (tmp_path / "ut.csv").write_bytes(out.encode())
        ran = recorded("entries", "actions-csv", tmp_path / "ut.csv")
        assert (ran.code, filled_site.store.current()) == (REFUSED, 7)
        assert "rad 2, start" in ran.err

    def test_as_json(self, recorded):
        told = recorded("entries", "actions-csv", "--json").json
        assert [e["id"] for e in told["entries"]] == ["kameror"]
