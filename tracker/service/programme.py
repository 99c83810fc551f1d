"""Where a programme lives: its folder, its settings, its store."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tracker.errors import ProgrammeNotFound
from tracker.model.definitions import Programme
from tracker.store import Store

ENVIRONMENT = "FASLAGET_PROGRAMME"
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The clock outside tests."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Site:
    """One programme folder and the store that goes with it."""

    folder: Path
    store_folder: Path
    store: Store
    clock: Clock

    @property
    def today(self) -> date:
        """Today, by the site's clock."""
        return self.clock().date()


def find_programme(argument: str | None, environment: Mapping[str, str], working: Path) -> Path:
    """The programme folder: by argument, then environment, then the working directory.

    Raises ProgrammeNotFound when the place we were told of holds no goals.yaml.
    """
    told = argument or environment.get(ENVIRONMENT)
    folder = Path(told).expanduser().resolve() if told else working.resolve()
    if not (folder / "goals.yaml").is_file():
        raise ProgrammeNotFound("programme_not_found", folder=str(folder))
    return folder


def open_site(folder: Path, clock: Clock = utc_now) -> Site:
    """The site of a programme folder; reads `tracker.toml`, opens nothing else.

    Raises ProgrammeNotFound when tracker.toml cannot be read.
    """
    return site_with_store(folder, store_folder(folder), clock)


def site_with_store(folder: Path, store: Path, clock: Clock) -> Site:
    """The site of a programme folder with its store at another place."""
    return Site(folder, store, Store(store, clock), clock)


def store_folder(folder: Path) -> Path:
    """Where the programme's store lies: `store/`, or where tracker.toml puts it."""
    return (folder / str(settings_of(folder).get("store", "store"))).resolve()


def accessibility_contact(folder: Path) -> str | None:
    """Whom to tell of a page that somebody cannot use, as tracker.toml says; None: not told.

    Raises ProgrammeNotFound when tracker.toml cannot be read.
    """
    told = str(settings_of(folder).get("accessibility_contact", "")).strip()
    return told or None


def settings_of(folder: Path) -> Mapping[str, object]:
    """What tracker.toml says; nothing where there is none.

    Raises ProgrammeNotFound when it cannot be read.
    """
    settings = folder / "tracker.toml"
    if not settings.is_file():
        return {}
    try:
        return tomllib.loads(settings.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProgrammeNotFound(
            "settings_unreadable", file=settings.name, detail=str(error)
        ) from error


def reference_date(programme: Programme, today: date) -> date:
    """The date everything is judged at: today while the programme runs, then its end."""
    return min(today, programme.end)
