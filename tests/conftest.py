"""What every test shares: the same examples each run, a clock that stands still, a programme.

The programme stands in fixtures/programme: two goals, four areas, an indicator of every kind,
measure and class. `site` has its definitions in force and nothing else; `filled_site` has values
in every series but `merit`, and phase decisions.
"""

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
import zstandard
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tracker.assessment import assess
from tracker.definitions import load_definitions
from tracker.model.access import Actor, Reader
from tracker.model.definitions import Definitions
from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import parse_period
from tracker.model.records import PhaseDecision, Provenance
from tracker.model.report import PhaseStatus, SeriesReport
from tracker.service.access import ANYONE, local_owner, reader_for
from tracker.service.basis import phase_status
from tracker.service.programme import Site, open_site
from tracker.service.setup import prepare
from tracker.service.shown import baseline_band, shown_values
from tracker.service.uploads import Receipt, accept, new_draft, read_draft

settings.register_profile("derandomised", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("derandomised")

PROGRAMME = Path(__file__).parent / "fixtures" / "programme"
HEADER = "indikator;område;period;värde;nämnare;antal_svar;status;kommentar"


IN_MEMORY = Path("/dev/shm")
ROOM = 4_000_000_000  # bytes; a run needs a tenth


def pytest_configure(config: pytest.Config) -> None:
    """Put temporary folders in memory where there is room: each write of a store waits for a disk.

    They go when the run ends, also those of failed tests: `--basetemp` keeps them.
    """
    given = config.option.basetemp or hasattr(config, "workerinput")
    if given or not IN_MEMORY.is_dir() or shutil.disk_usage(IN_MEMORY).free < ROOM:
        return
    config.option.basetemp = folder = tempfile.mkdtemp(prefix="faslaget-", dir=IN_MEMORY)
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


class BrowserTogether(LoadScopeScheduling):
    """Gives all tests in the browser to one process: one browser and one server a run.

    The others go file by file, the longest lists first, so that what a file prepares is made once.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "browser" if "browser" in Path(file).parts else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> BrowserTogether:
    """How tests are shared out among processes, whatever `--dist` says."""
    return BrowserTogether(config, log)


class Clock:
    """A clock that goes one minute forward each time it is read."""

    def __init__(self) -> None:
        self.now = datetime(2025, 1, 16, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture(scope="session", autouse=True)
def _no_components() -> Iterator[None]:
    """Streamlit looks through every installed package for components each time a page is opened.

    None is used here; being told so halves the time of opening a page.
    """
    with pytest.MonkeyPatch.context() as patch:
        if "streamlit" in sys.modules:
            scanner = "streamlit.components.v2.manifest_scanner.scan_component_manifests"
            patch.setattr(scanner, list)
        yield


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


@pytest.fixture(scope="session")
def small_programme() -> Definitions:
    """What fixtures/programme defines."""
    return load_definitions(PROGRAMME)


def _observation(code: str, given: Any, more: Mapping[str, Any]) -> Observation:
    """A number; None for a missing value; (low, high) for a hidden one; or an Observation."""
    match given:
        case Observation():
            return given
        case None:
            return Observation(parse_period(code), Status.MISSING)
        case (low, high):
            hidden = Status.SUPPRESSED
            return Observation(parse_period(code), hidden, low=low, high=high, **more)
        case _:
            return Observation(parse_period(code), Status.FINAL, given, **more)


@pytest.fixture
def make_series(small_programme: Definitions) -> Callable[..., SeriesReport]:
    """A series of the small programme with its verdict at the end of 2024.

    values       {period: number, None, (low, high) or Observation}
    denominator, responses   of every value; keyword arguments else change the indicator
    """

    def make(
        indicator_id: str,
        values: Mapping[str, Any],
        *,
        fictional: bool = False,
        denominator: float | None = None,
        responses: float | None = None,
        **changed: Any,
    ) -> SeriesReport:
        definitions, day = small_programme, date(2024, 12, 31)
        indicator = definitions.indicators[indicator_id].model_copy(update=changed)
        area = definitions.areas[indicator.areas[0]]
        more = {"denominator": denominator, "responses": responses}
        observations = tuple(_observation(code, given, more) for code, given in values.items())
        series = Series(indicator.id, area.id, observations, fictional)
        freshness = definitions.phase_model.freshness
        verdict = assess(series, indicator, reference_date=day, phase=None, freshness=freshness)
        shown = shown_values(series, indicator)
        counted = [s for s in shown if s.value is not None and s.observation.period.end <= day]
        band = baseline_band(verdict.baseline, series, indicator)
        latest = counted[-1] if counted else None
        return SeriesReport(indicator, area, series, shown, latest, verdict, band, 0, None, ())

    return make


@pytest.fixture
def phase_status_of(small_programme: Definitions) -> Callable[..., PhaseStatus]:
    """The square's phase at the end of 2024 after [(phase, from day), ...]."""

    def make(steps: Iterable[tuple[int, str]]) -> PhaseStatus:
        decisions = [
            PhaseDecision(
                id=f"beslut{number:04d}",
                area_id="torget",
                phase=phase,
                valid_from=date.fromisoformat(day),
                decided_on=date.fromisoformat(day),
                decided_by="Styrgruppen",
                reasons="Skäl",
                recorded_by="anna",
                recorded_at=datetime(2025, 1, 1, tzinfo=UTC),
                based_on=1,
            )
            for number, (phase, day) in enumerate(steps)
        ]
        return phase_status(small_programme.areas["torget"], decisions, date(2024, 12, 31))

    return make


@pytest.fixture
def found_in(tmp_path):
    """Where under a folder some bytes are found, by file name.

    As they lie, in what compressed files hold, and in every table of a database.
    """

    def contents(path):
        yield path.read_bytes()
        match path.suffix:
            case ".zst":
                yield zstandard.decompress(path.read_bytes())
            case ".duckdb":
                copy = tmp_path / "scanned"  # what lies on the disk, not what is open
                copy.write_bytes(path.read_bytes())
                with duckdb.connect(copy, read_only=True) as connection:
                    names = connection.execute("select table_name from duckdb_tables()").fetchall()
                    for (name,) in names:
                        yield repr(connection.table(name).fetchall()).encode()
                copy.unlink()
            case ".sqlite":
                with closing(sqlite3.connect(path)) as connection:
                    yield "\n".join(connection.iterdump()).encode()

    def found_in(folder, *signs: bytes) -> list[str]:
        return sorted(
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*")
            if path.is_file() and any(sign in held for held in contents(path) for sign in signs)
        )

    return found_in
