"""`store purge`: what it reaches is told, it asks, and what it cannot reach is named."""

import io

import pytest

OK, REFUSED, WRONG_USE = 0, 1, 2


@pytest.fixture
def accepted(inside, file, filled_site):
    """The id of an upload that raised the alarms of 2024; publication 7."""
    rows = [f"larm;torget;2024-{month:02d};200" for month in range(1, 13)]
    assert inside("import", file(*rows, name="fel.csv"), "--publisher", "Polisen").code == OK
    return filled_site.store.log()[-1].what


def test_it_tells_does_and_stands_in_the_log(inside, accepted, filled_site, tmp_path):
    inside("store", "backup", tmp_path / "kopia.tar.zst")
    ran = inside("store", "purge", accepted, "--reason", "Fel fil.", "--yes")
    assert ran.code == OK
    assert f"Uppladdningen fel.csv ({accepted}) med 12 värden i 1 serier." in ran.out
    assert "Sparade dataversioner som innehåller det: 7" in ran.out
    assert "dataversion 7, gjord" in ran.out
    assert "Dataversion 8 gäller." in ran.out
    assert f"{accepted} rensades: Fel fil." in inside("store", "log").out
    assert inside("store", "verify").code == OK


def test_a_dry_run_changes_nothing(inside, accepted, filled_site):
    ran = inside("store", "purge", accepted, "--reason", "Fel.", "--dry-run")
    assert (ran.code, filled_site.store.current()) == (OK, 7)


@pytest.mark.parametrize(("answer", "code"), [("ja\n", OK), ("nej\n", REFUSED), ("", REFUSED)])
def test_it_asks(inside, accepted, filled_site, monkeypatch, answer, code):
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    ran = inside("store", "purge", accepted, "--reason", "Fel.")
    assert ran.code == code
    assert "Det går inte att ångra." in ran.out
    assert filled_site.store.current() == (8 if code == OK else 7)


def test_once_more_tells_when_it_was_done(inside, accepted):
    inside("store", "purge", accepted, "--reason", "Fel.", "--yes")
    ran = inside("store", "purge", accepted, "--reason", "Fel.")
    assert ran.code == OK
    assert f"{accepted} rensades" in ran.out


def test_an_id_that_names_nothing(inside):
    ran = inside("store", "purge", "0" * 16, "--reason", "Fel.", "--yes")
    assert ran.code == REFUSED
    assert "ingen uppladdning, ingen post och inget beslut" in ran.err


def test_a_reason_is_asked_for(inside, accepted):
    assert inside("store", "purge", accepted).code == WRONG_USE
    ran = inside("store", "purge", accepted, "--reason", " ", "--yes")
    assert ran.code == REFUSED
    assert "Skälet saknas" in ran.err
