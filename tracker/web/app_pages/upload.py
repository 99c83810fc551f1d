"""Ladda upp: choose a file, look at what it would do, accept it or leave it."""

import csv
import io
from datetime import timedelta

import streamlit as st

from tracker.errors import Conflict, NotAllowed, NotFound, TrackerError
from tracker.ingest import escape_cell
from tracker.model.records import Provenance
from tracker.service.access import Action, may
from tracker.service.drafting import expect_draft
from tracker.service.flips import flips_of_draft
from tracker.service.uploads import (
    DraftState,
    Preview,
    accept,
    discard,
    draft_state,
    preview,
    progress,
    start_draft,
    took_too_long,
)
from tracker.texts.faults import error_wording
from tracker.web import state
from tracker.web.folded import folded
from tracker.web.foreign import settle, settled
from tracker.web.markup import show
from tracker.web.own_name import own_name
from tracker.web.parts import upload as parts
from tracker.web.parts.flips import flips
from tracker.web.parts.foreign import how_foreign_was_read
from tracker.web.refusal import say_refused
from tracker.web.screen import Screen
from tracker.web.site import current_actor
from tracker.web.templating import make_template
from tracker.web.undoing import choose_upload, look_and_undo

_KINDS = ["csv", "tsv", "txt", "xlsx", "xls", "px", "json"]
_POLL = 0.4  # seconds between looks at a draft that is being read
_POLL_SOON = 0.1  # the same while it may be ready at any moment
_QUICK = timedelta(seconds=2)  # what takes longer says how far it has come


def render(screen: Screen) -> None:
    """The step that the person is at: choose, wait, look, receipt; or look at a file to undo."""
    t = screen.texts
    if not may(screen.actor, Action.UPLOAD):
        show(parts.heading(screen, 1, t("page.upload.title"), t("upload.not_here")))
        return
    if undoing := state.undoing():
        look_and_undo(screen, undoing)
        return
    if given := state.receipt():
        show(parts.heading(screen, 3, t("receipt.title"), t("receipt.lead")))
        show(parts.receipt(screen, given), classes="fl gap")
        if st.button(t("receipt.another"), type="primary"):
            state.set_receipt(None)
            st.rerun()
        if st.button(t("withdraw.open")):
            state.set_undoing(given.upload.id)
            st.rerun()
        return
    draft = state.draft()
    if draft is None:
        _choose(screen)
        return
    try:
        now = draft_state(screen.site, draft)
    except NotFound:
        state.set_draft(None)
        st.rerun()
    match now:
        case DraftState.READING:
            _wait(screen, draft)
        case DraftState.READ:
            _look_if_allowed(screen, draft)
        case DraftState.FAILED:
            late = took_too_long(screen.site, draft)
            lead = t("upload.late.lead") if late else t("upload.failed.lead")
            show(parts.heading(screen, 2, t("upload.failed.title"), lead))
            _leave(screen, draft, t("upload.choose_another"))


def _choose(screen: Screen) -> None:
    t = screen.texts
    show(parts.heading(screen, 1, t("page.upload.title"), t("upload.lead")))
    chosen = st.file_uploader(t("upload.choose"), type=_KINDS, key=f"chooser-{state.chooser()}")
    if chosen is not None:
        try:
            draft = start_draft(screen.site, chosen.getvalue(), chosen.name, current_actor())
        except TrackerError as error:
            wording = error_wording(error, t)
            st.error(f"{wording.cause} {wording.remedy}")
            return
        state.set_draft(draft)
        st.rerun()
    expect_draft()
    show(parts.form_help(screen), classes="fl sec")
    folded(screen, "template", t("template.open"), lambda: make_template(screen))
    folded(screen, "withdraw", t("withdraw.list.title"), lambda: choose_upload(screen))


def _wait(screen: Screen, draft: str) -> None:
    t = screen.texts
    show(parts.heading(screen, 2, t("upload.reading.title"), t("upload.reading.lead")))
    soon = progress(screen.site, draft).elapsed < _QUICK

    @st.fragment(run_every=_POLL_SOON if soon else _POLL)
    def poll() -> None:
        if draft_state(screen.site, draft) is not DraftState.READING:
            st.rerun()
        now = progress(screen.site, draft)
        if now.elapsed >= _QUICK:
            if soon:
                st.rerun()  # to look more seldom
            show(parts.progress(screen, now))
            _leave(screen, draft, t("upload.stop"))

    poll()


def _look_if_allowed(screen: Screen, draft: str) -> None:
    """Another organisation's file is not looked at, but may be dropped."""
    try:
        seen = preview(screen.site, draft, screen.actor)
    except NotAllowed as error:
        say_refused(error, screen.texts)
        _leave(screen, draft, screen.texts("upload.choose_another"))
    else:
        _look(screen, seen)


def _look(screen: Screen, seen: Preview) -> None:
    t, foreign = screen.texts, seen.foreign
    if foreign and not seen.settled and not seen.reading.faults:
        settle(screen, seen, foreign)
        _leave(screen, seen.draft, t("upload.leave"))
        return
    show(parts.heading(screen, 2, *parts.verdict(screen, seen)))
    if objection := state.objection():
        st.error(objection)
    show(parts.earlier(screen, seen))
    read = how_foreign_was_read(screen, seen, foreign) if foreign else parts.how_read(screen, seen)
    show(
        f'<div class="c2"><div>{parts.counts(screen, seen)}</div><div>{read}</div></div>',
        classes="fl gap",
    )
    if seen.reading.faults:
        show(parts.faults(screen, seen), classes="fl sec")
        st.download_button(
            t("upload.faults.download"), _fault_file(screen, seen), "fel.csv", "text/csv"
        )
        _leave(screen, seen.draft, t("upload.choose_mended"), kind="primary")
        if foreign:
            settled(screen, seen, foreign)
        return
    changed = seen.difference.new or seen.difference.revised
    if changed:
        show(parts.changes(screen, seen), classes="fl sec")
    show(parts.by_series(screen, seen), classes="fl sec")
    complete = _asked_if_complete(screen, seen)
    if changed or complete:
        reader = screen.reader
        found = flips_of_draft(screen.site, seen, reader, complete=complete)
        show(flips(screen, found), classes="fl sec")
        _accept(screen, seen, complete=complete)
    _leave(screen, seen.draft, t("upload.leave"))
    if foreign:
        settled(screen, seen, foreign)


def _asked_if_complete(screen: Screen, seen: Preview) -> bool:
    """Whether the values that the file lacks are to go; not asked where it lacks none."""
    lacking = seen.difference.absent
    if not lacking:
        return False
    show(parts.absent(screen, seen), classes="fl sec")
    return st.checkbox(screen.texts("upload.complete", n=lacking), key=f"complete-{seen.draft}")


def _accept(screen: Screen, seen: Preview, *, complete: bool) -> None:
    t = screen.texts
    with st.form("accept", border=False):
        source = seen.foreign.source if seen.foreign else None
        publisher = st.text_input(
            t("upload.publisher"), source.name if source else "", help=t("upload.publisher.help")
        )
        title = st.text_input(t("upload.title"), seen.file_name)
        name = own_name(t)
        fictional = st.checkbox(t("upload.fictional"))
        replace = False
        if seen.replaces_fictional:
            answer = st.radio(
                t("upload.replace"),
                [True, False],
                index=None,
                format_func=lambda yes: t("upload.replace.yes" if yes else "upload.replace.no"),
            )
            replace = bool(answer)
        if st.form_submit_button(t("upload.accept"), type="primary"):
            state.set_name(name)
            if not publisher.strip() or not title.strip():
                st.error(t("upload.publisher.missing"))
                return
            origin = Provenance(publisher=publisher, title=title, fictional=fictional)
            _publish(screen, seen, origin, replace=replace, complete=complete)
    state.set_seen(seen.publication)


def _publish(
    screen: Screen, seen: Preview, origin: Provenance, *, replace: bool, complete: bool
) -> None:
    shown = state.seen() or seen.publication  # what stood on the page when the button was pressed
    try:
        given = accept(
            screen.site,
            seen.draft,
            origin,
            current_actor(),
            replace_fictional=replace,
            complete=complete,
            based_on=shown,
        )
    except Conflict as error:
        wording = error_wording(error, screen.texts)
        state.object_to(f"{wording.cause} {wording.remedy}")
        st.rerun()  # so that the new difference is on the page before it can be accepted
    except TrackerError as error:
        wording = error_wording(error, screen.texts)
        st.error(f"{wording.cause} {wording.remedy}")
        return
    state.set_receipt(given)
    state.set_draft(None)
    st.rerun()


def _leave(screen: Screen, draft: str, label: str, *, kind: str = "secondary") -> None:
    if st.button(label, type="primary" if kind == "primary" else "secondary"):
        discard(screen.site, draft, screen.actor)
        state.set_draft(None)
        st.rerun()


def _fault_file(screen: Screen, seen: Preview) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        screen.texts(f"upload.faults.{c}") for c in ("row", "column", "cell", "cause", "remedy")
    )
    for row in parts.fault_rows(screen, seen.reading.faults):
        writer.writerow(escape_cell(cell) for cell in row)
    return ("\ufeff" + out.getvalue()).encode()
