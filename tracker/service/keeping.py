"""Looking after the store: rebuild, backup, restore, dropping the example. The owner's work."""

from pathlib import Path

from tracker.errors import NotFound
from tracker.model.access import Actor
from tracker.model.records import Publication
from tracker.service.access import Action, require
from tracker.service.originals import read_again
from tracker.service.programme import Site
from tracker.store import DropExample


def rebuild(site: Site, actor: Actor | None) -> Publication:
    """Read every kept file again, as this version of the tracker reads it. Raises NotAllowed."""
    actor = require(actor, Action.KEEP_STORE)
    return site.store.rebuild(actor, read_again)


def backup(site: Site, target: Path, actor: Actor | None) -> Path:
    """One file that `restore` can read. Raises NotAllowed; StoreUnwritable."""
    actor = require(actor, Action.KEEP_STORE)
    return site.store.backup(target, actor)


def restore(site: Site, archive: Path, actor: Actor | None) -> Publication:
    """Make a new data version of what a backup holds; a store too, where there is none.

    What has been purged since the backup was made does not come back.

    Raises NotAllowed; NotFound when there is no such file; StoreDamaged.
    """
    actor = require(actor, Action.KEEP_STORE)
    if not archive.is_file():
        raise NotFound("archive_unknown", file=archive)
    site.store.create()
    return site.store.restore(archive, actor, read_again)


def drop_example(site: Site, actor: Actor | None) -> Publication:
    """End every invented value and decision. Raises NotAllowed."""
    actor = require(actor, Action.KEEP_STORE)
    return site.store.publish(DropExample(), actor, based_on=site.store.current())
