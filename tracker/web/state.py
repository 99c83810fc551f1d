"""What must live from one rerun to the next and cannot stand in the address. Nothing else may.

draft    the id of the upload that is being looked at
«form»-more  how many values have been added to the form of a recipe
week_draft  the id of the week that was written in by hand and is being looked at
undoing  the id of the upload that may be withdrawn and is being looked at
receipt  what was accepted last, until another file is chosen
name     the name that the person at this computer has given
said     a message to show once after a rerun
objection  a refusal to show once after a rerun
seen     the data version that stood on the page when the form was last shown
recorded  how many decisions were recorded in this session; each is written on a form of its own
opened   the page that is looked at, and which of its folded forms have been opened
comparing  whether the definitions' files are held against those in force
new_link  what opens the link that was just made, as long as its maker stays on the page
opened_links  the ids of the frozen links that were opened in this session: each counts once
"""

from dataclasses import dataclass
from typing import cast

import streamlit as st

from tracker.service.uploads import Receipt


@dataclass(frozen=True)
class NewLink:
    """What opens a link that was just made, or `turned` to another secret; kept nowhere else."""

    secret: str
    turned: bool


def draft() -> str | None:
    """The draft being looked at."""
    return cast("str | None", st.session_state.get("draft"))


def set_draft(draft_id: str | None) -> None:
    """Look at a draft, or at none; the file chooser is emptied."""
    st.session_state["draft"] = draft_id
    st.session_state["chooser"] = chooser() + 1


def week_draft() -> str | None:
    """The week that was written in and is being looked at."""
    return cast("str | None", st.session_state.get("week_draft"))


def set_week_draft(draft_id: str | None) -> None:
    """Look at a week that was written in, or at none."""
    st.session_state["week_draft"] = draft_id


def chooser() -> int:
    """Which file chooser stands on the page; a new number is an empty one."""
    return cast("int", st.session_state.get("chooser", 0))


def undoing() -> str | None:
    """The accepted upload that is looked at before it is withdrawn."""
    return cast("str | None", st.session_state.get("undoing"))


def set_undoing(upload_id: str | None) -> None:
    """Look at an accepted upload to withdraw it, or at none."""
    st.session_state["undoing"] = upload_id


def more_values(form: str) -> int:
    """How many values have been added to the form of a recipe."""
    return cast("int", st.session_state.get(f"{form}-more", 0))


def add_value(form: str) -> None:
    """Let the form of a recipe have one more value."""
    st.session_state[f"{form}-more"] = more_values(form) + 1


def widget(key: str) -> object:
    """What a widget further down on the page says; None before it has been drawn."""
    return st.session_state.get(key)


def receipt() -> Receipt | None:
    """What was accepted last."""
    return cast("Receipt | None", st.session_state.get("receipt"))


def set_receipt(given: Receipt | None) -> None:
    """Keep the receipt for the next rerun."""
    st.session_state["receipt"] = given


def given_name() -> str:
    """The name that was given once in this session; empty before that."""
    return cast("str", st.session_state.get("name", ""))


def set_name(name: str) -> None:
    """Remember the given name."""
    st.session_state["name"] = name.strip()


def seen() -> int | None:
    """The data version that the person saw before the form was sent."""
    return cast("int | None", st.session_state.get("seen"))


def set_seen(number: int) -> None:
    """Remember the data version that stands on the page."""
    st.session_state["seen"] = number


def recorded() -> int:
    """Which form stands on the page; a new number is an empty one."""
    return cast("int", st.session_state.get("recorded", 0))


def set_recorded() -> None:
    """Put an empty form on the page."""
    st.session_state["recorded"] = recorded() + 1


def say(message: str) -> None:
    """Leave a message for the next rerun."""
    st.session_state["said"] = message


def said() -> str | None:
    """The message left by the rerun before, once."""
    return cast("str | None", st.session_state.pop("said", None))


def object_to(message: str) -> None:
    """Leave a refusal for the next rerun, which shows what it is about as it is now."""
    st.session_state["objection"] = message


def objection() -> str | None:
    """The refusal left by the rerun before, once."""
    return cast("str | None", st.session_state.pop("objection", None))


def opened(page: str) -> set[str]:
    """Which of the page's folded forms have been opened; those of another page are forgotten."""
    kept = cast("tuple[str, set[str]] | None", st.session_state.get("opened"))
    if kept is None or kept[0] != page:
        kept = (page, set())
        st.session_state["opened"] = kept
    return kept[1]


def begin_open(key: str) -> None:
    """Let a folded form be open until somebody closes it."""
    st.session_state.setdefault(key, True)


def comparing() -> bool:
    """Whether the definitions' files are held against those in force."""
    return cast("bool", st.session_state.get("comparing", False))


def set_comparing(on: bool) -> None:
    """Hold the definitions' files against those in force, or stop."""
    st.session_state["comparing"] = on


def new_link() -> NewLink | None:
    """The link that was just made on this page."""
    return cast("NewLink | None", st.session_state.get("new_link"))


def set_new_link(secret: str, *, turned: bool) -> None:
    """Show what opens a link until its maker leaves the page."""
    st.session_state["new_link"] = NewLink(secret, turned)


def forget_new_link() -> None:
    """Show it no more."""
    st.session_state.pop("new_link", None)


def first_opening(link_id: str) -> bool:
    """Whether the session had not opened the link before; it has now."""
    opened = cast("set[str]", st.session_state.setdefault("opened_links", set()))
    if link_id in opened:
        return False
    opened.add(link_id)
    return True
