"""A list of events, such as polisen.se's: read one by one, strictly.

Source: polisen.se/api/events. An event tells when its notice was published, of what type it is,
and in which municipality or county: never the district.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from tracker.errors import Fault, UploadRefused
from tracker.ingest.cubes.codes import CubeFault
from tracker.ingest.cubes.json_text import parse_json, unexpected
from tracker.ingest.meaning.period_names import FIRST_YEAR, LAST_YEAR
from tracker.ingest.meaning.words import tidy
from tracker.ingest.own.preview import shown

# "2023-09-21 0:06:28 +02:00": the hour without a leading zero.
_TIME = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?"
    r"\s*(?:(Z)|([+-])(\d{2}):?(\d{2}))?",
    re.ASCII,
)
_LOCAL = (timedelta(hours=1), timedelta(hours=2))


@dataclass(frozen=True)
class Event:
    """One event. `at` is Swedish local time without a zone; `place` as written, "" when empty."""

    id: str
    at: datetime
    type: str
    place: str
    name: str = ""
    summary: str = ""


@dataclass(frozen=True)
class EventList:
    """The events of a file in its order; `twice` are repeats of an id, which are left out."""

    events: tuple[Event, ...] = ()
    faults: tuple[Fault, ...] = ()
    twice: int = 0
    police: bool = False


def read_events(data: bytes) -> tuple[Event, ...]:
    """Read every event of a file, each once. Raises UploadRefused when anything is wrong."""
    parsed = parse_json(data)
    found = EventList(faults=(parsed,)) if isinstance(parsed, Fault) else events_in(parsed[0])
    if found.faults:
        raise UploadRefused("file_has_faults", found.faults, file="")
    return found.events


def events_in(document: object) -> EventList:
    """The events of a parsed file, or all that is wrong with it. Never raises."""
    if not isinstance(document, list):
        return EventList(faults=(unexpected("$"),))
    if not document:
        return EventList(faults=(Fault(CubeFault.EVENTS_NONE),))
    faults: list[Fault] = []
    events: dict[str, Event] = {}
    police = False
    for index, row in enumerate(document):
        read = _event(row, f"$[{index}]")
        if isinstance(read, Fault):
            faults.append(read)
            continue
        events.setdefault(read.id or f"${index}", read)
        police = police or _is_police(row)
    twice = len(document) - len(faults) - len(events)
    return EventList(tuple(events.values()), tuple(faults), twice, police)


def read_time(text: str) -> datetime | None:
    """Swedish local time of a time with or without its zone; None when it names no time."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        at = datetime(year, month, day, hour, minute, second)
        if not match[7] and not match[8]:
            return at
        offset = timedelta(hours=int(match[9] or 0), minutes=int(match[10] or 0))
        if match[8] == "-":
            offset = -offset
        return at if offset in _LOCAL else _swedish(at.replace(tzinfo=timezone(offset)))
    except (ValueError, OverflowError):
        return None


def _swedish(at: datetime) -> datetime:
    """Swedish wall clock: summer time from the last Sunday of March to that of October, 01 UTC."""
    utc = at.astimezone(UTC).replace(tzinfo=None)
    summer = _last_sunday(utc.year, 3) <= utc < _last_sunday(utc.year, 10)
    return utc + timedelta(hours=2 if summer else 1)


def _last_sunday(year: int, month: int) -> datetime:
    last = date(year, month, 31)
    return datetime(year, month, 31 - last.isoweekday() % 7, 1)


def _event(row: object, path: str) -> Event | Fault:
    if not isinstance(row, dict):
        return unexpected(path)
    when, kind, location = row.get("datetime"), row.get("type"), row.get("location", "")
    at = read_time(when) if isinstance(when, str) else None
    if at is None:
        cell = shown(when) if isinstance(when, str) else None
        return Fault(CubeFault.EVENT_TIME, path=f"{path}.datetime", cell=cell)
    if not isinstance(kind, str) or not kind.strip():
        return unexpected(f"{path}.type")
    place = location.get("name") if isinstance(location, dict) else location
    if not isinstance(place, str):
        return unexpected(f"{path}.location")
    texts = [tidy(t) if isinstance(t := row.get(key), str) else "" for key in ("name", "summary")]
    return Event(_id(row.get("id")), at, tidy(kind), tidy(place), *texts)


def _id(value: object) -> str:
    known = isinstance(value, int | str) and not isinstance(value, bool)
    return str(value) if known else ""


def _is_police(row: object) -> bool:
    url = row.get("url") if isinstance(row, dict) else None
    return isinstance(url, str) and ("polisen.se" in url or url.startswith("/aktuellt/handelser"))
