"""`store withdraw`: an accepted file is taken back; `import` tells what it would turn."""

import pytest

OK, REFUSED, WRONG_USE = 0, 1, 2


@pytest.fixture
def accepted(inside, file, filled_site):
    """The id of an upload that raised the alarms of 2024; publication 7."""
    rows = [f"larm;torget;2024-{month:02d};200" for month in range(1, 13)]
    ran = inside("import", file(*rows, name="fel.csv"), "--publisher", "Polisen")
    assert ran.code == OK
    assert "larm, torget: " in ran.out
    return filled_site.store.log()[-1].what


def test_it_comes_back_and_stands_in_the_log_with_the_reason(inside, accepted, filled_site):
    ran = inside("store", "withdraw", accepted, "--reason", "Fel fil.")
    assert ran.code == OK
    assert "fel.csv: 12 värden blir som de var" in ran.out
    assert "larm, torget: " in ran.out
    assert "fel.csv är ångrad. Dataversion 8 gäller." in ran.out
    log = inside("store", "log").out
    assert "En uppladdning ångrades" in log
    assert "fel.csv ångrades: Fel fil." in log
    assert inside("store", "verify").code == OK


def test_a_dry_run_changes_nothing(inside, accepted, filled_site):
    ran = inside("store", "withdraw", accepted, "--reason", "Fel.", "--dry-run")
    assert ran.code == OK
    assert "12 värden blir som de var" in ran.out
    assert filled_site.store.current() == 7


def test_twice_is_refused(inside, accepted):
    inside("store", "withdraw", accepted, "--reason", "Fel.")
    ran = inside("store", "withdraw", accepted, "--reason", "Fel.")
    assert ran.code == REFUSED
    assert "gäller inte längre" in ran.err


def test_an_id_that_names_nothing(inside):
    ran = inside("store", "withdraw", "0" * 16, "--reason", "Fel.")
    assert ran.code == REFUSED
    assert "Det finns ingen uppladdning" in ran.err


def test_a_reason_is_asked_for(inside, accepted):
    assert inside("store", "withdraw", accepted).code == WRONG_USE
    ran = inside("store", "withdraw", accepted, "--reason", " ")
    assert ran.code == REFUSED
    assert "Skälet saknas" in ran.err


def test_a_complete_file_takes_away_what_it_lacks(inside, file, filled_site):
    short = file("larm;torget;2024-01;40", "larm;torget;2024-12;40", name="kort.csv")
    told = inside("import", short, "--dry-run", "--json").json["files"][0]
    assert told["absent"] == 10
    ran = inside("import", short, "--complete", "--publisher", "Polisen")
    assert ran.code == OK
    assert "10 värden finns i Fasläget men inte i filen." in ran.out
    assert filled_site.store.current() == 7
    again = inside("import", short, "--dry-run", "--json").json["files"][0]
    assert (again["absent"], again["verdicts"]) == (0, [])
