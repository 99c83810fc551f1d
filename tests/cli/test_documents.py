"""`meeting`, `week` and `law`: what a meeting has on its table, as text."""

import pytest
import yaml

OK, REFUSED, WRONG_USE = 0, 1, 2


class TestMeeting:
    def test_the_agenda_numbered_throughout(self, inside, tmp_path):
        (tmp_path / "sen.yaml").write_text(
            "- {kind: action, id: sen, title: Kameror, type: social, status: ongoing,"
            " owner_organisation: kommunen, end: 2024-06-01}\n",
            "utf-8",
        )
        assert inside("entries", "record", tmp_path / "sen.yaml").code == OK
        ran = inside("meeting")
        assert ran.code == OK
        numbers = [
            int(line.partition(".")[0]) for line in ran.out.splitlines() if line[:1].isdigit()
        ]
        assert numbers == [1, 2]
        assert "Besluta om en fas för Gatan" in ran.out
        assert "Åtgärd efter sin tid: Kameror" in ran.out
        assert max(map(len, ran.out.splitlines())) <= 78

    def test_json_says_the_same(self, inside):
        told = inside("meeting", "--json").json
        assert (told["format"], told["publication"]) == (1, 6)
        assert told["since"] == {"meeting": None, "publication": None}
        assert {p["group"] for p in told["points"]} <= {"decide", "follow", "know"}
        out = " ".join(inside("meeting").out.split())
        assert all(p["what"] in out for p in told["points"])

    def test_since_the_last_meeting(self, inside, tmp_path):
        (tmp_path / "mote.yaml").write_text(
            "- {kind: meeting, id: mote_21, name: Möte 21, held_on: 2024-02-01,"
            " participants: [ordförande], seen: 6}\n",
            "utf-8",
        )
        (tmp_path / "efter.yaml").write_text(
            "- {kind: event, id: handelse, on: 2024-02-02, label: Kamerorna på plats}\n", "utf-8"
        )
        for name in ("mote.yaml", "efter.yaml"):
            assert inside("entries", "record", tmp_path / name).code == OK
        told = inside("meeting", "--json").json
        assert told["since"] == {"meeting": "mote_21", "publication": 6}
        assert [p["what"] for p in told["points"] if p["group"] == "know"] == [
            "Händelse: Kamerorna på plats, 2 februari 2024"
        ]

    def test_it_is_not_for_the_public(self, inside):
        ran = inside("meeting", "--audience", "öppen")
        assert (ran.code, ran.out) == (REFUSED, "")
        assert "--audience intern" in ran.err


class TestWeek:
    @pytest.fixture
    def weekly(self, inside, filled_site, file):
        """Fights on the square: 2 a week for three years, and 9 in the last week of 2024."""
        path = filled_site.folder / "goals.yaml"
        goals = yaml.safe_load(path.read_text("utf-8"))
        larm = next(i for i in goals["goals"][0]["indicators"] if i["id"] == "larm")
        kept = ("unit", "definition", "pitfalls", "source", "owner_organisation", "confidentiality")
        goals["goals"][0]["indicators"].append(
            {key: larm[key] for key in kept if key in larm}
            | {
                "id": "brak",
                "name": {"sv": "Bråk", "en": "Fights"},
                "kind": "context",
                "measure": "count",
                "frequency": "week",
                "areas": ["torget"],
                "direction": "depends",
                "assess": False,
            }
        )
        path.write_text(yaml.safe_dump(goals, allow_unicode=True), "utf-8")
        assert inside("definitions", "apply").code == OK
        weeks = [f"{year}V{n:02d}" for year in (2022, 2023, 2024) for n in range(1, 53)]
        rows = [f"brak;torget;{week};{9 if week == '2024V52' else 2}" for week in weeks]
        assert inside("import", file(*rows)).code == OK
        return inside

    def test_the_counts_beside_what_is_usual(self, weekly):
        out = weekly("week").out
        assert out.startswith("Vecka 52 2024. ")
        assert "Bråk i Torget: 9 (0–7)" in out

    def test_as_json(self, weekly):
        told = weekly("week", "--json").json
        assert (told["format"], told["week"]) == (1, "2024V52")
        [line] = told["lines"]
        assert (line["indicator"], line["value"], line["standing"]) == ("brak", 9, "above")
        assert line["usual"]["years"] == [2022, 2023]

    def test_of_another_week(self, weekly):
        told = weekly("week", "--per-den", "2024-06-30", "--json").json
        assert told["week"] == "2024V26"

    def test_what_is_not_known_is_said(self, inside):
        ran = inside("week")
        assert (ran.code, ran.out) == (REFUSED, "")
        assert "veckovärden" in ran.err


class TestLaw:
    def test_the_underlag_as_text(self, inside):
        ran = inside("law", "--area", "torget")
        assert ran.code == OK
        assert ran.out.startswith("Underlag till lägesbild och åtgärdsplan, delområde")
        assert "2023:196" in ran.out
        assert "dataversion 6" in ran.out

    def test_as_it_stood(self, inside):
        assert "dataversion 3" in inside("law", "--as-of", "3").out
        assert "30 juni 2021" in inside("law", "--per-den", "2021-06-30").out

    def test_of_an_area_without_phases(self, inside):
        ran = inside("law", "--area", "staden")
        assert (ran.code, ran.out) == (REFUSED, "")
        assert "staden" in ran.err
