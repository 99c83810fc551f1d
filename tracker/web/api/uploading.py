"""Files of values from a program: a draft, its preview, and its acceptance."""

from contextlib import suppress

from starlette.responses import Response

from tracker.errors import NotFound, StoreError, TrackerError
from tracker.service.access import reader_for
from tracker.service.answered_before import answered_before, keep_answer
from tracker.service.drafting import (
    DraftState,
    discard,
    draft_state,
    expect_draft,
    new_draft,
    start_again,
    took_too_long,
)
from tracker.service.foreign_drafts import say
from tracker.service.receiving import MOST_DRAFTS, drafts_waiting
from tracker.service.uploads import Preview, accept, preview, read_draft
from tracker.store import Draft
from tracker.store.drafts import LIFETIME
from tracker.web.api import objects
from tracker.web.api.answers import JSON
from tracker.web.api.asked import Asked, Received, as_json
from tracker.web.api.drafts import draft_told
from tracker.web.api.parameters import Accept
from tracker.web.api.problems import PRIVATE

DRAFTS = "/api/v1/drafts/"


def upload(asked: Asked) -> Response:
    """Keep a file as a draft and begin to read it in a child process.

    Raises NotAllowed; Conflict for a key that was used for something else; TrackerError while too
    many drafts wait; UploadRefused for a file over the limit; StoreUnwritable.
    """
    site, program, received = asked.site, asked.program, _received(asked)
    digest = asked.digest("upload", received.name)
    if asked.key and (before := answered_before(site, program.person, asked.key, digest)):
        return _made(before)
    if drafts_waiting(site, program.person) >= MOST_DRAFTS:
        raise TrackerError("api_drafts_waiting", most=MOST_DRAFTS)
    draft = new_draft(site, received.path, received.name, program, large=True)
    answer = as_json(_uploaded(site.store.drafts.about(draft), received))
    try:
        kept = keep_answer(
            site, program.person, asked.key, digest, answer, kind="api_upload", what=draft
        )
    except TrackerError:
        discard(site, draft, program)
        raise
    if kept == answer:
        start_again(site, draft)
        expect_draft()  # for its answers, and the next file
    else:
        discard(site, draft, program)  # the same request was quicker by another connection
    return _made(kept)


def draft(asked: Asked) -> Response:
    """How far a draft has been read, and what it would change."""
    return _private(as_json(draft_told(asked, _own(asked))))


def accept_draft(asked: Asked) -> Response:
    """Make a data version of a draft, whole or not at all.

    Raises as `uploads.accept`, and TrackerError for a draft that is not read, or an answer to what
    it does not ask.
    """
    site, program, given = asked.site, asked.program, asked.body
    if given is None:
        raise TypeError("no body")
    digest = asked.digest("accept")
    if asked.key and (before := answered_before(site, program.person, asked.key, digest)):
        return _private(before)
    info = _own(asked)
    match draft_state(site, info.id):
        case DraftState.READING:
            raise TrackerError("api_draft_reading")
        case DraftState.FAILED:
            late = took_too_long(site, info.id)
            raise TrackerError("api_draft_late" if late else "api_draft_failed")
    seen = preview(site, info.id, program)
    if given.answers or given.recipe:
        _answer(asked, given, seen)
        seen = preview(site, info.id, program)
    answer = as_json(_accepted(asked, given, seen))
    if asked.key:
        with suppress(StoreError):  # it is accepted, whether the answer can be kept or not
            keep_answer(
                site, program.person, asked.key, digest, answer, kind="api_accept", what=info.id
            )
    return _private(answer)


def discard_draft(asked: Asked) -> Response:
    """Drop a draft; nothing of it was stored."""
    info = _own(asked)
    asked.site.store.journal.append("api_discard", asked.program.person, info.id, None)
    discard(asked.site, info.id, asked.program)
    return Response(status_code=204, headers={"Cache-Control": PRIVATE})


def _answer(asked: Asked, given: Accept, seen: Preview) -> None:
    """Say what is said of a file in another form, and read it anew by that."""
    known = {question.key for question in seen.foreign.asked} if seen.foreign else set()
    for key in given.answers:
        if key not in known:
            raise TrackerError("api_answer_unasked", key=key[:60])
    say(asked.site, seen.draft, asked.program, answers=given.answers, recipe=given.recipe)
    read_draft(asked.site, seen.draft, reader_for(asked.program))


def _accepted(asked: Asked, given: Accept, seen: Preview) -> objects.AcceptAnswer:
    """Accept, unless nothing would change: then the draft is dropped, as by the command line."""
    difference = seen.difference
    withdrawn = difference.absent if given.complete else 0
    told = objects.AcceptAnswer(
        upload=None,
        publication=None,
        rows=seen.reading.rows,
        new=difference.new,
        revised=difference.revised,
        unchanged=difference.unchanged,
        withdrawn=withdrawn,
        recipe=None,
    )
    changed = difference.new + difference.revised + withdrawn
    if seen.settled and not seen.reading.faults and not changed:
        discard(asked.site, seen.draft, asked.program)
        return told
    receipt = accept(
        asked.site,
        seen.draft,
        given.provenance,
        asked.program,
        replace_fictional=given.replace_fictional,
        complete=given.complete,
        based_on=given.based_on,
    )
    made = {
        "upload": receipt.upload.id,
        "publication": receipt.publication.number,
        "recipe": receipt.recipe or None,
    }
    return told.model_copy(update=made)


def _own(asked: Asked) -> Draft:
    """A draft of the program that asks; of another's it is not told that there is one."""
    info = asked.site.store.drafts.about(asked.draft)
    if info.person != asked.program.person:
        raise NotFound("draft_unknown", draft=asked.draft)
    return info


def _received(asked: Asked) -> Received:
    if asked.received is None:
        raise TypeError("no file")
    return asked.received


def _uploaded(info: Draft, received: Received) -> objects.UploadAnswer:
    return objects.UploadAnswer(
        id=info.id,
        file_name=info.file_name,
        size=info.size,
        sha256=received.sha256,
        made_at=info.made_at,
        gone_at=info.made_at + LIFETIME,
    )


def _made(answer: str) -> Response:
    at = DRAFTS + objects.UploadAnswer.model_validate_json(answer).id
    return Response(
        answer, 201, media_type=JSON, headers={"Cache-Control": PRIVATE, "Location": at}
    )


def _private(answer: str) -> Response:
    return Response(answer, media_type=JSON, headers={"Cache-Control": PRIVATE})
