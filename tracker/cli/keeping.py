"""`store`: the data versions, and looking after them."""

import argparse
import sys

from tracker.cli.terminal import actor
from tracker.service import keeping
from tracker.service.programme import Site
from tracker.texts.catalogue import Texts
from tracker.texts.dates import moment
from tracker.texts.faults import fault_wording


def log(site: Site, _given: argparse.Namespace, texts: Texts) -> int:
    """Print the data versions, oldest first."""
    for made in site.store.log():
        when = moment(made.made_at, texts.language)
        print(f"{made.number:6}  {when}  {texts(f'news.kind.{made.kind}')}  {made.what}")
    return 0


def verify(site: Site, _given: argparse.Namespace, texts: Texts) -> int:
    """Print what is damaged; 1 when something is."""
    problems = site.store.verify()
    for problem in problems:
        print(f"  • {fault_wording(problem, texts)}", file=sys.stderr)
    print(texts("cli.verified", n=len(problems)))
    return 1 if problems else 0


def rebuild(site: Site, _given: argparse.Namespace, texts: Texts) -> int:
    """Read every accepted file again."""
    print(texts("cli.made", number=keeping.rebuild(site, actor()).number))
    return 0


def backup(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Write the whole store to one file."""
    print(texts("cli.backed_up", file=str(keeping.backup(site, given.target, actor()))))
    return 0


def restore(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Make a data version of a backup."""
    print(texts("cli.made", number=keeping.restore(site, given.archive, actor()).number))
    return 0


def drop_example(site: Site, _given: argparse.Namespace, texts: Texts) -> int:
    """Remove everything invented."""
    print(texts("cli.made", number=keeping.drop_example(site, actor()).number))
    return 0
