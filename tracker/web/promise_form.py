"""The form of a promise and of a dialogue: its fields, filled with what is on record.

Each field has a key of its own, so that what a person has written stays when somebody else's
version comes in underneath it.
"""

from collections.abc import Callable, Mapping

import streamlit as st

from tracker.model.definitions import Source
from tracker.model.steering import Dialogue, Promise
from tracker.service.promises import counts_here, window_text
from tracker.web import state
from tracker.web.screen import Screen

STATUSES = ("planned", "ongoing", "ended")
_LOW = 96  # pixels: three lines
_Key = Callable[[str], str]


def dialogue_fields(screen: Screen, before: Dialogue | None) -> dict[str, object]:
    """Draw the fields of a dialogue; what is written in them."""
    key = _keys(before)
    written = _place(screen, before, key)
    written["form"] = _line(screen, key, "form", before.form if before else "")
    written["held"] = _line(screen, key, "held", window_text(before.held if before else None))
    written["people"] = st.number_input(
        screen.texts("promises.field.people"),
        min_value=1,
        value=before.people if before else None,
        step=1,
        key=key("people"),
    )
    written["said"] = _several(screen, key, "said", before.said if before else ())
    return {**written, **_source(screen, before.source if before else None, key)}


def promise_fields(
    screen: Screen, before: Promise | None, dialogues: Mapping[str, str]
) -> dict[str, object]:
    """Draw the fields of a promise; what is written in them. dialogues: names by id."""
    t, key = screen.texts, _keys(before)
    written = _place(screen, before, key)
    written["status"] = st.radio(
        t("promises.field.status"),
        STATUSES,
        index=STATUSES.index(before.status) if before else None,
        horizontal=True,
        format_func=lambda status: t(f"promises.status.{status}"),
        key=key("status"),
    )
    named = [id_ for id_ in (before.dialogues if before else ()) if id_ in dialogues]
    written["dialogues"] = tuple(
        st.multiselect(
            t("promises.field.dialogues"),
            list(dialogues),
            named,
            format_func=dialogues.__getitem__,
            placeholder=t("promises.field.dialogues.none"),
            key=key("dialogues"),
        )
    )
    picture = before.shared_picture if before else None
    written["shared_picture"] = _passage(screen, key, "shared_picture", picture)
    written["focus"] = _several(screen, key, "focus", before.focus if before else ())
    written["wording"] = _passage(screen, key, "wording", before.wording if before else None)
    written["signed_by"] = _several(screen, key, "signed_by", before.signed_by if before else ())
    signed_on = window_text(before.signed_on if before else None)
    written["signed_on"] = _line(screen, key, "signed_on", signed_on)
    written["years"] = _line(screen, key, "years", window_text(before.years if before else None))
    written["done"] = _several(screen, key, "done", before.done if before else ())
    written["follow_up"] = _passage(screen, key, "follow_up", before.follow_up if before else None)
    written["told_back"] = _passage(screen, key, "told_back", before.told_back if before else None)
    return {**written, **_source(screen, before.source if before else None, key)}


def _keys(before: Dialogue | Promise | None) -> _Key:
    """What tells the fields of one form from those of another."""
    form = f"promise-{before.id if before else 'new'}-{state.recorded()}"
    return lambda field: f"{form}-{field}"


def _place(screen: Screen, before: Dialogue | Promise | None, key: _Key) -> dict[str, object]:
    """Name, area and place; for a new one whether it is invented, else whether it is withdrawn."""
    t = screen.texts
    programme = screen.report.definitions.programme
    areas = {area.id: t.of(area.name) for area in programme.areas if counts_here(area)}
    now = before.area if before else next(iter(areas), None)
    if now and now not in areas:  # the definitions have no such area any more
        areas[now] = now
    choices = [*areas, None]
    written: dict[str, object] = {
        "name": _line(screen, key, "name", before.name if before else ""),
        "area": st.selectbox(
            t("promises.field.area"),
            choices,
            index=choices.index(now),
            format_func=lambda area: areas[area] if area else t("promises.outside"),
            help=t("promises.field.area.help"),
            key=key("area"),
        ),
        "place": _line(screen, key, "place", before.place if before else ""),
    }
    if before is None:
        written["fictional"] = st.checkbox(t("promises.field.fictional"), key=key("fictional"))
    else:
        written["withdrawn"] = st.checkbox(
            t("promises.field.withdrawn"), before.withdrawn, key=key("withdrawn")
        )
    return written


def _source(screen: Screen, before: Source | None, key: _Key) -> dict[str, object]:
    given = {
        "source_title": before.title if before else "",
        "source_publisher": before.publisher if before else "",
        "source_url": before.url or "" if before else "",
    }
    return {field: _line(screen, key, field, text) for field, text in given.items()}


def _line(screen: Screen, key: _Key, field: str, text: str) -> str:
    return st.text_input(_label(screen, field), text, help=_help(screen, field), key=key(field))


def _passage(screen: Screen, key: _Key, field: str, text: str | None) -> str:
    return st.text_area(
        _label(screen, field), text or "", _LOW, help=_help(screen, field), key=key(field)
    )


def _several(screen: Screen, key: _Key, field: str, texts: tuple[str, ...]) -> str:
    """A text with one thing a line."""
    label = screen.texts("promises.one_a_line", field=_label(screen, field))
    return st.text_area(label, "\n".join(texts), _LOW, help=_help(screen, field), key=key(field))


def _label(screen: Screen, field: str) -> str:
    return screen.texts(f"promises.field.{field}")


def _help(screen: Screen, field: str) -> str | None:
    told = f"promises.field.{field}.help"
    return screen.texts(told) if told in screen.texts else None
