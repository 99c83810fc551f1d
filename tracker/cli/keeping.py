"""`store`: the data versions, and looking after them."""

import argparse
import sys
from contextlib import suppress

from tracker.cli.purging import purging_lines
from tracker.cli.terminal import actor
from tracker.cli.turning import flip_line
from tracker.errors import StoreDamaged, TrackerError
from tracker.service import keeping, purging, withdrawals
from tracker.service.access import reader_for
from tracker.service.programme import Site
from tracker.texts.catalogue import Texts
from tracker.texts.dates import moment
from tracker.texts.faults import fault_wording


def log(site: Site, _given: argparse.Namespace, texts: Texts) -> int:
    """Print the data versions, oldest first."""
    snapshot, reader = site.store.at(), reader_for(actor())
    told = {one.publication: one for one in snapshot.withdrawals(reader)}
    purged = {one.publication: one for one in snapshot.purges(reader)}
    for made in site.store.log():
        when = moment(made.made_at, texts.language)
        print(f"{made.number:6}  {when}  {texts(f'news.kind.{made.kind}')}  {made.what}")
        if one := told.get(made.number):
            print(" " * 8 + texts("withdraw.why", file=one.file_name, reason=one.reason))
        if gone := purged.get(made.number):
            print(" " * 8 + texts("purge.why", id=gone.id, reason=gone.reason))
    return 0


def withdraw(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Take an accepted upload out of force, and say what came back."""
    person = actor()
    seen = withdrawals.look_at_withdrawal(site, given.upload, person)
    print(
        texts(
            "withdraw.cli.told",
            file=seen.upload.file_name,
            revised=seen.difference.revised,
            absent=seen.difference.absent,
            new=seen.difference.new,
        )
    )
    for flip in seen.flips or ():
        print(f"  • {flip_line(flip, site, texts)}")
    if given.dry_run:
        return 0
    made = withdrawals.withdraw(site, given.upload, given.reason, person, based_on=seen.publication)
    print(texts("withdraw.done", file=seen.upload.file_name, number=made.number))
    return 0


def purge(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Remove an upload or an entry for good, once it has been said what that takes."""
    person = actor()
    seen = purging.look_at_purge(site, given.target, person)
    for line in purging_lines(seen, texts):
        print(line)
    if given.dry_run:
        return 0
    if not given.yes and not seen.is_done:
        _confirm(texts)
    made = purging.purge(site, given.target, given.reason, person)
    tombstone = made.tombstone
    print(texts("purge.done", id=tombstone.id, number=site.store.current()))
    return 0


def _confirm(texts: Texts) -> None:
    """Ask, and raise TrackerError unless the answer is yes."""
    print(texts("purge.confirm"), end=" ", flush=True)
    if sys.stdin.readline().strip().casefold() != texts("purge.yes"):
        raise TrackerError("purge_not_confirmed")


def verify(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Print what is damaged, and what names the log as it is; 1 when something is damaged."""
    problems = site.store.verify(given.known)
    for problem in problems:
        print(f"  • {fault_wording(problem, texts)}", file=sys.stderr)
    print(texts("cli.verified", n=len(problems)))
    with suppress(StoreDamaged):  # told above
        print(texts("cli.log_head", head=site.store.journal.head()))
    return 1 if problems else 0


def rebuild(site: Site, _given: argparse.Namespace, texts: Texts) -> int:
    """Read every accepted file again."""
    print(texts("cli.made", number=keeping.rebuild(site, actor()).number))
    return 0


def backup(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Write the whole store to one file."""
    print(texts("cli.backed_up", file=str(keeping.backup(site, given.target, actor()))))
    print(texts("cli.log_head", head=site.store.journal.head()))
    return 0


def restore(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Make a data version of a backup."""
    print(texts("cli.made", number=keeping.restore(site, given.archive, actor()).number))
    return 0


def drop_example(site: Site, _given: argparse.Namespace, texts: Texts) -> int:
    """Remove everything invented."""
    print(texts("cli.made", number=keeping.drop_example(site, actor()).number))
    return 0
