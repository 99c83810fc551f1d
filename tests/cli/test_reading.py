"""`report`, `series` and `decide`."""

from datetime import UTC, datetime

import pytest

from tracker.service.freezing import read_slice

OK, REFUSED = 0, 1


class TestReport:
    def test_as_text(self, inside):
        ran = inside("report")
        assert ran.code == OK
        assert "Torget: Fas 2 (2022-03-17)" in ran.out
        assert "Gatan: Ingen fas beslutad" in ran.out
        assert "Larm på torget: Bekräftat framsteg. 504 på 12 månader" in ran.out

    def test_as_json(self, inside):
        told = inside("report", "--json").json
        assert (told["publication"], told["reference_date"]) == (6, "2024-12-31")
        assert told["audience"] == "analys"

    @pytest.mark.parametrize(
        ("options", "publication", "day", "phase"),
        [
            pytest.param(["--as-of", "4"], 4, "2024-12-31", 1, id="an earlier version"),
            pytest.param(["--per-den", "2021-06-30"], 6, "2021-06-30", 1, id="an earlier day"),
            pytest.param(
                ["--as-of", "3", "--per-den", "2021-06-30"], 3, "2021-06-30", None, id="both"
            ),
        ],
    )
    def test_of_another_version_or_day(self, inside, options, publication, day, phase):
        told = inside("report", "--json", *options).json
        assert (told["publication"], told["reference_date"]) == (publication, day)
        assert told["areas"][0]["phase"] == phase

    def test_while_the_programme_runs_it_is_of_today(self, inside, clock):
        clock.now = datetime(2023, 6, 30, 9, 0, tzinfo=UTC)
        assert inside("report", "--json").json["reference_date"] == "2023-06-30"

    @pytest.mark.parametrize(
        ("audience", "hidden"),
        [("öppen", ["oro", "skott"]), ("intern", []), ("analys", [])],
    )
    def test_for_an_audience(self, inside, audience, hidden):
        told = inside("report", "--json", "--audience", audience).json
        series = [s for goal in told["goals"] for s in goal["series"]]
        found = sorted(s["indicator"] for s in series if s["verdict"]["code"] == "hidden")
        assert (told["audience"], found) == (audience, hidden)


class TestSeries:
    def test_csv_of_every_area(self, inside):
        lines = inside("series", "inbrott").out.splitlines()
        assert lines[0] == "indikator;område;period;värde;nämnare;antal_svar;status;kommentar"
        assert lines[1] == "inbrott;torget;2018;40;2000;;;"
        assert {line.split(";")[1] for line in lines[1:]} == {"torget", "staden"}

    def test_json_of_one_area(self, inside):
        told = inside("series", "inbrott", "--area", "staden", "--format", "json").json
        assert told["format"] == 1
        assert [s["area"] for s in told["series"]] == ["staden"]

    def test_what_it_writes_can_be_imported(self, inside, filled_site, tmp_path):
        (tmp_path / "ut.csv").write_text(inside("series", "larm").out, "utf-8")
        ran = inside("import", tmp_path / "ut.csv")
        assert ran.code == OK
        assert "inget nytt" in ran.out
        assert filled_site.store.current() == 6

    def test_a_series_that_the_audience_may_not_see_is_empty(self, inside):
        assert inside("series", "skott", "--audience", "öppen").out.count("\n") == 1
        assert inside("series", "skott", "--audience", "intern").out.count("\n") > 1


DECISION = ("--from", "2023-09-14", "--decided-on", "2023-09-14", "--decided-by", "Styrgruppen")


class TestDecide:
    def test_it_is_recorded(self, inside, filled_site, full_reader):
        ran = inside("decide", "gatan", "1", *DECISION, "--reasons", "Skäl", "--name", "Siv")
        assert ran.code == OK
        assert "gatan är i fas 1" in ran.out
        assert "dataversion 7" in ran.out
        (made,) = [d for d in filled_site.store.at().decisions(full_reader) if not d.fictional]
        assert (made.area_id, made.phase, made.reasons) == ("gatan", 1, "Skäl")
        assert filled_site.store.at().person_names()[made.recorded_by] == "Siv"

    def test_all_that_a_decision_can_say_is_kept_with_what_was_seen(
        self, inside, filled_site, full_reader
    ):
        more = {
            "despite": "Vi väntar inte.",
            "participants": "Sju ledamöter",
            "would-change": "Fler larm",
            "review-by": "2024-09-14",
            "diarienummer": "KS 7",
            "as-of": "5",
            "per-den": "2023-08-31",
        }
        given = [part for name, value in more.items() for part in (f"--{name}", value)]
        assert inside("decide", "torget", "2", *DECISION, "--reasons", "Skäl", *given).code == OK
        (made,) = [d for d in filled_site.store.at().decisions(full_reader) if not d.fictional]
        assert (made.despite, made.participants) == ("Vi väntar inte.", "Sju ledamöter")
        assert (made.would_change_our_mind, made.diarienummer) == ("Fler larm", "KS 7")
        frozen = read_slice(filled_site.store.blob(made.frozen))
        assert (made.based_on, frozen.publication) == (5, 5)
        assert frozen.reference_date.isoformat() == "2023-08-31"

    def test_against_the_evidence_it_asks_why(self, inside, filled_site):
        ran = inside("decide", "torget", "2", *DECISION, "--reasons", "Skäl")
        assert ran.code == REFUSED
        assert "varför den beslutas ändå" in ran.err
        assert filled_site.store.current() == 6

    @pytest.mark.parametrize(
        ("area", "changed", "said"),
        [
            pytest.param("staden", (), "staden", id="an area without phases"),
            pytest.param("gatan", ("--reasons", " "), "utan skäl", id="no reasons"),
            pytest.param("gatan", ("--from", "2019-01-01"), "2020-03-01", id="too early"),
            pytest.param("gatan", ("--from", "i går"), "i går", id="no date"),
            pytest.param("gatan", ("--decided-on", "2031-01-01"), "2031-01-01", id="future"),
        ],
    )
    def test_or_refused(self, inside, filled_site, area, changed, said):
        ran = inside("decide", area, "1", *DECISION, "--reasons", "Skäl", *changed)
        assert ran.code == REFUSED
        assert said in ran.err
        assert filled_site.store.current() == 6
