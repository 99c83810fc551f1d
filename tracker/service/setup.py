"""The first data versions: definitions, then the shipped open and example data."""

import shutil
from pathlib import Path

from tracker.definitions import data_files, load_decisions, load_definitions, load_provenance
from tracker.errors import StoreDamaged, StoreMissing, UploadRefused
from tracker.model.access import Actor
from tracker.service.access import reader_for
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.programme import Site, site_with_store
from tracker.service.uploads import accept, new_draft, read_draft
from tracker.store import ApplyDefinitions


def prepare(site: Site, actor: Actor, *, with_data: bool) -> None:
    """Make the store if there is none; a store that exists is left as it is.

    It is filled beside its place and moved there whole, so that a set-up that was cut off is
    begun anew, and never taken for a store.
    with_data   also load `data/open` and `data/example`
    Raises DefinitionsInvalid, also for a table whose origin is missing; UploadRefused when a
    shipped file has faults; StoreUnwritable; StoreDamaged where there is a store of which nobody
    can tell what is in force.
    """
    try:
        site.store.current()
    except StoreMissing:
        _make(site, actor, with_data=with_data)


def _make(site: Site, actor: Actor, *, with_data: bool) -> None:
    if site.store_folder.is_dir() and any(site.store_folder.iterdir()):
        raise StoreDamaged("current_damaged", file=site.store_folder / "CURRENT")
    beside = site.store_folder.with_name(site.store_folder.name + ".new")
    shutil.rmtree(beside, ignore_errors=True)
    new = site_with_store(site.folder, beside, site.clock)
    new.store.create()
    new.store.publish(ApplyDefinitions(load_definitions(site.folder)), actor, based_on=0)
    if with_data:
        _fill(new, actor)
    beside.rename(site.store_folder)


def _fill(site: Site, actor: Actor) -> None:
    folders = [site.folder / "data" / name for name in ("open", "example")]
    for shipped in [file for folder in folders for file in data_files(folder)]:
        _load(site, shipped.table, shipped.provenance, actor)
    decisions = site.folder / "data" / "example" / "decisions.yaml"
    if decisions.is_file():
        for entry in load_decisions(decisions):
            form = DecisionForm(**entry.model_dump())
            record_decision(site, form, actor, based_on=site.store.current())


def _load(site: Site, table: Path, provenance: Path, actor: Actor) -> None:
    origin = load_provenance(provenance)
    draft = new_draft(site, table.read_bytes(), table.name, actor)
    read_draft(site, draft, reader_for(actor))
    try:
        accept(site, draft, origin, actor)
    except UploadRefused:
        site.store.drafts.discard(draft)
        raise
