"""`import`: each file whole or not at all, told in Swedish and as JSON."""

import pytest

from tracker.ingest import LARGE
from tracker.service import drafting

OK, REFUSED = 0, 1


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

    @pytest.mark.parametrize("options", [(), ("--json",)], ids=["text", "json"])
    def test_dry_run_makes_no_store(self, tracker, programme_folder, file, options):
        path = file("larm;torget;2024-01;7")
        before = sorted(programme_folder.rglob("*"))
        ran = tracker("--programme", programme_folder, "import", "--dry-run", *options, path)
        assert (ran.code, ran.out) == (REFUSED, "")
        assert "tracker serve" in ran.err
        assert sorted(programme_folder.rglob("*")) == before

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

    def test_a_file_over_the_limit_is_refused_unread(self, inside, filled_site, tmp_path):
        path = tmp_path / "stor.csv"
        with path.open("wb") as file:
            file.truncate(LARGE.max_bytes + 1)
        ran = inside("import", path)
        assert ran.code == REFUSED
        assert "för stor" in ran.err
        assert filled_site.store.drafts.list() == ()

    def test_a_file_may_be_larger_than_the_pages_take(self, inside, file, monkeypatch):
        monkeypatch.setattr(drafting, "MOST_BYTES", 10)
        assert inside("import", file("larm;torget;2025-01;41")).code == OK

    def test_the_first_file_makes_the_store(self, tracker, programme_folder, file):
        ran = tracker("--programme", programme_folder, "import", file("larm;torget;2024-01;7"))
        assert ran.code == OK
        assert "dataversion 2" in ran.out
