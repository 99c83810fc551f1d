"""`definitions` and `store`: what is in force, and looking after it."""

import json
import shutil

import pytest

OK, REFUSED = 0, 1


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
        said, head = ran.out.splitlines()
        assert (ran.code, said, ran.err) == (OK, "Databasen är kontrollerad: 0 fel.", "")
        known = head.removeprefix("Loggens sista rad: ")
        assert inside("store", "verify", "--known", known).code == OK
        ran = inside("store", "verify", "--known", f"{known[:-1]}x")
        assert ran.code == REFUSED
        assert "har tagits bort eller skrivits om" in ran.err

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
