"""Upload: draft → preview → accept. Reading is done by a child process; nothing is half-loaded."""

import hashlib
import secrets
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Thread

from pydantic import TypeAdapter

from tracker.errors import AnswerNeeded, Conflict, Fault, NotFound, UploadRefused
from tracker.ingest import (
    Difference,
    FaultCode,
    Reading,
    difference,
    read_own_form,
    read_reading,
    write_reading,
)
from tracker.model.access import Actor, Reader
from tracker.model.definitions import Definitions
from tracker.model.records import Provenance, Publication, Upload
from tracker.service.access import Action, reader_for, require, require_organisation
from tracker.service.programme import Site
from tracker.store import AcceptUpload, Snapshot

MOST_BYTES = 50 * 1024 * 1024
_DIFFERENCE_FILE = "difference.json"
_ENDED = "ended"
_ORIGINAL = "original"


@dataclass(frozen=True)
class Preview:
    """What a draft would do, to be looked at before it is accepted.

    publication           the data version that the difference is against
    replaces_fictional    a question: the file touches series of invented example values
    earlier               the upload that brought the same bytes before, if any
    """

    draft: str
    file_name: str
    size: int
    sha256: str
    reading: Reading
    difference: Difference
    publication: int
    replaces_fictional: bool
    earlier: Upload | None


@dataclass(frozen=True)
class Receipt:
    """What was accepted."""

    upload: Upload
    publication: Publication
    difference: Difference


class DraftState(StrEnum):
    """How far a draft has come."""

    READING = "reading"
    READ = "read"
    FAILED = "failed"  # the child process died: a bug, or the machine ran out of memory


def start_draft(site: Site, data: bytes, file_name: str, actor: Actor | None) -> str:
    """Keep the bytes as a draft and begin to read them in a child process. Returns its id.

    Raises NotAllowed; UploadRefused for a file over the limit; StoreUnwritable.
    """
    draft = new_draft(site, data, file_name, actor)
    folder = site.store.drafts.path(draft)
    with (folder / "worker.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603  our own interpreter and module, no shell
            [sys.executable, "-m", "tracker.service.worker", str(site.folder), draft],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    Thread(target=_note_end, args=(process, folder), daemon=True).start()
    return draft


def new_draft(site: Site, data: bytes, file_name: str, actor: Actor | None) -> str:
    """Keep the bytes as a draft without reading them; `read_draft` does that. Raises as above."""
    actor = require(actor, Action.UPLOAD)
    if len(data) > MOST_BYTES:
        raise UploadRefused(
            "file_too_large",
            (Fault("file_too_large", {"size": len(data) >> 20, "limit": MOST_BYTES >> 20}),),
        )
    site.store.drafts.sweep(site.clock())
    return site.store.drafts.new(data, Path(file_name).name, actor.person)


def _note_end(process: subprocess.Popen[bytes], folder: Path) -> None:
    code = process.wait()
    if folder.is_dir():
        (folder / _ENDED).write_text(str(code), encoding="ascii")


def draft_state(site: Site, draft: str) -> DraftState:
    """How far a draft has come. Raises NotFound when it is gone."""
    folder = site.store.drafts.path(draft)
    if (folder / _DIFFERENCE_FILE).exists():
        return DraftState.READ
    return DraftState.FAILED if (folder / _ENDED).exists() else DraftState.READING


def read_draft(site: Site, draft: str, reader: Reader) -> None:
    """Read a draft's bytes, compare them with the store, and leave both beside them.

    Bytes with personal data in them are removed at once; the faults do not repeat it.
    """
    info = site.store.drafts.about(draft)
    folder = site.store.drafts.path(draft)
    snapshot = site.store.at()
    definitions = _definitions(snapshot)
    original = folder / _ORIGINAL
    data = original.read_bytes()
    reading = read_own_form(data, info.file_name, definitions, today=site.today)
    if any(fault.code == FaultCode.PERSONAL_DATA for fault in reading.faults):
        original.unlink()
    write_reading(reading, folder)
    _write_difference(folder, snapshot, reading, reader, hashlib.sha256(data).hexdigest())


def preview(site: Site, draft: str, actor: Actor | None) -> Preview:
    """What the draft would do to the data version now in force.

    Raises NotFound for a draft that is gone or not yet read; NotAllowed, also for another
    organisation's series, since the difference shows the values that stood before.
    """
    actor = require(actor, Action.UPLOAD)
    info = site.store.drafts.about(draft)
    folder = site.store.drafts.path(draft)
    if draft_state(site, draft) is not DraftState.READ:
        raise NotFound("draft_not_read", draft=draft)
    reader = reader_for(actor)
    snapshot = site.store.at()
    compared = _read_difference(folder)
    if compared.definitions != snapshot.fingerprint() and (folder / _ORIGINAL).exists():
        read_draft(site, draft, reader)
    elif compared.publication != snapshot.number:
        _write_difference(folder, snapshot, read_reading(folder), reader, compared.sha256)
    reading, compared = read_reading(folder), _read_difference(folder)
    indicators = _definitions(snapshot).indicators
    for touched in compared.difference.series:
        if known := indicators.get(touched.indicator_id):
            require_organisation(actor, known.owner_organisation)
    digest = compared.sha256
    return Preview(
        draft=draft,
        file_name=info.file_name,
        size=info.size,
        sha256=digest,
        reading=reading,
        difference=compared.difference,
        publication=compared.publication,
        replaces_fictional=any(s.replaces_fictional for s in compared.difference.series),
        earlier=next((u for u in snapshot.uploads(reader) if u.sha256 == digest), None),
    )


def accept(
    site: Site,
    draft: str,
    provenance: Provenance,
    actor: Actor | None,
    *,
    replace_fictional: bool | None = None,
    based_on: int | None = None,
) -> Receipt:
    """Make a data version of the draft, whole or not at all.

    replace_fictional   the answer to «Ersätt de påhittade värdena?», when the preview asks it
    based_on            the data version of the preview that the person saw; None: nobody looked

    Raises UploadRefused while the file has faults; AnswerNeeded while the question is open;
    NotAllowed for another organisation's series; Conflict; StoreUnwritable.
    """
    actor = require(actor, Action.UPLOAD)
    seen = preview(site, draft, actor)
    if seen.reading.faults:
        raise UploadRefused("file_has_faults", seen.reading.faults, file=seen.file_name)
    replaces = seen.replaces_fictional and not provenance.fictional
    if replaces and not replace_fictional:
        raise AnswerNeeded("replace_fictional")
    folder = site.store.drafts.path(draft)
    read_by = _read_difference(folder).definitions

    looked_at = seen.publication if based_on is None else based_on

    def still_defined_so(snapshot: Snapshot) -> None:
        if {snapshot.fingerprint(), site.store.at(looked_at).fingerprint()} != {read_by}:
            raise Conflict("definitions_moved", based_on=looked_at)

    upload = Upload(
        id=secrets.token_hex(8),
        file_name=seen.file_name,
        sha256=seen.sha256,
        size=seen.size,
        rows=seen.reading.observations.num_rows,
        provenance=provenance,
        received_at=site.clock(),
        received_by=actor.person,
    )
    change = AcceptUpload(
        upload,
        seen.reading.observations,
        (folder / _ORIGINAL).read_bytes(),
        replaces_fictional=replaces,
    )
    publication = site.store.publish(change, actor, based_on=looked_at, check=still_defined_so)
    site.store.drafts.discard(draft)
    return Receipt(upload, publication, seen.difference)


def _definitions(snapshot: Snapshot) -> Definitions:
    definitions = snapshot.definitions()
    if definitions is None:
        raise NotFound("no_definitions")
    return definitions


@dataclass(frozen=True)
class _Compared:
    publication: int
    difference: Difference
    definitions: str  # the fingerprint of those that the draft was read by
    sha256: str  # of the bytes as received


_COMPARED = TypeAdapter(_Compared)


def _write_difference(
    folder: Path, snapshot: Snapshot, reading: Reading, reader: Reader, sha256: str
) -> None:
    touched = reading.observations.column("indicator_id").unique().to_pylist()
    stored = snapshot.observations(reader, indicators=touched)
    compared = _Compared(
        snapshot.number,
        difference(stored, reading.observations),
        snapshot.fingerprint(),
        sha256,
    )
    new = folder / f"{_DIFFERENCE_FILE}.new"
    new.write_bytes(_COMPARED.dump_json(compared))
    new.replace(folder / _DIFFERENCE_FILE)


def _read_difference(folder: Path) -> _Compared:
    return _COMPARED.validate_json((folder / _DIFFERENCE_FILE).read_bytes())


def discard(site: Site, draft: str, actor: Actor | None) -> None:
    """Drop a draft; nothing of it was stored. Raises NotAllowed."""
    require(actor, Action.UPLOAD)
    site.store.drafts.discard(draft)
