"""The command line as scripts rely on it: exit codes, what goes to stdout and what to stderr."""

import json
import shutil
from datetime import UTC, datetime

import pytest

from tracker import cli
from tracker.service.programme import ENVIRONMENT, open_site
from tracker.service.uploads import MOST_BYTES

OK, REFUSED, WRONG_USE = 0, 1, 2


class Ran:
    """What a command gave: its exit code, stdout and stderr."""

    def __init__(self, code, out, err) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def tracker(monkeypatch, capsys, clock, tmp_path):
    """Run a command in this process, with the clock of the tests, from an empty folder."""
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    monkeypatch.delenv("FASLAGET_NAME", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "open_site", lambda folder: open_site(folder, clock))

    def run(*arguments: object) -> Ran:
        try:
            code = cli.main([str(a) for a in arguments])
        except SystemExit as left:
            code = left.code
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture
def inside(tracker, filled_site, monkeypatch):
    """Run a command inside the filled programme's folder."""
    monkeypatch.chdir(filled_site.folder)
    return tracker


@pytest.fixture
def file(tmp_path, own_form):
    def write(*rows: str, name="larm.csv"):
        path = tmp_path / name
        path.write_bytes(own_form(*rows))
        return path

    return write


class TestExitCodes:
    @pytest.mark.parametrize(
        "arguments",
        [
            pytest.param([], id="no command"),
            pytest.param(["fly"], id="no such command"),
            pytest.param(["store"], id="half a command"),
            pytest.param(["report", "--audience", "alla"], id="no such audience"),
            pytest.param(["report", "--as-of", "x"], id="no number"),
            pytest.param(["decide", "torget", "4"], id="no such phase"),
            pytest.param(["decide", "torget", "2"], id="a decision without its parts"),
            pytest.param(["import"], id="no file"),
        ],
    )
    def test_wrong_use(self, inside, arguments):
        ran = inside(*arguments)
        assert ran.code == WRONG_USE
        assert ran.out == ""
        assert "tracker" in ran.err

    def test_help_is_in_swedish(self, tracker):
        ran = tracker("--help")
        assert ran.code == OK
        assert "ta emot filer med värden" in ran.out

    @pytest.mark.parametrize(
        ("arguments", "cause", "remedy"),
        [
            pytest.param(["series", "larmet"], "«larmet» finns inte", "goals.yaml", id="series"),
            pytest.param(
                ["series", "larm", "--area", "staden"],
                "följs inte i området «staden»",
                "torget",
                id="not in that area",
            ),
            pytest.param(["report", "--as-of", "99"], "99", "store log", id="version"),
            pytest.param(["report", "--per-den", "igår"], "igår", "2024-12-31", id="day"),
            pytest.param(["import", "saknas.csv"], "saknas.csv", "Kontrollera", id="no file"),
            pytest.param(["import", "."], "går inte att läsa", "Kontrollera", id="a folder"),
            pytest.param(["store", "restore", "x.zst"], "x.zst", "", id="no backup"),
        ],
    )
    def test_refused_with_cause_and_remedy_in_swedish(self, inside, arguments, cause, remedy):
        ran = inside(*arguments)
        assert ran.code == REFUSED
        assert ran.out == ""
        assert cause in ran.err
        assert remedy in ran.err
        assert "{" not in ran.err
        assert "Traceback" not in ran.err


class TestProgrammeFolder:
    def test_none_here(self, tracker, tmp_path):
        ran = tracker("report")
        assert ran.code == REFUSED
        assert f"Ingen satsning finns i mappen {tmp_path}" in ran.err
        assert "--programme" in ran.err

    def test_by_option(self, tracker, filled_site):
        assert tracker("--programme", filled_site.folder, "report").code == OK

    def test_by_environment(self, tracker, filled_site, monkeypatch):
        monkeypatch.setenv(ENVIRONMENT, str(filled_site.folder))
        assert tracker("report").code == OK

    def test_without_a_store(self, tracker, programme_folder):
        ran = tracker("--programme", programme_folder, "report")
        assert ran.code == REFUSED
        assert "tracker serve" in ran.err
        assert not (programme_folder / "store").exists()


class TestImport:
    def test_a_file_is_taken_in(self, inside, filled_site, file):
        ran = inside("import", file("larm;torget;2025-01;41"), "--publisher", "Polisen")
        assert (ran.code, ran.err) == (OK, "")
        assert ran.out == (
            "larm.csv: 1 nya och 0 reviderade värden togs emot. Det blev dataversion 7.\n"
        )
        assert filled_site.store.current() == 7

    def test_as_json(self, inside, file):
        ran = inside("import", "--json", file("larm;torget;2025-01;41"))
        (one,) = ran.json["files"]
        assert ran.json["format"] == 1
        assert (one["file"], one["accepted"], one["publication"]) == ("larm.csv", True, 7)
        assert (one["new"], one["revised"], one["unchanged"], one["faults"]) == (1, 0, 0, [])
        assert one["error"] is None
        assert len(one["sha256"]) == 64

    def test_dry_run_stores_nothing(self, inside, filled_site, file):
        path = file("larm;torget;2025-01;41", "larm;torget;2024-12;12")
        ran = inside("import", "--dry-run", path)
        assert ran.code == OK
        assert "1 nya, 1 reviderade, 0 oförändrade. Inget är sparat" in ran.out
        assert filled_site.store.current() == 6
        assert filled_site.store.drafts.list() == ()
        (one,) = inside("import", "--dry-run", "--json", path).json["files"]
        assert (one["accepted"], one["dry_run"], one["publication"]) == (False, True, None)

    def test_a_refused_file_is_told_by_row_and_column(self, inside, filled_site, file):
        ran = inside("import", file("larm;torget;2025-01;41", "larm;torget;2025-02;många"))
        assert (ran.code, ran.out) == (REFUSED, "")
        assert "larm.csv kan inte tas emot: 1 fel. Inget är sparat." in ran.err
        assert "rad 3, värde:" in ran.err
        assert "många" in ran.err
        assert filled_site.store.current() == 6
        assert filled_site.store.drafts.list() == ()

    def test_a_refused_file_as_json(self, inside, file):
        ran = inside("import", "--json", file("larm;torget;2025-02;många"))
        assert ran.code == REFUSED
        (one,) = ran.json["files"]
        assert one["accepted"] is False
        assert len(one["faults"]) == 1
        assert "rad 2" in one["faults"][0]

    def test_the_same_file_twice_is_nothing_new(self, inside, filled_site, file):
        path = file("larm;torget;2025-01;41")
        inside("import", path)
        ran = inside("import", path)
        assert ran.code == OK
        assert "inget nytt, alla 1 värden finns redan" in ran.out
        assert filled_site.store.current() == 7

    def test_a_refused_file_does_not_stop_the_next(self, inside, filled_site, file):
        good = file("larm;torget;2025-01;41", name="bra.csv")
        bad = file("larm;torget;2025-02;många", name="dålig.csv")
        ran = inside("import", "--json", "saknas.csv", bad, good)
        assert ran.code == REFUSED
        told = [(f["file"], f["accepted"], f["error"]) for f in ran.json["files"]]
        assert told == [
            ("saknas.csv", False, "no_such_file"),
            ("dålig.csv", False, None),
            ("bra.csv", True, None),
        ]
        assert "saknas.csv" in ran.err
        assert filled_site.store.current() == 7

    def test_real_values_over_invented_ones_need_the_answer(self, inside, filled_site, file):
        path = file("vandringar;torget;2025K1;9")
        ran = inside("import", path)
        assert ran.code == REFUSED
        assert "--replace-fictional" in ran.err
        assert filled_site.store.current() == 6
        assert filled_site.store.drafts.list() == ()
        assert inside("import", "--replace-fictional", path).code == OK

    def test_an_invented_file_is_marked(self, inside, filled_site, full_reader, file):
        inside("import", "--fictional", file("merit;torget;2023/24;201,5"))
        (merit,) = filled_site.store.at().series(full_reader, indicators=["merit"])
        assert merit.fictional

    def test_the_given_name_is_kept(self, inside, filled_site, file, monkeypatch):
        monkeypatch.setenv("FASLAGET_NAME", "Britta")
        inside("import", file("larm;torget;2025-01;41"))
        person = filled_site.store.log()[-1].made_by
        assert filled_site.store.at().person_names()[person] == "Britta"

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            pytest.param("bild.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "", id="a picture"),
            pytest.param("nollor.csv", bytes(45 << 20), "", id="45 MB of zeros"),
            pytest.param("stor.csv", bytes(MOST_BYTES + 1), "för stor", id="over the limit"),
            pytest.param("tom.csv", b"", "", id="empty"),
        ],
    )
    def test_what_is_no_table_is_refused(self, inside, filled_site, tmp_path, name, content, said):
        (tmp_path / name).write_bytes(content)
        ran = inside("import", tmp_path / name)
        assert ran.code == REFUSED
        assert name in ran.err
        assert said in ran.err
        assert filled_site.store.current() == 6

    def test_the_first_file_makes_the_store(self, tracker, programme_folder, file):
        ran = tracker("--programme", programme_folder, "import", file("larm;torget;2024-01;7"))
        assert ran.code == OK
        assert "dataversion 2" in ran.out


class TestReport:
    def test_as_text(self, inside):
        ran = inside("report")
        assert ran.code == OK
        assert "Torget: Fas 2 (2022-03-17)" in ran.out
        assert "Gatan: Ingen fas beslutad" in ran.out
        assert "Tecken på framsteg" in ran.out

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


class TestDefinitions:
    @pytest.fixture
    def edit(self, filled_site):
        def edit(old: str, new: str) -> None:
            path = filled_site.folder / "goals.yaml"
            text = path.read_text("utf-8")
            assert old in text
            path.write_text(text.replace(old, new), "utf-8")

        return edit

    def test_check_shows_the_differences_and_changes_nothing(self, inside, filled_site, edit):
        edit("Lugnare kvällar", "Lugna kvällar")
        edit("  - id: merit", "  - id: betyg")
        ran = inside("definitions", "check")
        assert ran.code == OK
        assert "3 skillnader" in ran.out
        assert "Lugnare kvällar → Lugna kvällar" in ran.out
        assert "Meritvärde (betyg), tillagd" in ran.out
        assert "Meritvärde (merit), borttagen" in ran.out
        assert filled_site.store.current() == 6

    def test_check_lists_every_fault_with_its_line(self, inside, edit):
        edit("direction: higher", "direction: upwards")
        ran = inside("definitions", "check")
        assert ran.code == REFUSED
        assert ran.err.count("goals.yaml, rad ") == 3
        assert "{" not in ran.err

    def test_apply(self, inside, filled_site, edit):
        edit("Lugnare kvällar", "Lugna kvällar")
        ran = inside("definitions", "apply")
        assert ran.code == OK
        assert "Definitionerna gäller från dataversion 7." in ran.out
        assert filled_site.store.current() == 7

    def test_apply_with_nothing_changed_makes_no_version(self, inside, filled_site):
        ran = inside("definitions", "apply")
        assert ran.code == OK
        assert "Filerna säger detsamma" in ran.out
        assert filled_site.store.current() == 6

    def test_apply_of_faulty_files_leaves_the_old_in_force(self, inside, filled_site, edit):
        edit("direction: higher", "direction: upwards")
        assert inside("definitions", "apply").code == REFUSED
        assert filled_site.store.current() == 6

    def test_apply_makes_the_first_version(self, tracker, programme_folder):
        ran = tracker("--programme", programme_folder, "definitions", "apply")
        assert ran.code == OK
        assert "dataversion 1" in ran.out

    def test_schema_is_two_json_schemas(self, inside):
        told = inside("definitions", "schema").json
        assert set(told) == {"goals", "phases"}
        assert "primary" in json.dumps(told["goals"])


class TestStore:
    def test_log(self, inside):
        lines = inside("store", "log").out.splitlines()
        assert len(lines) == 6
        assert lines[0].split()[0] == "1"
        assert "Definitionerna ändrades" in lines[0]
        assert "Ett fasbeslut registrerades" in lines[3]

    def test_verify(self, inside):
        ran = inside("store", "verify")
        assert (ran.code, ran.out, ran.err) == (OK, "Databasen är kontrollerad: 0 fel.\n", "")

    def test_verify_tells_what_is_damaged_in_swedish(self, inside, filled_site):
        damaged = filled_site.store_folder / "000006.duckdb"
        damaged.write_bytes(damaged.read_bytes()[:-4096])
        ran = inside("store", "verify")
        assert ran.code == REFUSED
        assert "000006.duckdb" in ran.err
        assert "store restore" in ran.err
        assert "Fault(" not in ran.err

    def test_backup_restore_rebuild_drop(self, inside, filled_site, full_reader, tmp_path):
        archive = tmp_path / "kopia.tar.zst"
        assert str(archive) in inside("store", "backup", archive).out
        assert "dataversion 7" in inside("store", "drop-example").out
        assert not any(s.fictional for s in filled_site.store.at().series(full_reader))
        assert "dataversion 8" in inside("store", "restore", archive).out
        assert any(s.fictional for s in filled_site.store.at().series(full_reader))
        assert "dataversion 9" in inside("store", "rebuild").out
        assert inside("store", "verify").code == OK

    def test_a_backup_is_never_written_over(self, inside, tmp_path):
        inside("store", "backup", tmp_path / "kopia.tar.zst")
        ran = inside("store", "backup", tmp_path / "kopia.tar.zst")
        assert ran.code == REFUSED
        assert "kopia.tar.zst" in ran.err

    def test_a_failed_restore_leaves_no_store_behind(self, tracker, programme_folder, tmp_path):
        ran = tracker("--programme", programme_folder, "store", "restore", tmp_path / "x.zst")
        assert ran.code == REFUSED
        assert not (programme_folder / "store").exists()

    def test_a_store_that_lost_its_pointer_is_rebuilt(self, inside, filled_site):
        (filled_site.store_folder / "CURRENT").unlink()
        ran = inside("report")
        assert ran.code == REFUSED
        assert "store rebuild" in ran.err
        assert inside("store", "rebuild").code == OK
        assert inside("report").code == OK

    def test_a_damaged_settings_file(self, inside, filled_site):
        (filled_site.folder / "tracker.toml").write_text("store = ")
        ran = inside("report")
        assert ran.code == REFUSED
        assert "tracker.toml" in ran.err


def test_the_store_may_lie_elsewhere(tracker, filled_site, tmp_path):
    shutil.move(filled_site.store_folder, tmp_path / "lager")
    (filled_site.folder / "tracker.toml").write_text('store = "../lager"')
    assert tracker("--programme", filled_site.folder, "report").code == OK
