"""Ångra uppladdningen: choose an accepted file, look at what comes back, say why, do it."""

import streamlit as st

from tracker.errors import Conflict, NotFound, TrackerError
from tracker.service.withdrawals import Undoing, look_at_withdrawal, withdraw, withdrawable
from tracker.texts.faults import error_wording
from tracker.web import state
from tracker.web.markup import show
from tracker.web.own_name import own_name
from tracker.web.parts import withdrawal as parts
from tracker.web.parts.flips import flips
from tracker.web.refusal import say_refused
from tracker.web.screen import Screen
from tracker.web.site import current_actor


def choose_upload(screen: Screen) -> None:
    """The accepted files that the person may withdraw, and the way to look at one of them."""
    t = screen.texts
    uploads = {one.id: one for one in withdrawable(screen.site, screen.actor)}
    show(parts.list_heading(screen))
    chosen = st.selectbox(
        t("withdraw.choose"),
        list(uploads),
        index=None,
        placeholder=t("withdraw.choose.none"),
        format_func=lambda id_: parts.item(uploads[id_], t),
    )
    if st.button(t("withdraw.look"), disabled=chosen is None):
        state.set_undoing(chosen)
        st.rerun()


def look_and_undo(screen: Screen, upload_id: str) -> None:
    """What comes back, and the form that does it."""
    t = screen.texts
    try:
        seen = look_at_withdrawal(screen.site, upload_id, screen.actor)
    except (NotFound, Conflict) as error:
        wording = error_wording(error, t)
        st.error(f"{wording.cause} {wording.remedy}")
    else:
        if objection := state.objection():
            st.error(objection)
        show(parts.undoing(screen, seen))
        show(flips(screen, seen.flips), classes="fl sec")
        show(parts.values(screen, seen), classes="fl sec")
        _form(screen, seen)
    if st.button(t("withdraw.leave")):
        state.set_undoing(None)
        st.rerun()


def _form(screen: Screen, seen: Undoing) -> None:
    t = screen.texts
    with st.form("withdraw", border=False):
        reason = st.text_area(t("withdraw.reason"), help=t("withdraw.reason.help"))
        name = own_name(t)
        if st.form_submit_button(t("withdraw.do"), type="primary"):
            state.set_name(name)
            _withdraw(screen, seen, reason)
    state.set_seen(seen.publication)


def _withdraw(screen: Screen, seen: Undoing, reason: str) -> None:
    t = screen.texts
    shown = state.seen() or seen.publication  # what stood on the page when the button was pressed
    try:
        made = withdraw(screen.site, seen.upload.id, reason, current_actor(), based_on=shown)
    except Conflict as error:
        wording = error_wording(error, t)
        state.object_to(f"{wording.cause} {wording.remedy}")
        st.rerun()  # so that what comes back is on the page as it is now
    except TrackerError as error:
        say_refused(error, t)
        return
    state.set_undoing(None)
    state.set_receipt(None)
    state.say(t("withdraw.done", file=seen.upload.file_name, number=made.number))
    st.rerun()
