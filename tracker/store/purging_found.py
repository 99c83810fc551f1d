"""What a purge will reach: values and texts, blobs, links, drafts, and the copies made of them."""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.errors import NotFound, StoreDamaged
from tracker.model.records import DECISION_KIND, Purge, Upload
from tracker.store.blobs import Blobs
from tracker.store.database import PublicationFile
from tracker.store.drafts import Drafts
from tracker.store.durable import sha256_of
from tracker.store.journal import Entry, Journal
from tracker.store.purging_decisions import FREE_TEXTS
from tracker.store.purging_tombstones import BACKUP, Purges
from tracker.store.statements import sql

_LONG = 12  # characters; a shorter text may stand anywhere by chance
_DIGITS = re.compile(r"(?:\d[\s-]?){6,}")  # such as a telephone number, and it may be all there is


@dataclass(frozen=True)
class Backup:
    """A copy that `store backup` made: when, by whom (person id), of which publication."""

    at: datetime
    person: str
    publication: int
    sha256: str


@dataclass(frozen=True)
class Target:
    """What was named, as the record holds it.

    tombstone   of the purge, its publication still to be made
    names       ids whose mention tells that a text rests on it: its indicators, or its own
    name        the file's; empty where it is an entry
    texts       what people wrote in it, where it is an entry
    in_force    the uploads that must be taken out of force first
    """

    tombstone: Purge
    names: frozenset[str]
    name: str = ""
    texts: tuple[str, ...] = ()
    in_force: tuple[str, ...] = ()

    def mentioned(self, strings: Iterable[str]) -> bool:
        """Whether any of some strings tells of it."""
        return any(s in self.names or any(text in s for text in self.texts) for s in strings)


def target_in(file: PublicationFile, id_: str, blank: Purge) -> Target:
    """What an id names in a file. `blank` says who, when and why. Raises NotFound."""
    if rows := file.rows("purge/upload", {"id": id_}):
        return _upload(file, Upload.model_validate_json(rows[0][0]), blank)
    if file.holds_entries and (rows := file.rows("purge/versions", {"id": id_})):
        return _entry(rows, blank)
    if rows := file.rows("purge/decision", {"id": id_}):
        return _decision(rows, blank)
    raise NotFound("purge_unknown", id=id_)


def target_of(tombstone: Purge) -> Target:
    """What a tombstone still says of what was named."""
    indicators = (indicator for indicator, _ in tombstone.series)
    return Target(tombstone, frozenset({tombstone.id, *tombstone.uploads, *indicators}))


def _upload(file: PublicationFile, upload: Upload, blank: Purge) -> Target:
    same = file.rows("purge/uploads_of", {"sha256": upload.sha256})
    ids = tuple(id_ for id_, *_ in same)
    values = file.rows("purge/values", {"uploads": list(ids)})
    spans = [(in_force, first, last) for *_, in_force, first, last in (*same, *values)]
    series = tuple((str(indicator), str(area)) for indicator, area, *_ in values)
    return Target(
        tombstone=blank.model_copy(
            update={
                **_span(spans),
                "uploads": ids,
                "originals": (upload.sha256,),
                "series": series,
                "rows": sum(held for _, _, held, *_ in values),
            }
        ),
        names=frozenset({*ids, upload.file_name, *(indicator for indicator, _ in series)}),
        name=upload.file_name,
        in_force=tuple(id_ for id_, in_force, *_ in same if in_force),
    )


def _entry(rows: list[tuple[Any, ...]], blank: Purge) -> Target:
    spans = [(last is None, first, last) for _, _, first, last in rows]
    said = {text for _, text, *_ in rows for text in strings_in(json.loads(text)["entry"])}
    return Target(
        tombstone=blank.model_copy(
            update={**_span(spans), "entry_kind": rows[0][0], "rows": len(rows)}
        ),
        names=frozenset({blank.id}),
        texts=tuple(sorted(text for text in said if _is_telling(text))),
    )


def _decision(rows: list[tuple[Any, ...]], blank: Purge) -> Target:
    """A phase decision. Every report since then tells of it, by its id and with its texts."""
    spans = [(last is None, first, last) for _, first, last in rows]
    told = [json.loads(text) for text, *_ in rows]
    said = {str(one[name]) for one in told for name in FREE_TEXTS if one.get(name)}
    return Target(
        tombstone=blank.model_copy(
            update={**_span(spans), "entry_kind": DECISION_KIND, "rows": len(rows)}
        ),
        names=frozenset({blank.id}),
        texts=tuple(sorted(text for text in said if _is_telling(text))),
    )


def _span(spans: list[tuple[bool, int, int | None]]) -> dict[str, int | None]:
    ended = not any(in_force for in_force, _, _ in spans)
    return {
        "first": min(first for _, first, _ in spans),
        "last": max(last for *_, last in spans if last) if ended else None,
    }


def _is_telling(text: str) -> bool:
    return bool((len(text) >= _LONG and " " in text) or _DIGITS.search(text)) and not _is_day(text)


def _is_day(text: str) -> bool:
    return bool(re.fullmatch(r"[\d-]{4,10}(?:/[\d-]{4,10})?", text)) and text[:2] in ("19", "20")


def strings_in(value: object) -> Iterator[str]:
    """Every string in what was read from JSON, names included."""
    match value:
        case str():
            yield value
        case dict():
            for name, inner in value.items():
                yield str(name)
                yield from strings_in(inner)
        case list():
            for inner in value:
                yield from strings_in(inner)


def frozen_with(
    file: PublicationFile, journal: Journal, blobs: Blobs, target: Target
) -> dict[str, tuple[str, ...]]:
    """The links that show each frozen slice or report which holds something of it, by SHA-256.

    One that was made of a publication where it was in force, and that mentions it: also sums and
    verdicts tell of the values that they rest on. One that cannot be read goes as well.
    """
    seen: dict[str, list[str]] = {}
    of: dict[str, set[int]] = {}
    for sha256, publication in file.rows("purge/frozen"):
        seen.setdefault(sha256, [])
        of.setdefault(sha256, set()).add(publication)
    with journal.looking("link") as connection:
        links = connection.execute(sql("purge/links")).fetchall() if connection else []
    for link, sha256, publication in links:
        seen.setdefault(sha256, []).append(link)
        of.setdefault(sha256, set()).add(publication)
    found = {
        sha256: tuple(shown_by)
        for sha256, shown_by in seen.items()
        if any(target.tombstone.was_in(number) for number in of[sha256])
        and _tells(blobs, sha256, target)
    }
    return found | dict.fromkeys(_left_behind(file, blobs, seen, target), ())


def _left_behind(
    file: PublicationFile, blobs: Blobs, named: Collection[str], target: Target
) -> Iterator[str]:
    """Blobs that nothing names, as a crash leaves them before a link is kept, and that tell."""
    known = {*named, *(sha256 for (sha256,) in file.rows("read/blob_hashes"))}
    for sha256 in set(blobs.names()) - known:
        try:
            content = json.loads(blobs.read(sha256))
        except (NotFound, StoreDamaged, ValueError):  # no slice or report of ours
            continue
        if target.mentioned(strings_in(content)):
            yield sha256


def frozen_with_any(
    file: PublicationFile, journal: Journal, blobs: Blobs, purges: Purges
) -> frozenset[str]:
    """The frozen slices and reports that hold something of what was ever purged, by SHA-256."""
    return frozenset(
        sha256
        for one in purges.every
        for sha256 in frozen_with(file, journal, blobs, target_of(one))
    )


def _tells(blobs: Blobs, sha256: str, target: Target) -> bool:
    try:
        content = json.loads(blobs.read(sha256))
    except NotFound:
        return False
    except (StoreDamaged, ValueError):
        return True
    return target.mentioned(strings_in(content))


def drafts_with(drafts: Drafts, target: Target) -> tuple[str, ...]:
    """The drafts of the same bytes, and those that were compared with its values, by id."""
    return tuple(one.id for one in drafts.list() if _draft_tells(drafts, one.id, target))


def _draft_tells(drafts: Drafts, draft: str, target: Target) -> bool:
    try:
        folder = drafts.path(draft)
        original = folder / "original"
        if original.is_file() and sha256_of(original) in target.tombstone.originals:
            return True
        return any(
            target.mentioned(strings_in(json.loads(path.read_bytes())))
            for path in sorted(folder.glob("*.json"))
        )
    except (FileNotFoundError, NotFound):  # somebody has accepted or dropped it meanwhile
        return False


def backups_with(entries: Iterable[Entry], tombstone: Purge) -> tuple[Backup, ...]:
    """The copies that hold it still: those made from its first publication until the purge."""
    return tuple(
        Backup(datetime.fromisoformat(e.at), e.person, e.publication, e.what)
        for e in entries
        if e.kind == BACKUP
        and e.publication is not None
        and tombstone.first <= e.publication < tombstone.publication
    )
