"""What must live from one rerun to the next and cannot stand in the address. Nothing else may.

draft    the id of the upload that is being looked at
week_draft  the id of the week that was written in by hand and is being looked at
receipt  what was accepted last, until another file is chosen
name     the name that the person at this computer has given
said     a message to show once after a rerun
objection  a refusal to show once after a rerun
seen     the data version that stood on the page when the form was last shown
recorded  how many decisions were recorded in this session; each is written on a form of its own
comparing  whether the definitions' files are held against those in force
"""

from typing import cast

import streamlit as st

from tracker.service.uploads import Receipt


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


def comparing() -> bool:
    """Whether the definitions' files are held against those in force."""
    return cast("bool", st.session_state.get("comparing", False))


def set_comparing(on: bool) -> None:
    """Hold the definitions' files against those in force, or stop."""
    st.session_state["comparing"] = on
