"""What disclosure control costs in the shipped data stands in docs/metod.md."""

from pathlib import Path

import pytest

from tracker.disclosure import NOTHING_MORE, reading
from tracker.model.access import ALL_ORGANISATIONS, Audience, Reader
from tracker.model.verdicts import Word
from tracker.service.programme import open_site
from tracker.service.reports import build_report
from tracker.store import Store, control

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "metod.md").read_text("utf-8")
INSIDE = Reader(Audience.ANALYSIS, frozenset({ALL_ORGANISATIONS}))
ANSWERS = {
    Word.CONFIRMED_PROGRESS,
    Word.PROGRESS,
    Word.CONFIRMED_SETBACK,
    Word.SETBACK,
    Word.NO_CHANGE,
    Word.INCREASE,
    Word.DECREASE,
}


def told(reader: Reader) -> list[int]:
    """The row of the table for a reader."""
    head = DOCUMENT[DOCUMENT.index("| Läsare |") :].split("\n\n")[0].splitlines()
    row = next(line for line in head if line.startswith(f"| {reader.audience} |"))
    return [int(cell) for cell in row.strip("| ").split("|")[1:]]


@pytest.mark.parametrize("audience", [Audience.OPEN, Audience.INTERNAL])
def test_the_table_says_what_is_lost(filled, clock, audience, monkeypatch):
    site = open_site(filled, clock)
    reader = Reader(audience, frozenset())

    def read(who: Reader = reader) -> tuple[int, set[tuple[str, str]], set[tuple[str, str]]]:
        snapshot = Store(site.store_folder, clock).at()
        report = build_report(snapshot, who, today=site.today)
        every = [s for goal in report.goals for s in goal.series] + list(report.cross_cutting)
        words = {(s.indicator.id, s.area.id): s.verdict.word for s in every}
        values = snapshot.observations(who)["value"]
        return (
            len(values) - values.null_count,
            {key for key, word in words.items() if word in ANSWERS},
            {key for key, word in words.items() if word is Word.HIDDEN},
        )

    _, inside, _ = read(INSIDE)
    numbers, answers, closed = read()
    monkeypatch.setattr(control, "_hidden", lambda *_: NOTHING_MORE)
    primary_numbers, primary_answers, _ = read()
    monkeypatch.setattr(reading, "suppressed", lambda rows, *_: rows)
    all_numbers, all_answers, _ = read()
    assert told(reader) == [
        all_numbers,
        all_numbers - primary_numbers,
        primary_numbers - numbers,
        len(inside),
        len(inside & closed),
        len(inside - closed) - len(all_answers),
        len(all_answers) - len(primary_answers),
        len(primary_answers) - len(answers),
        len(answers),
    ]
