"""A reading survives the way through files from the child process to its parent."""

import pytest

from tracker.ingest import read_reading, write_reading


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(
            "indikator;område;period;värde;kommentar\nbrander;gottsunda;2021-03;12;å\n", id="good"
        ),
        pytest.param(
            "indikator;område;period;värde\nbrander;gotsunda;2021-03;1.900\nx;y", id="with faults"
        ),
        pytest.param("%PDF", id="refused unread"),
    ],
)
def test_a_reading_is_read_back_as_it_was(read, tmp_path, file):
    reading = read(file)
    write_reading(reading, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"reading.json", "observations.arrow"}
    assert read_reading(tmp_path) == reading


def test_another_format_is_a_bug_not_a_guess(read, tmp_path):
    write_reading(read("%PDF"), tmp_path)
    facts = tmp_path / "reading.json"
    facts.write_text(facts.read_text().replace('"format": 1', '"format": 2'))
    with pytest.raises(ValueError, match=tmp_path.name):
        read_reading(tmp_path)
