"""A header's rows as texts: labels filled to the right, and one name for each column."""

import html
from collections import Counter
from collections.abc import Sequence

from tracker.ingest.frames.rows import BLANK, Row, as_text

JOINED = " / "


def header_texts(
    rows: Sequence[Row], width: int, values: frozenset[int]
) -> tuple[tuple[str, ...], ...]:
    """The header's cells as written, each row as wide as the table.

    A label of an upper row holds for the blank cells to its right, as far as something stands
    below them, and not from a column of labels into one of values.
    """
    written = [
        [as_text(row.cells[c]) if row.kind(c) != BLANK else "" for c in range(width)]
        for row in rows
    ]
    texts = [list(row) for row in written]
    for level, row in enumerate(texts[:-1]):
        for column in range(1, width):
            if row[column] or not row[column - 1]:
                continue
            named_below = any(below[column] for below in written[level + 1 :])
            new_group = any(above[column] for above in written[:level])
            if named_below and not new_group and (column in values) == (column - 1 in values):
                row[column] = row[column - 1]
    return tuple(map(tuple, texts))


def column_names(header: Sequence[Sequence[str]], width: int) -> tuple[tuple[str, ...], list[str]]:
    """One name for each column, and the names that several columns would have had.

    A second column of the same name gets " (2)"; one without a name stays without.
    """
    joined = [_joined([row[column] for row in header]) for column in range(width)]
    counted = Counter(name for name in joined if name)
    seen: Counter[str] = Counter()
    names = []
    for name in joined:
        seen[name] += 1
        names.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return tuple(names), [name for name, count in counted.items() if count > 1]


def _joined(parts: Sequence[str]) -> str:
    kept: list[str] = []
    for part in parts:
        text = html.unescape(part).strip()
        if text and (not kept or kept[-1] != text):
            kept.append(text)
    return JOINED.join(kept)
