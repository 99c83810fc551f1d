"""Lines that stand alone above the rows they group: `Uppsala kommun;;` and then its crimes."""

import re
from collections.abc import Sequence, Set

from tracker.ingest.frames.heads import Sheet
from tracker.ingest.frames.rows import as_text

_PLACE = re.compile(r".+ (?:kommun|län|county|municipality)|riket|hela landet|hela riket", re.I)


def groups_of(sheet: Sheet, data: Sequence[int], lone: Set[int]) -> list[str] | None:
    """The group of each row of data, lone labels included; None when these are no groups.

    data, lone  positions in the sheet: the rows, and those that have nothing but a label

    A lone label may as well be a row whose values are all missing. It is a group only where the
    table begins with one, and either its rows' labels come again in another group or the groups
    are places by name and the rows are not.
    """
    if not lone or data[0] not in lone:
        return None
    current, groups = "", []
    labels: dict[str, set[str]] = {}
    heads = []
    for position in data:
        row = sheet.rows[position]
        label = as_text(row.cells[row.first]).strip()
        if position in lone:
            current = as_text(row.cells[row.first])
            heads.append(label)
        else:
            labels.setdefault(label, set()).add(current)
        groups.append(current)
    places = all(map(_is_place, heads)) and not any(map(_is_place, labels))
    if places or any(len(seen) > 1 for seen in labels.values()):
        return groups
    return None


def _is_place(label: str) -> bool:
    return _PLACE.fullmatch(label) is not None
