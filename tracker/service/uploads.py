"""Upload: draft → preview → accept. Reading is done by a child process; nothing is half-loaded."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from tracker.errors import AnswerNeeded, Conflict, NotFound, TrackerError, UploadRefused
from tracker.ingest import (
    LARGE,
    Difference,
    FaultCode,
    Limits,
    Reading,
    read_reading,
    write_reading,
)
from tracker.ingest.recognised import Question
from tracker.model.access import Actor, Reader
from tracker.model.definitions import Definitions
from tracker.model.records import Provenance, Publication, Upload
from tracker.service.access import Action, reader_for, require, require_organisation
from tracker.service.comparing import compare, compared_in
from tracker.service.draft_choices import chosen_in
from tracker.service.drafting import (
    MOST_BYTES,
    DraftState,
    Phase,
    Progress,
    discard,
    draft_state,
    new_draft,
    progress,
    start_draft,
    tell,
    took_too_long,
)
from tracker.service.entry_texts import personal_fields, texts
from tracker.service.foreign_reading import read_foreign
from tracker.service.foreign_seen import Seen, seen_in, write_seen
from tracker.service.originals import read_file
from tracker.service.programme import Site
from tracker.service.recipe_use import answered, read_by, saved_as
from tracker.service.recipes import EVERYTHING, recipes
from tracker.store import PACKED, AcceptUpload, Draft, Snapshot, packing

__all__ = [
    "MOST_BYTES",
    "DraftState",
    "Preview",
    "Progress",
    "Receipt",
    "accept",
    "discard",
    "draft_state",
    "new_draft",
    "preview",
    "progress",
    "read_draft",
    "start_draft",
    "took_too_long",
]

_ORIGINAL = "original"
_LONGEST = 2_000  # characters of one text of a provenance


@dataclass(frozen=True)
class Preview:
    """What a draft would do, to be looked at before it is accepted.

    publication           the data version that the difference is against
    replaces_fictional    a question: the file touches series of invented example values
    earlier               the upload in force that brought the same bytes, if any
    foreign               what was recognised in a file that is not in our own form; what it asks
                          and which recipe reads it
    name                  what the recipe is to be saved under; "" for one that is saved, or is
                          not to be
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
    foreign: Seen | None = None
    name: str = ""

    @property
    def settled(self) -> bool:
        """Whether all that the file asks is answered, and a recipe reads it."""
        return self.foreign is None or bool(self.foreign.used and not self.foreign.questions)

    @property
    def saves_recipe(self) -> bool:
        """Whether accepting the file saves a recipe first, as a data version of its own."""
        used = self.foreign.used if self.foreign else None
        return bool(used and used.id is None and self.name)


@dataclass(frozen=True)
class Receipt:
    """What was accepted.

    recipe    the name of the recipe that a file in another form was read by
    answered  what the file asked, and the answers
    """

    upload: Upload
    publication: Publication
    difference: Difference
    recipe: str = ""
    answered: tuple[tuple[Question, str], ...] = ()


def read_draft(site: Site, draft: str, reader: Reader) -> None:
    """Read a draft's bytes, compare them with the store, and leave both beside them.

    Bytes with personal data in them are removed at once; the faults do not repeat it.
    """
    info = site.store.drafts.about(draft)
    folder = site.store.drafts.path(draft)
    snapshot = site.store.at()
    _definitions(snapshot)
    tell(folder, Phase.READING)
    original = folder / _ORIGINAL
    with packing(original) as packed:
        reading, seen = _read(site, folder, original.read_bytes(), info, snapshot)
        if reading.faults:
            packed.drop()
        if any(fault.code == FaultCode.PERSONAL_DATA for fault in reading.faults):
            original.unlink()
        tell(folder, Phase.KEEPING)
        write_reading(reading, folder)
        write_seen(folder, seen)
        tell(folder, Phase.COMPARING)
        compare(folder, snapshot, reading, reader, packed.sha256)


def _read(
    site: Site, folder: Path, data: bytes, info: Draft, snapshot: Snapshot
) -> tuple[Reading, Seen | None]:
    """The reading, and what was recognised in a file that is not in our own form."""
    definitions = _definitions(snapshot)
    file_name, limits = info.file_name, LARGE if info.large else Limits()
    read = read_file(data, file_name, definitions, today=site.today, limits=limits)
    if isinstance(read, Reading):
        return read, None
    chosen = chosen_in(folder)
    saved = tuple(
        one for one in recipes(snapshot, EVERYTHING) if chosen.may_fill(one.body, definitions)
    )
    earlier = seen_in(folder)
    found = read_foreign(
        read,
        data,
        file_name,
        chosen,
        saved,
        definitions,
        today=site.today,
        before=earlier.asked if earlier else (),
    )
    return found.reading, found.seen


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
    compared = compared_in(folder)
    if compared.definitions != snapshot.fingerprint() and (folder / _ORIGINAL).exists():
        read_draft(site, draft, reader)
    elif compared.publication != snapshot.number:
        compare(folder, snapshot, read_reading(folder), reader, lambda: compared.sha256)
    reading, compared = read_reading(folder), compared_in(folder)
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
        foreign=seen_in(folder),
        name=chosen_in(folder).name,
    )


def accept(
    site: Site,
    draft: str,
    provenance: Provenance,
    actor: Actor | None,
    *,
    replace_fictional: bool | None = None,
    complete: bool = False,
    based_on: int | None = None,
) -> Receipt:
    """Make a data version of the draft, whole or not at all.

    replace_fictional   the answer to «Ersätt de påhittade värdena?», when the preview asks it
    complete            the file holds all that there is in its span: what it lacks is withdrawn
    based_on            the data version of the preview that the person saw; None: nobody looked

    A recipe that was made for the file and given a name is saved first, as a data version of its
    own.

    Raises UploadRefused while the file has faults; AnswerNeeded while a question is open, or no
    recipe reads the file; NotAllowed for another organisation's series; EntryRefused for a recipe
    that cannot be saved; TrackerError for personal data in the provenance; Conflict;
    StoreUnwritable.
    """
    actor = require(actor, Action.UPLOAD)
    if any(len(text) > _LONGEST for _, text in texts(provenance)):
        raise TrackerError("provenance_text_long", longest=_LONGEST)
    if personal := personal_fields(provenance):
        raise TrackerError("provenance_personal_data", fields=", ".join(personal))
    seen = preview(site, draft, actor)
    if seen.reading.faults:
        raise UploadRefused("file_has_faults", seen.reading.faults, file=seen.file_name)
    if not seen.settled:
        asks = seen.foreign is not None and bool(seen.foreign.questions)
        raise AnswerNeeded("file_asks" if asks else "recipe_needed", file=seen.file_name)
    replaces = seen.replaces_fictional and not provenance.fictional
    if replaces and not replace_fictional:
        raise AnswerNeeded("replace_fictional")
    folder = site.store.drafts.path(draft)
    defined_by = compared_in(folder).definitions

    looked_at = seen.publication if based_on is None else based_on

    def still_defined_so(snapshot: Snapshot) -> None:
        if {snapshot.fingerprint(), site.store.at(looked_at).fingerprint()} != {defined_by}:
            raise Conflict("definitions_moved", based_on=looked_at)

    recipe = saved_as(site, seen.foreign, seen.name, actor)
    upload = Upload(
        id=secrets.token_hex(8),
        file_name=seen.file_name,
        sha256=seen.sha256,
        size=seen.size,
        rows=seen.reading.observations.num_rows,
        provenance=provenance,
        received_at=site.clock(),
        received_by=actor.person,
        complete=complete,
        indicators=tuple(sorted({s.indicator_id for s in seen.difference.series})),
        read_by=read_by(seen.foreign, recipe),
    )
    change = AcceptUpload(
        upload,
        seen.reading.observations,
        folder / _ORIGINAL,
        replaces_fictional=replaces,
        packed=folder / PACKED,
    )
    publication = site.store.publish(change, actor, based_on=looked_at, check=still_defined_so)
    site.store.drafts.discard(draft)
    return Receipt(
        upload, publication, seen.difference, recipe.name if recipe else "", answered(seen.foreign)
    )


def _definitions(snapshot: Snapshot) -> Definitions:
    definitions = snapshot.definitions()
    if definitions is None:
        raise NotFound("no_definitions")
    return definitions
