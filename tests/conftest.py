"""What every test shares: the same examples each run, a clock that stands still, a programme.

The programme stands in fixtures/programme: two goals, four areas, an indicator of every kind,
measure and class. `site` has its definitions in force and nothing else; `filled_site` has values
in every series but `merit`, and phase decisions.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from tracker.model.access import Actor, Reader
from tracker.model.records import Provenance
from tracker.service.access import ANYONE, local_owner, reader_for
from tracker.service.programme import Site, open_site
from tracker.service.setup import prepare
from tracker.service.uploads import Receipt, accept, new_draft, read_draft

settings.register_profile("derandomised", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("derandomised")

PROGRAMME = Path(__file__).parent / "fixtures" / "programme"
HEADER = "indikator;område;period;värde;nämnare;antal_svar;status;kommentar"


class Clock:
    """A clock that goes one minute forward each time it is read."""

    def __init__(self) -> None:
        self.now = datetime(2025, 1, 16, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def monthly(indicator: str, first: int, last: int, level: int) -> Iterator[str]:
    """A row a month of the square, about `level`, from January of one year to December of one."""
    for month in range((last - first + 1) * 12):
        year, number = first + month // 12, month % 12 + 1
        yield f"{indicator};torget;{year}-{number:02d};{level + month * 7 % 5}"


def file_of(rows: Iterable[str]) -> bytes:
    """A file in the own form; cells that a row leaves out at its end are empty."""
    full = (row + ";" * (HEADER.count(";") - row.count(";")) for row in rows)
    return "\n".join((HEADER, *full, "")).encode()


def every_value() -> bytes:
    """Values for many kinds of verdict: alarms fall, tips rise, surveys stand still."""
    rows = [
        *monthly("larm", 2018, 2019, 60),
        *monthly("larm", 2020, 2024, 40),
        *monthly("tips", 2018, 2019, 20),
        *monthly("tips", 2020, 2024, 40),
        *monthly("skott", 2018, 2024, 6),
        "trygga;enkatomradet;2018;62,5;;400",
        "trygga;enkatomradet;2019;61,0;;400",
        "trygga;enkatomradet;2022;63,5;;400",
        "trygga;enkatomradet;2024;62,0;;400",
        *(f"oro;gatan;{year}K{n};{10 + n}" for year in (2023, 2024) for n in (1, 2, 3, 4)),
        *(f"invanare;torget;{year};{4000 + year}" for year in range(2018, 2025)),
        *(f"invanare;staden;{year};{110_000 + year}" for year in range(2018, 2025)),
    ]
    return file_of(rows)


@dataclass(frozen=True)
class Bring:
    """Takes a file through draft and preview into a site's store."""

    site: Site
    actor: Actor

    def __call__(
        self, data: bytes | str, name: str = "fil.csv", *, fictional: bool = False
    ) -> Receipt:
        given = data.encode() if isinstance(data, str) else data
        draft = new_draft(self.site, given, name, self.actor)
        read_draft(self.site, draft, reader_for(self.actor))
        origin = Provenance(publisher="Polisen", title=name, fictional=fictional)
        return accept(self.site, draft, origin, self.actor)


@pytest.fixture
def owner() -> Actor:
    return local_owner("Anna")


@pytest.fixture
def full_reader(owner: Actor) -> Reader:
    return reader_for(owner)


@pytest.fixture
def anyone() -> Reader:
    return ANYONE


@pytest.fixture(scope="session")
def _programmes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Programme folders with a store, made once; the tests work on copies."""
    root, owner = tmp_path_factory.mktemp("programmes"), local_owner("Anna")
    made = {}
    for kind in ("defined", "filled"):
        folder = made[kind] = Path(shutil.copytree(PROGRAMME, root / kind))
        site = open_site(folder, Clock())
        prepare(site, owner, with_data=kind == "filled")
        if kind == "filled":
            Bring(site, owner)(every_value(), "alla_varden.csv")
    return made


@pytest.fixture
def programme_folder(tmp_path: Path) -> Path:
    """The programme without a store."""
    return Path(shutil.copytree(PROGRAMME, tmp_path / "satsning"))


@pytest.fixture
def site(tmp_path: Path, _programmes: dict[str, Path], clock: Clock) -> Site:
    """Publication 1: the definitions."""
    return open_site(Path(shutil.copytree(_programmes["defined"], tmp_path / "satsning")), clock)


@pytest.fixture
def filled_site(tmp_path: Path, _programmes: dict[str, Path], clock: Clock) -> Site:
    """Publication 6: definitions, open data, invented data, two decisions, and `every_value`."""
    return open_site(Path(shutil.copytree(_programmes["filled"], tmp_path / "satsning")), clock)


@pytest.fixture
def bring(site: Site, owner: Actor) -> Bring:
    return Bring(site, owner)


@pytest.fixture
def own_form() -> Callable[..., bytes]:
    """A file of rows below the own form's header."""
    return lambda *rows: file_of(rows)
