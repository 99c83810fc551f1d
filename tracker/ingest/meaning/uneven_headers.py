"""Headers of several rows that do not fit their columns: a group that ends too early, a gap."""

from collections.abc import Sequence

from tracker.ingest.grid import Table
from tracker.ingest.meaning.columns import Column
from tracker.ingest.meaning.words import folded


def incomplete(table: Table, numbers: Sequence[Column]) -> list[Column]:
    """The columns of numbers whose header says less than that of their like.

    `2023` above nothing beside `2023` above `Februari` is no whole year, and `Andel` below nothing
    beside `25-29 år` above `Andel` has lost its group.
    """
    if len(table.header) < 2:
        return []
    said = {c.position: _said(table, c.position) for c in numbers}
    whole = [(top, bottom) for top, bottom in said.values() if top and bottom]
    tops, bottoms = {top for top, _ in whole}, {bottom for _, bottom in whole}
    return [
        column
        for column in numbers
        for top, bottom in [said[column.position]]
        if (not bottom and top in tops) or (not top and bottom in bottoms)
    ]


def _said(table: Table, position: int) -> tuple[str, str]:
    """What the upper rows and the lowest row of the header say about a column."""
    parts = [folded(row[position]) if position < len(row) else "" for row in table.header]
    return " / ".join(filter(None, parts[:-1])), parts[-1]
