"""Tables without headings: a person gives them in one line; those of a known file are offered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tracker.errors import Param
from tracker.ingest.grid import Table
from tracker.ingest.meaning.codes import QuestionCode
from tracker.ingest.meaning.columns import shown
from tracker.ingest.meaning.marks import Marked, read_number
from tracker.ingest.meaning.regions import MUNICIPALITY, candidates
from tracker.ingest.recognised import Choice, Question

KEY = "headings"
_BRA = "Kommun;Antal;Per 100 000 inv."  # Brå's yearly file, which has no header in some years
_SHOWN = 3


def with_headings(table: Table, answers: Mapping[str, str]) -> Table:
    """A table without a header gets the one that was answered, if it has as many names."""
    names = tuple(name.strip() for name in answers.get(KEY, "").split(";"))
    fits = len(names) == len(table.names) and all(names) and len(set(names)) == len(names)
    if not fits or not is_headless(table):
        return table
    return replace(table, header=(names,), names=names)


def is_headless(table: Table) -> bool:
    """Whether nothing names any column."""
    return bool(table.rows) and table.group is None and not any(map(any, table.header))


def headings_question(tables: Sequence[Table]) -> Question | None:
    """What the columns of the first table without a header are called."""
    without = [table for table in tables if is_headless(table)]
    if not without:
        return None
    table = without[0]
    first = " | ".join(shown(cell) for cell in table.rows[0])
    gives = tuple(" | ".join(shown(cell) for cell in row) for row in table.rows[:_SHOWN])
    choices = (Choice(_BRA, gives),) if _is_crime_a_year(table) else ()
    params: dict[str, Param] = {"columns": len(table.names), "row": first[:200]}
    return Question(KEY, QuestionCode.HEADINGS, params, choices, len(without))


def _is_crime_a_year(table: Table) -> bool:
    """Municipality, number, number a 100 000 inhabitants."""
    if len(table.names) != 3:
        return False
    places = sum(
        any(place.level == MUNICIPALITY for place in candidates(shown(row[0])))
        for row in table.rows
    )
    return places * 10 >= 9 * len(table.rows) and all(
        isinstance(read_number(cell), Marked) for row in table.rows for cell in row[1:]
    )
