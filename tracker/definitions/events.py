"""events.csv → events: what happened around the area, each with its source."""

import csv
from io import StringIO
from pathlib import Path

from tracker.definitions.yaml_text import decode
from tracker.errors import DefinitionsInvalid, Fault, NotFound
from tracker.model.base import Words
from tracker.model.events import Event
from tracker.model.periods import parse_period

HEADER = ("date", "label_sv", "label_en", "title_sv", "title_en", "source", "url")


def load_events(path: Path) -> tuple[Event, ...]:
    """Every event of the file, oldest first.

    Raises NotFound when the file is missing; DefinitionsInvalid with every fault in it.
    """
    if not path.is_file():
        raise NotFound("document_missing", file=path.name, folder=path.parent.name)
    text = decode(path.read_bytes(), path.name)
    events, faults = ((), [text]) if isinstance(text, Fault) else parse_events(text, path.name)
    if faults:
        raise DefinitionsInvalid("document_invalid", tuple(faults), file=path.name)
    return events


def parse_events(text: str, file: str) -> tuple[tuple[Event, ...], list[Fault]]:
    """The events of a text, separated by `;`, and its faults; rows as a spreadsheet counts them."""
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    if not rows or tuple(rows[0]) != HEADER:
        return (), [Fault("event_header", {"expected": ";".join(HEADER)}, file=file, row=1)]
    events: list[Event] = []
    faults: list[Fault] = []
    for number, cells in enumerate(rows[1:], start=2):
        if cells:
            found = _event(cells, number, file)
            if isinstance(found, Event):
                events.append(found)
            else:
                faults += found
    return tuple(sorted(events, key=lambda event: event.when)), faults


def _event(cells: list[str], row: int, file: str) -> Event | list[Fault]:
    if len(cells) != len(HEADER):
        counts = {"expected": len(HEADER), "found": len(cells)}
        return [Fault("event_cells", dict(counts), file=file, row=row)]
    by_name = {name: cell.strip() for name, cell in zip(HEADER, cells, strict=True)}
    faults = [
        Fault("event_empty", file=file, row=row, column=name)
        for name in HEADER[:-1]
        if not by_name[name]
    ]
    if faults:
        return faults
    try:
        when = parse_period(by_name["date"])
    except ValueError:
        return [Fault("event_date", file=file, row=row, column="date", cell=by_name["date"])]
    return Event(
        when=when,
        label=Words(sv=by_name["label_sv"], en=by_name["label_en"]),
        title=Words(sv=by_name["title_sv"], en=by_name["title_en"]),
        source=by_name["source"],
        url=by_name["url"] or None,
    )
