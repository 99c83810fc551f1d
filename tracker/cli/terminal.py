"""What the commands share: who sits at the terminal, a typed day, a file, what is printed."""

import json
import os
import sys
from datetime import date
from pathlib import Path

from tracker.errors import TrackerError
from tracker.model.access import Actor
from tracker.service.access import local_owner
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
