"""The first data versions: definitions, then the shipped open and example data and entries."""

import shutil
import time
from pathlib import Path

from tracker.definitions import (
    data_files,
    load_decisions,
    load_definitions,
    load_entries,
    load_provenance,
)
from tracker.errors import StoreDamaged, StoreMissing, UploadRefused
from tracker.model.access import Actor
from tracker.service.access import Action, reader_for, require
from tracker.service.decisions import DecisionForm, lacks_why, record_decision
from tracker.service.programme import Site, site_with_store
from tracker.service.reports import build_report
from tracker.service.steering import record_entries
from tracker.service.uploads import accept, new_draft, read_draft
from tracker.store import ApplyDefinitions, Wait, held_folder, writing_in

LONGEST_SET_UP = 300  # seconds that another's first start is waited for


def prepare(site: Site, actor: Actor, *, with_data: bool, wait: Wait = time.sleep) -> None:
    """Make the store if there is none; a store that exists is left as it is.

    It is filled beside its place and moved there whole, so that a set-up that was cut off is
    begun anew, and never taken for a store. Of several first starts at once one makes it, the
    others wait and use that one.
    with_data   also load `data/open` and `data/example`, with what is in their `entries`
    wait        called with the seconds to pause while another makes the store
    Raises NotAllowed; DefinitionsInvalid, also for a table whose origin is missing; UploadRefused
    or EntryRefused when a shipped file has faults; StoreUnwritable; StoreBusy when another goes on
    making it for five minutes; StoreDamaged where there is a store of which nobody can tell what
    is in force.
    """
    require(actor, Action.KEEP_STORE)
    try:
        site.store.current()
    except StoreMissing:
        _make_once(site, actor, with_data=with_data, wait=wait)


def _make_once(site: Site, actor: Actor, *, with_data: bool, wait: Wait) -> None:
    around = site.store_folder.parent
    with writing_in(around):
        around.mkdir(parents=True, exist_ok=True)
    with held_folder(around, wait, seconds=LONGEST_SET_UP):
        if not site.store.exists():
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
            _decide(site, DecisionForm(**entry.model_dump()), actor)
    for folder in folders:
        entries = load_entries(folder / "entries", fictional=folder.name == "example")
        if entries:
            record_entries(site, entries, actor, based_on=site.store.current())


def _decide(site: Site, form: DecisionForm, actor: Actor) -> None:
    """Record an invented decision as if it had been made on what is loaded, per its own day.

    One that does not answer to that evidence is taken over as it is, with nothing frozen.
    """
    snapshot = site.store.at()
    seen = build_report(snapshot, reader_for(actor), today=site.today, per=form.decided_on)
    if seen and lacks_why(form, seen):
        seen = None
    record_decision(site, form, actor, based_on=snapshot.number, seen=seen)


def _load(site: Site, table: Path, provenance: Path, actor: Actor) -> None:
    origin = load_provenance(provenance)
    draft = new_draft(site, table.read_bytes(), table.name, actor)
    read_draft(site, draft, reader_for(actor))
    try:
        accept(site, draft, origin, actor)
    except UploadRefused:
        site.store.drafts.discard(draft)
        raise
