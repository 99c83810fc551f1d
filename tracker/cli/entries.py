"""`entries`: what people have put on record, read and written."""

import argparse
from collections.abc import Sequence

from tracker.cli.options import DECISION
from tracker.cli.terminal import actor, bytes_of, print_json
from tracker.cli.viewing import reader_as
from tracker.definitions import parse_entries
from tracker.errors import NotFound
from tracker.export.entries_json import FORMAT, entries_json
from tracker.model.access import Actor, Audience, Reader
from tracker.model.records import PhaseDecision
from tracker.model.steering import AnyEntry, EntryKind, Recorded, SteeringAction
from tracker.service.access import local_owner
from tracker.service.programme import Site
from tracker.service.steering import (
    Becomes,
    read_actions_csv,
    record_entries,
    to_csv,
    would_record,
)
from tracker.store import Snapshot
from tracker.texts.catalogue import Texts
from tracker.texts.entries import EntryWords


def list_entries(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Print a line of each entry and phase decision in force, or all of them as JSON."""
    snapshot, reader = site.store.at(given.as_of), reader_as(given.audience)
    kind = given.kind
    entries = tuple(
        one
        for one in snapshot.entries(reader)
        if (one.entry.kind == kind if kind else one.entry.kind is not EntryKind.RECIPE)
        and (given.withdrawn or not one.entry.withdrawn)
    )
    decisions = snapshot.decisions(reader) if kind in (None, DECISION) else ()
    if given.json:
        return _print_json(snapshot, reader, entries, decisions)
    words = _words(snapshot, reader, texts)
    lines = [words.decision_line(one) for one in decisions]
    lines += [words.line(one.entry) for one in entries]
    for line in lines:
        print(line)
    print(texts("entries.count", n=len(lines), number=snapshot.number))
    return 0


def show(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Print an entry or a phase decision whole, or every version of the entry, oldest first.

    Raises NotFound for what is not on record, or not for the audience.
    """
    snapshot, reader = site.store.at(given.as_of), reader_as(given.audience)
    versions = tuple(one for one in snapshot.entries(reader) if one.entry.id == given.id)
    decisions = tuple(one for one in snapshot.decisions(reader) if one.id == given.id)
    if given.history and versions:
        versions = snapshot.entry_history(reader, given.id)
    if not versions and not decisions:
        raise NotFound("entry_unknown", entry=given.id, number=snapshot.number)
    if given.json:
        return _print_json(snapshot, reader, versions, decisions)
    words, names = _words(snapshot, reader, texts), snapshot.person_names()
    hidden = reader.audience is Audience.OPEN
    told = [words.told(one, names) for one in versions]
    told += [words.decision_told(one, names, nameless=hidden) for one in decisions]
    print("\n\n".join(told))
    return 0


def _print_json(
    snapshot: Snapshot,
    reader: Reader,
    entries: Sequence[Recorded],
    decisions: Sequence[PhaseDecision],
) -> int:
    number, audience, names = snapshot.number, reader.audience, snapshot.person_names()
    told = entries_json(entries, decisions, publication=number, audience=audience, names=names)
    print_json(told)
    return 0


def record(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Put the entries of a YAML or JSON file on record, as one data version."""
    entries = parse_entries(bytes_of(given.file), given.file.name)
    return _write(site, entries, given, texts)


def actions_csv(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Print the actions as CSV; with a file, put those in it on record."""
    if given.file:
        actions = read_actions_csv(bytes_of(given.file), file_name=given.file.name)
        return _write(site, actions, given, texts)
    snapshot, reader = site.store.at(given.as_of), reader_as(given.audience)
    recorded = [
        one for one in snapshot.entries(reader, EntryKind.ACTION) if not one.entry.withdrawn
    ]
    if given.json:
        return _print_json(snapshot, reader, recorded, ())
    planned = (one.entry for one in recorded if isinstance(one.entry, SteeringAction))
    print(to_csv(planned).decode("utf-8"), end="")
    return 0


def _write(site: Site, entries: Sequence[AnyEntry], given: argparse.Namespace, texts: Texts) -> int:
    """Record what differs from what is there; what is seen is --as-of, else what is in force."""
    person: Actor = local_owner(given.name) if given.name else actor()
    based_on = site.store.at(given.as_of).number
    made = would_record(site, entries, person, based_on=based_on)
    changes = any(one is not Becomes.UNCHANGED for one in made)
    number = None
    if changes and not given.dry_run:
        number = record_entries(site, entries, person, based_on=based_on).number
    if given.json:
        print_json(
            {
                "format": FORMAT,
                "dry_run": given.dry_run,
                "publication": number,
                "entries": [
                    {"id": entry.id, "kind": entry.kind.value, "becomes": one.value}
                    for entry, one in zip(entries, made, strict=True)
                ],
            }
        )
        return 0
    for entry, one in zip(entries, made, strict=True):
        kind = texts(f"entries.kind.{entry.kind}")
        print(f"  {texts(f'entries.becomes.{one}')}: {kind} ({entry.id})")
    if number:
        print(texts("entries.recorded", number=number))
    else:
        print(texts("entries.dry_run" if given.dry_run else "entries.nothing_new"))
    return 0


def _words(snapshot: Snapshot, reader: Reader, texts: Texts) -> EntryWords:
    definitions = snapshot.definitions()
    if definitions is None:
        raise NotFound("no_definitions")
    named = {one.entry.id: one.entry for one in snapshot.entries(reader)}
    return EntryWords(definitions, named, texts)
