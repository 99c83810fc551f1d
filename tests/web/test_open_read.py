"""`serve --open-read`: the public reads, learns no hidden number, and can write nothing."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tracker.model.access import Confidentiality
from tracker.model.definitions import Indicator, Measure
from tracker.model.records import Provenance
from tracker.service.access import local_owner, reader_for
from tracker.service.programme import Site, open_site
from tracker.service.uploads import accept, new_draft, read_draft
from tracker.web.site import OPEN_READ

pytestmark = [pytest.mark.page, pytest.mark.usefixtures("open_read")]

OWNER = local_owner("Prov Person")
AFTER_FILLING = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
EXAMPLE = Provenance(publisher="Prov", title="Prov", fictional=True)
PAGES = ("", "malomraden", "faser", "ladda-upp", "data", "om")
GOALS = ("m1", "m2", "m3", "m4", "m5", "m6")


def invented_counts(site: Site) -> list[tuple[Indicator, str, str]]:
    """Every invented series of counts: its indicator, area and last period."""
    snapshot = site.store.at()
    definitions = snapshot.definitions()
    assert definitions
    return [
        (indicator, series.area_id, series.observations[-1].period.code)
        for series in snapshot.series(reader_for(OWNER))
        if series.fictional
        and (indicator := definitions.indicators[series.indicator_id]).measure is Measure.COUNT
    ]


def closed(indicator: Indicator) -> bool:
    return indicator.confidentiality is not Confidentiality.OPEN


def suppressed(indicator: Indicator) -> bool:
    """Open, but 1 to 4 of a period of its own are hidden."""
    return not (closed(indicator) or indicator.published or indicator.open_period)


def everything(visitor: Any) -> list[str]:
    """All that the public can be sent about the newest data version."""
    asked = [
        *((page, {}) for page in PAGES),
        *(("malomraden", {"mal": goal, "brett": "1"}) for goal in GOALS),
        *(("faser", {"fas": phase}) for phase in "13"),
        *(("data", {"serie": i.id}) for i, _, _ in invented_counts(visitor.site)[:4]),
    ]
    return [visitor.open(page, **params).sent for page, params in asked]


def plant(folder: Path, in_closed: int, in_suppressed: int) -> None:
    """Replace the last counts of hidden series."""
    site = open_site(folder, lambda: AFTER_FILLING)
    invented = invented_counts(site)
    rows = [
        *(f"{i.id};{a};{period};{in_closed}" for i, a, period in invented if closed(i)),
        *(f"{i.id};{a};{period};{in_suppressed}" for i, a, period in invented if suppressed(i)),
    ]
    assert len(rows) > 8
    data = "\n".join(["indikator;område;period;värde", *rows]).encode()
    draft = new_draft(site, data, "prov.csv", OWNER)
    read_draft(site, draft, reader_for(OWNER))
    accept(site, draft, EXAMPLE, OWNER)


@pytest.fixture(scope="module")
def _planted(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[int, int], Path]:
    """The shipped programme with other hidden counts; each pair once. Not to be written to."""
    root = tmp_path_factory.mktemp("hidden")

    @cache
    def made(in_closed: int, in_suppressed: int) -> Path:
        folder = Path(shutil.copytree(filled, root / f"{in_closed}-{in_suppressed}"))
        plant(folder, in_closed, in_suppressed)
        return folder

    return made


@pytest.fixture
def planted(
    _planted: Callable[[int, int], Path], visit: Callable[[Path], Any]
) -> Callable[[int, int], Any]:
    """A visitor of the programme with those counts; the one asked for last is at its pages."""
    return lambda in_closed, in_suppressed: visit(_planted(in_closed, in_suppressed))


def files_of(ask: Any, site: Site) -> list[tuple[int, bytes]]:
    """The files that the public can take along: the whole, and a series of each kind.

    Each file of a series is written as every other.
    """
    invented = invented_counts(site)
    chosen = [next(one for one in invented if kind(one[0])) for kind in (closed, suppressed)]
    names = [*(f"{i.id}/{area}" for i, area, _ in chosen), "laget"]
    paths = [f"/fil/{name}.{kind}" for name in names for kind in ("csv", "json")]
    return [(answer.status, answer.body) for answer in map(ask, paths)]


def test_no_file_differs_by_a_number_that_the_public_may_not_see(planted: Any, ask: Any) -> None:
    one = files_of(ask, planted(3, 3).site)
    assert one == files_of(ask, planted(400, 4).site)
    assert b"m1_skjutningar" in b"".join(body for status, body in one if status == 200)
    assert {status for status, _ in one} == {200}


def test_no_page_differs_by_a_number_that_the_public_may_not_see(planted: Any) -> None:
    """Any count in a closed series; 3 or 4 in an open one where fewer than 5 are hidden."""
    assert everything(planted(3, 3)) == everything(planted(400, 4))


@pytest.mark.parametrize("other", [(400, 3), (3, 4)], ids=["closed", "suppressed"])
def test_the_pages_of_the_owner_do_differ_by_it(
    planted: Any, monkeypatch: pytest.MonkeyPatch, other: tuple[int, int]
) -> None:
    monkeypatch.delenv(OPEN_READ)
    assert planted(3, 3).open("data").sent != planted(*other).open("data").sent


def test_a_closed_series_shows_its_name_and_why_it_shows_no_more(shipped: Any) -> None:
    cells = shipped.open("data").row("Beslagtagna skjutvapen")
    assert "Visas inte för den här visningsnivån" in " ".join(cells)
    assert "–" in cells[2]


def test_nobody_uploads_here(shipped: Any) -> None:
    shown = shipped.open("ladda-upp")
    assert "Här går det bara att läsa" in shown.text
    assert not shown.app.get("file_uploader")
    assert not shown.app.button


def test_the_menu_does_not_offer_it(shipped: Any) -> None:
    shown = shipped.open()
    assert "Ladda upp" not in [link.proto.label for link in shown.app.get("page_link")]
    assert "/ladda-upp" not in shown.links


def test_nobody_decides_here(shipped: Any) -> None:
    shown = shipped.open("faser")
    assert not shown.app.get("form")
    assert not shown.app.text_area


def test_nobody_puts_definitions_in_force_here(shipped: Any) -> None:
    assert not shipped.open("data").app.button


def test_no_name_of_who_wrote_is_shown(shipped: Any) -> None:
    assert "Prov Person" not in shipped.open("data").sent
