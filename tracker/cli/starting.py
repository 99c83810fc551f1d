"""`init`: a folder for a new programme."""

import argparse

from tracker.service.template import new_programme
from tracker.texts.catalogue import Texts


def init(given: argparse.Namespace, texts: Texts) -> int:
    """Copy the template and say what to do next."""
    folder = given.folder.expanduser().resolve()
    for path in new_programme(folder):
        print(f"  {path.relative_to(folder)}")
    print(texts("cli.init.done", folder=str(folder)))
    return 0
