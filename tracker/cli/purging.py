"""What a purge reaches, as lines of text."""

from collections.abc import Iterator

from tracker.store import Purging
from tracker.texts.catalogue import Texts
from tracker.texts.dates import moment


def purging_lines(seen: Purging, texts: Texts) -> Iterator[str]:
    """What is removed, what comes back, and the backups that only people can destroy."""
    gone = seen.tombstone
    yield _what(seen, texts)
    if len(gone.uploads) > 1:
        yield texts("purge.same", ids=", ".join(gone.uploads))
    if seen.files:
        yield texts("purge.files", numbers=", ".join(map(str, seen.files)))
    if gone.frozen:
        yield texts("purge.frozen", count=len(gone.frozen))
    if gone.links:
        yield texts("purge.links", ids=", ".join(gone.links))
    if seen.drafts:
        yield texts("purge.drafts", count=len(seen.drafts))
    if seen.in_force and gone.uploads:
        yield texts("purge.earlier")
    if seen.backups:
        yield texts("purge.backups")
    for one in seen.backups:
        made = moment(one.at, texts.language)
        told = texts("purge.backup", number=one.publication, when=made, sha256=one.sha256)
        yield f"  • {told}"
    yield texts("purge.backups.others")


def _what(seen: Purging, texts: Texts) -> str:
    """What is purged, or was."""
    gone = seen.tombstone
    if seen.is_done:
        when = moment(gone.purged_at, texts.language)
        return texts("purge.known", id=gone.id, when=when, number=gone.publication)
    if seen.is_begun:
        return texts("purge.begun", id=gone.id)
    if gone.decisions:
        return texts("purge.decision", id=gone.id)
    if gone.entry_kind:
        kind = texts(f"entries.kind.{gone.entry_kind}")
        return texts("purge.entry", id=gone.id, kind=kind, rows=gone.rows)
    series = len(gone.series)
    return texts("purge.upload", name=seen.name, id=gone.id, rows=gone.rows, series=series)
