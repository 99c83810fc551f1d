"""What the commands share: who sits at the terminal, a typed day, a file, what is printed."""

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path

from tracker.errors import NotFound, TrackerError
from tracker.model.access import Actor, Audience, Reader
from tracker.model.report import Report
from tracker.service.access import ANYONE, local_owner, reader_for
from tracker.service.programme import Site
from tracker.service.reports import build_report
from tracker.texts.catalogue import Texts
from tracker.texts.faults import error_wording, fault_wording


def actor() -> Actor:
    """Whoever sits here, by the name in FASLAGET_NAME."""
    return local_owner(os.environ.get("FASLAGET_NAME", ""))


def day(text: str) -> date:
    """A day as typed. Raises TrackerError."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise TrackerError("bad_date", given=text) from error


def reader_as(audience: str) -> Reader:
    """Whoever sits here, reading as one of an audience."""
    wanted = Audience(audience)
    return ANYONE if wanted is Audience.OPEN else Reader(wanted, reader_for(actor()).organisations)


def report_seen(site: Site, given: argparse.Namespace) -> Report:
    """The report that --as-of, --per-den and --audience ask for. Raises NotFound."""
    per = day(given.per_den) if given.per_den else None
    reader = reader_as(given.audience)
    made = build_report(site.store.at(given.as_of), reader, today=site.today, per=per)
    if made is None:
        raise NotFound("no_definitions")
    return made


def bytes_of(path: Path) -> bytes:
    """What a file holds. Raises TrackerError when it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise TrackerError("no_such_file", file=str(path)) from error
    except OSError as error:
        detail = error.strerror or str(error)
        raise TrackerError("file_unreadable", file=path.name, detail=detail) from error


def print_json(made: object) -> None:
    """Print one JSON object."""
    print(json.dumps(made, ensure_ascii=False, indent=2))


def explain(error: TrackerError, texts: Texts) -> None:
    """Print the cause, the remedy and every fault on stderr."""
    wording = error_wording(error, texts)
    print(f"{wording.cause} {wording.remedy}", file=sys.stderr)
    for fault in getattr(error, "faults", ()):
        print(f"  • {fault_wording(fault, texts)}", file=sys.stderr)
