"""`definitions`: goals.yaml and phases.yaml against what is in force."""

import argparse

from tracker.cli.terminal import actor, print_json
from tracker.definitions import differences, json_schema, load_definitions
from tracker.service.definitions import apply_definitions
from tracker.service.programme import Site
from tracker.service.setup import prepare
from tracker.texts.catalogue import Texts
from tracker.texts.changes import change_notes


def check(site: Site, _given: argparse.Namespace, texts: Texts) -> int:
    """Print the files' faults, or what they say otherwise; change nothing."""
    _show_differences(site, texts)
    return 0


def apply(site: Site, _given: argparse.Namespace, texts: Texts) -> int:
    """Put the files in force."""
    if not site.store.exists():
        prepare(site, actor(), with_data=False)
    elif _show_differences(site, texts):
        apply_definitions(site, actor(), based_on=site.store.current())
    else:
        print(texts("definitions.same"))
        return 0
    print(texts("definitions.done", number=site.store.current()))
    return 0


def schema(_site: Site, _given: argparse.Namespace, _texts: Texts) -> int:
    """Print the JSON Schema of both files."""
    print_json(json_schema())
    return 0


def _show_differences(site: Site, texts: Texts) -> int:
    """What the files say otherwise than what is in force; how many differences."""
    files = load_definitions(site.folder)
    before = site.store.at().definitions() if site.store.exists() else None
    changes = differences(before, files)
    print(texts("definitions.changes", n=len(changes)))
    for change in changes:
        place = " › ".join(filter(None, (change.id, change.field)))
        said = texts(f"definitions.change.{change.change}")
        told = change.field or change.before  # of a renamed thing: its old id and its new
        values = f": {change.before or '–'} → {change.after or '–'}" if told else ""
        print(f"  {texts.of(change.name)} ({place}), {said}{values}")
    for note in change_notes(changes, texts):
        print(f"  • {note}")
    return len(changes)
