"""The form of an action, to add one or write one anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from tracker.model.steering import (
    ActionStatus,
    ActionType,
    EntryKind,
    SteeringAction,
)
from tracker.service.action_shelf import Shelf
from tracker.web import state
from tracker.web.folded import folded
from tracker.web.own_name import own_name
from tracker.web.recording import record_entry
from tracker.web.screen import Screen

_FIDELITIES = ("unknown", "as_planned", "partly", "not")
_LONG = ("problem", "cause", "why_now", "makes_possible")
_EARLIEST, _LATEST = date(2010, 1, 1), date(2050, 12, 31)


def edit(shelf: Shelf, screen: Screen) -> None:
    """Choose an action, or a new one, and fill in what it says."""
    folded(screen, "action", screen.texts("actions.form.open"), lambda: _chosen(shelf, screen))


def _chosen(shelf: Shelf, screen: Screen) -> None:
    t = screen.texts
    known = {a.id: a for a in (*shelf.every, *shelf.withdrawn)}
    chosen = st.selectbox(
        t("actions.form.which"),
        [None, *known],
        format_func=lambda id_: _name(known.get(id_), screen),
        key=f"action-chosen-{state.recorded()}",
    )
    before = known.get(chosen) if chosen else None
    with st.form(f"action-{chosen or 'new'}-{state.recorded()}", border=False):
        fields = _Fields(before, shelf, screen).drawn()
        name = own_name(t)
        if st.form_submit_button(t("actions.form.button"), type="primary"):
            state.set_name(name)
            record_entry(
                screen,
                EntryKind.ACTION,
                fields,
                lambda number: t("actions.form.done", number=number),
                "actions.field",
            )


def _name(action: SteeringAction | None, screen: Screen) -> str:
    t = screen.texts
    if action is None:
        return t("actions.form.new")
    return t("actions.form.withdrawn", title=action.title) if action.withdrawn else action.title


@dataclass(frozen=True)
class _Fields:
    """The fields, filled with what the action says now; `before` None: empty."""

    before: SteeringAction | None
    shelf: Shelf
    screen: Screen

    def drawn(self) -> dict[str, object]:
        """Put the fields on the page; what stands in them, by the model's names."""
        t, before = self.screen.texts, self.before
        fields: dict[str, object] = {"id": before.id if before else None}
        fields["title"] = self._text("title")
        left, right = st.columns(2)
        with left:
            fields["type"] = self._one("type", tuple(ActionType), "actions.type.")
            fields["owner_organisation"] = self._owner()
            fields["start"] = self._day("start")
        with right:
            fields["status"] = self._one("status", tuple(ActionStatus), "actions.status.")
            fields["phase"] = self._phase()
            fields["end"] = self._day("end")
        for name in _LONG:
            given = getattr(before, name, None) or ""
            fields[name] = st.text_area(
                t(f"actions.field.{name}"), given, key=self._key(name), height=80
            )
        fields |= self._named()
        fields["fidelity"] = self._one("fidelity", _FIDELITIES, "actions.fidelity.") or "unknown"
        fields["updates"] = self._updates()
        fields["source"] = self._source()
        if before is None:
            fields["fictional"] = st.checkbox(t("actions.field.fictional"), key=self._key("fict"))
        else:
            fields["fictional"] = before.fictional
            fields["withdrawn"] = st.checkbox(
                t("actions.field.withdrawn"), before.withdrawn, key=self._key("withdrawn")
            )
        return fields

    def _key(self, name: str) -> str:
        id_ = self.before.id if self.before else "new"
        return f"action-{id_}-{name}-{state.recorded()}"

    def _label(self, name: str) -> str:
        return self.screen.texts(f"actions.field.{name}")

    def _text(self, name: str) -> str:
        given = getattr(self.before, name, None) or ""
        return st.text_input(self._label(name), given, key=self._key(name))

    def _one(self, name: str, choices: Sequence[str], words: str) -> object:
        given = getattr(self.before, name, None)
        return st.selectbox(
            self._label(name),
            choices,
            index=choices.index(given) if given in choices else None,
            format_func=lambda one: self.screen.texts(f"{words}{one}"),
            placeholder=self.screen.texts("actions.form.choose"),
            key=self._key(name),
        )

    def _owner(self) -> object:
        organisations = self.screen.report.definitions.organisations
        given = getattr(self.before, "owner_organisation", None)
        return st.selectbox(
            self._label("owner_organisation"),
            list(organisations),
            index=list(organisations).index(given) if given in organisations else None,
            format_func=lambda id_: self.screen.texts.of(organisations[id_].name),
            placeholder=self.screen.texts("actions.form.choose"),
            key=self._key("owner"),
        )

    def _phase(self) -> object:
        return st.selectbox(
            self._label("phase"),
            (None, 1, 2, 3),
            index=getattr(self.before, "phase", None) or 0,
            format_func=lambda n: (
                f"{self.screen.texts('phase.word')} {n}"
                if n
                else self.screen.texts("actions.no_phase")
            ),
            key=self._key("phase"),
        )

    def _day(self, name: str) -> date | None:
        return st.date_input(
            self._label(name),
            getattr(self.before, name, None),
            min_value=_EARLIEST,
            max_value=_LATEST,
            format="YYYY-MM-DD",
            key=self._key(name),
        )

    def _named(self) -> dict[str, object]:
        """What the action serves, where, in which series it should show, what waits for it."""
        t, known = self.screen.texts, self.screen.report.definitions
        names: dict[str, dict[str, str]] = {
            "goals": {g.id: f"{g.number} {t.of(g.name)}" for g in known.programme.goals},
            "conditions": {
                c.id: f"{c.letter} {t.of(c.name)}" for c in known.phase_model.conditions
            },
            "areas": {a.id: t.of(a.name) for a in known.programme.areas},
            "indicators": {id_: t.of(i.name) for id_, i in known.indicators.items()},
            "enables": {
                a.id: a.title for a in self.shelf.every if a.id != getattr(self.before, "id", "")
            },
        }
        return {field: self._several(field, words) for field, words in names.items()}

    def _several(self, field: str, words: dict[str, str]) -> tuple[str, ...]:
        given = getattr(self.before, field, ())
        choices = [*words, *(id_ for id_ in given if id_ not in words)]  # none is dropped unseen
        chosen = st.multiselect(
            self._label(field),
            choices,
            given,
            format_func=lambda id_: words.get(id_, id_),
            placeholder=self.screen.texts("actions.form.choose"),
            key=self._key(field),
        )
        return tuple(chosen)

    def _updates(self) -> tuple[object, ...]:
        given = tuple(u.model_dump() for u in getattr(self.before, "updates", ()))
        t = self.screen.texts
        text = st.text_area(t("actions.form.update"), key=self._key("update"), height=80)
        on = st.date_input(
            t("actions.form.update.on"),
            min(self.screen.report.reference_date, self.screen.site.today),
            min_value=_EARLIEST,
            max_value=_LATEST,
            format="YYYY-MM-DD",
            key=self._key("update-on"),
        )
        return (*given, {"on": on, "text": text}) if text.strip() else given

    def _source(self) -> dict[str, object] | None:
        source = getattr(self.before, "source", None)
        given = {
            name: st.text_input(
                self.screen.texts(f"actions.form.source.{name}"),
                getattr(source, name, None) or "",
                key=self._key(f"source-{name}"),
            ).strip()
            or None
            for name in ("title", "publisher", "url")
        }
        return {**given, "read": getattr(source, "read", None)} if any(given.values()) else None
