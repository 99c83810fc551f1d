"""A week's counts written in by hand: an ordinary upload in the own form, read and shown first."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.errors import UploadRefused
from tracker.ingest import escape_cell
from tracker.model.access import Actor
from tracker.model.definitions import Definitions
from tracker.model.periods import Period
from tracker.model.records import Provenance
from tracker.service.access import reader_for, require_organisation
from tracker.service.programme import Site
from tracker.service.uploads import Preview, Receipt, accept, new_draft, read_draft

_HEADER = ("indikator", "område", "period", "värde", "status", "kommentar")
_PRELIMINARY = "preliminär"


@dataclass(frozen=True)
class WeekEntry:
    """What a person fills in: a count per indicator, and a note that goes with each of them."""

    area: str
    week: Period
    counts: Mapping[str, int] = field(default_factory=dict)  # by indicator id
    note: str = ""
    preliminary: bool = False


def own_form(entry: WeekEntry) -> bytes:
    """The entry as a file in the tracker's own form."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(_HEADER)
    note = escape_cell(" ".join(entry.note.split()))
    status = _PRELIMINARY if entry.preliminary else ""
    for indicator, count in entry.counts.items():
        writer.writerow((indicator, entry.area, entry.week.code, count, status, note))
    return out.getvalue().encode()


def draft_week(site: Site, entry: WeekEntry, actor: Actor | None) -> str:
    """Keep the entry as a draft and read it. Returns the draft's id; nothing is stored yet.

    Raises UploadRefused for an entry without a count; NotAllowed, also for another
    organisation's series; StoreUnwritable.
    """
    if not entry.counts:
        raise UploadRefused("week_empty", ())
    definitions = site.store.at().definitions()
    for indicator in entry.counts:
        if actor and definitions and indicator in definitions.indicators:
            require_organisation(actor, definitions.indicators[indicator].owner_organisation)
    name = f"veckolage_{entry.week.code}_{entry.area}.csv"
    draft = new_draft(site, own_form(entry), name, actor)
    read_draft(site, draft, reader_for(actor))
    return draft


def accept_week(
    site: Site,
    seen: Preview,
    definitions: Definitions,
    actor: Actor | None,
    *,
    title: str,
    fictional: bool,
    replace_fictional: bool,
    based_on: int,
) -> Receipt:
    """Take the draft in. Its publisher is the organisation that owns the series.

    based_on   the data version that stood beside the preview
    Raises as `uploads.accept`.
    """
    owner = definitions.indicators[seen.difference.series[0].indicator_id].owner_organisation
    publisher = definitions.organisations[owner].name.sv
    origin = Provenance(publisher=publisher, title=title, fictional=fictional)
    return accept(
        site,
        seen.draft,
        origin,
        actor,
        replace_fictional=replace_fictional,
        based_on=based_on,
    )
