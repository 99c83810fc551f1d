"""Whose name what a form writes is kept under: given on this computer, or that of the sign-in."""

import streamlit as st

from tracker.texts.catalogue import Texts
from tracker.web import state
from tracker.web.markup import esc, show
from tracker.web.site import Mode, mode


def own_name(t: Texts, key: str | None = None) -> str:
    """A field for the name; where people sign in the name, which no form changes."""
    given = state.given_name()
    if mode() is not Mode.LOGIN:
        return st.text_input(t("name.label"), given, help=t("name.help"), key=key)
    show(f'<p class="s">{esc(t("name.signed", name=given or t("login.no_name")))}</p>')
    return given
