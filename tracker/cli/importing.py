"""`import`: files of values, each whole or not at all."""

import argparse
import sys
from pathlib import Path
from typing import Any

from tracker.cli.foreign import (
    foreign_json,
    refuse_unsettled,
    say_beforehand,
    tell_foreign,
)
from tracker.cli.terminal import actor, explain, print_json
from tracker.cli.turning import flip_line
from tracker.errors import TrackerError
from tracker.ingest import LARGE
from tracker.model.records import Provenance
from tracker.service.access import reader_for
from tracker.service.flips import flips_of_draft
from tracker.service.programme import Site
from tracker.service.setup import prepare
from tracker.service.uploads import Preview, accept, discard, new_draft, preview, read_draft
from tracker.texts.catalogue import Texts
from tracker.texts.faults import fault_wording


def import_files(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Take in each file; a refused one does not stop the next.

    The first file makes the store. Only looking at one makes nothing: it raises StoreMissing.
    """
    if given.dry_run:
        site.store.current()
    else:
        prepare(site, actor(), with_data=False)
    results = [_import_or_refuse(site, path, given, texts) for path in given.files]
    if given.json:
        print_json({"format": 1, "files": results})
    return 0 if all(r["accepted"] or r["dry_run"] for r in results) else 1


def _import_or_refuse(
    site: Site, path: Path, given: argparse.Namespace, texts: Texts
) -> dict[str, Any]:
    try:
        return _import_one(site, path, given, texts)
    except TrackerError as error:
        print(f"{path.name}: ", end="", file=sys.stderr)
        explain(error, texts)
        refused = {"file": path.name, "accepted": False, "dry_run": False, "publication": None}
        return refused | {"error": error.code}


def _import_one(site: Site, path: Path, given: argparse.Namespace, texts: Texts) -> dict[str, Any]:
    person = actor()
    draft = new_draft(site, _readable(path), path.name, person, large=True)
    try:
        say_beforehand(site, draft, given, person)
        read_draft(site, draft, reader_for(person))
        seen = preview(site, draft, person)
    except TrackerError:
        discard(site, draft, person)
        raise
    result: dict[str, Any] = {
        "file": path.name,
        "accepted": False,
        "dry_run": given.dry_run and not seen.reading.faults and seen.settled,
        "sha256": seen.sha256,
        "rows": seen.reading.rows,
        "new": seen.difference.new,
        "revised": seen.difference.revised,
        "unchanged": seen.difference.unchanged,
        "absent": seen.difference.absent,
        "verdicts": _verdicts(site, seen, given, texts),
        "faults": [str(fault_wording(fault, texts)) for fault in seen.reading.faults],
        "publication": None,
        "error": None,
        **foreign_json(seen, texts),
    }
    if not seen.settled and not seen.reading.faults:
        discard(site, draft, person)
        return result | {"error": refuse_unsettled(seen, texts)}
    changed = seen.difference.new + seen.difference.revised
    changed += seen.difference.absent if given.complete else 0
    if seen.reading.faults or given.dry_run or not changed:
        discard(site, draft, person)
        result["accepted"] = not seen.reading.faults and not given.dry_run
    else:
        origin = Provenance(
            publisher=given.publisher or texts("cli.publisher_unknown"),
            title=given.title or path.name,
            fictional=given.fictional,
        )
        try:
            receipt = accept(
                site,
                draft,
                origin,
                person,
                replace_fictional=given.replace_fictional,
                complete=given.complete,
            )
        except TrackerError:
            discard(site, draft, person)
            raise
        result |= {"accepted": True, "publication": receipt.publication.number}
    if not given.json:
        tell_foreign(seen, texts)
        _tell(result, texts)
    return result


def _verdicts(
    site: Site, seen: Preview, given: argparse.Namespace, texts: Texts
) -> list[str] | None:
    """The verdicts that the file turns, each as a line; None where that is not told."""
    found = flips_of_draft(site, seen, reader_for(actor()), complete=given.complete)
    return None if found is None else [flip_line(flip, site, texts) for flip in found]


def _readable(path: Path) -> bytes | Path:
    """The file, which can be read; what comes through a pipe, up to the limit, and a little more.

    Raises TrackerError when it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return path if path.is_file() else file.read(LARGE.max_bytes + 1)
    except FileNotFoundError as error:
        raise TrackerError("no_such_file", file=str(path)) from error
    except OSError as error:
        detail = error.strerror or str(error)
        raise TrackerError("file_unreadable", file=path.name, detail=detail) from error


def _tell(result: dict[str, Any], texts: Texts) -> None:
    if result["faults"]:
        print(texts("cli.refused", file=result["file"], n=len(result["faults"])), file=sys.stderr)
        for fault in result["faults"]:
            print(f"  • {fault}", file=sys.stderr)
        return
    key = "cli.accepted" if result["publication"] else "cli.nothing_new"
    if result["dry_run"]:
        key = "cli.would_accept"
    print(texts(key, **{k: v for k, v in result.items() if k != "faults"}))
    if result["absent"]:
        print("  • " + texts("import.absent", n=result["absent"]))
    for line in result["verdicts"] or ():
        print(f"  • {line}")
