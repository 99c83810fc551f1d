"""A form under a title that opens it. Its fields are drawn from when it is first opened.

A page with four forms has sixty fields that most visits never look at; each costs the server as
much as a table. What has been opened stays drawn also when it is closed, so that nothing written
in it is lost.
"""

from collections.abc import Callable

import streamlit as st

from tracker.web import state
from tracker.web.screen import Screen


def folded(
    screen: Screen, name: str, title: str, draw: Callable[[], None], *, begins_open: bool = False
) -> None:
    """Put the title on the page, and the form under it if it is or has been open.

    name   tells it from the others of the page; another name is another form, closed or open anew
    """
    key = f"fold-{name}"
    if begins_open:
        state.begin_open(key)
    box = st.expander(title, key=key, on_change="rerun")
    opened = state.opened(screen.view.page)
    if box.open:
        opened.add(name)
    if name in opened:
        with box:
            draw()
