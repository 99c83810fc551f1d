"""Recept: which of the file's values become which indicator, where. One page, tried before kept."""

from dataclasses import replace

import streamlit as st

from tracker.errors import TrackerError
from tracker.model.definitions import Definitions, Indicator, Measure
from tracker.service.foreign_drafts import try_recipe
from tracker.service.foreign_seen import Seen, SeenLabel, SeenMeasure
from tracker.service.recipe_form import (
    REGION,
    WHOLE_FILE,
    filters,
    may_be_fraction,
    measure_of,
    place_choices,
    suggested,
    suggested_name,
    texts_of,
    total_in,
)
from tracker.service.recipes import (
    MappedForm,
    RecipeForm,
    body_of,
    form_of,
    recipes,
    uploadable,
)
from tracker.service.uploads import Preview
from tracker.texts.catalogue import Texts
from tracker.web import state
from tracker.web.markup import esc, show
from tracker.web.refusal import say_refused
from tracker.web.screen import Screen
from tracker.web.site import current_actor


def write_recipe(screen: Screen, preview: Preview, seen: Seen) -> None:
    """The form, filled in with the recipe in use or with what the names in the file suggest."""
    t, definitions = screen.texts, screen.report.definitions
    if screen.actor is None:
        return
    offered = uploadable(definitions, screen.actor)
    before = form_of(seen.used.body) if seen.used else suggested(seen, definitions, offered)
    key = f"recipe-{preview.draft}"
    more = state.more_values(key)
    lead = esc(t("recipe.values.lead"))
    show(f'<h2>{esc(t("recipe.values"))}</h2><p class="s m">{lead}</p>', classes="fl sec")
    given = (*before.values, *[MappedForm()] * more)
    place = _kept_place(key, before)
    values = tuple(
        _value(screen, seen, f"{key}-{number}", one, offered, place)
        for number, one in enumerate(given)
    )
    if st.button(t("recipe.add"), key=f"{key}-add"):
        state.add_value(key)
        st.rerun()
    show(f"<h2>{esc(t('recipe.places'))}</h2>", classes="fl gap")
    form = _places(screen, seen, key, replace(before, values=values), definitions)
    show(f"<h2>{esc(t('recipe.keep'))}</h2>", classes="fl gap")
    named = st.text_input(
        t("recipe.name"),
        _name(screen, preview, seen),
        help=t("recipe.name.help"),
        key=f"{key}-name",
    )
    if st.button(t("recipe.try"), type="primary", key=f"{key}-try"):
        try:
            try_recipe(screen.site, preview.draft, body_of(form, seen), current_actor(), name=named)
        except TrackerError as error:
            say_refused(error, t)
            return
        st.rerun()


def _name(screen: Screen, preview: Preview, seen: Seen) -> str:
    """The name of the recipe in use, or one that is free."""
    if seen.used:
        return seen.used.name
    taken = (one.name for one in recipes(screen.snapshot, screen.reader))
    return preview.name or suggested_name(seen, taken)


def _kept_place(key: str, before: RecipeForm) -> str:
    """What names the place, as it is chosen further down on the page."""
    chosen = state.widget(f"{key}-place")
    if isinstance(chosen, str):
        return chosen
    return WHOLE_FILE if before.area or not before.places else before.place


def _value(  # noqa: PLR0917 - one value's part of the form
    screen: Screen,
    seen: Seen,
    key: str,
    before: MappedForm,
    offered: tuple[Indicator, ...],
    place: str,
) -> MappedForm:
    t = screen.texts
    known = {one.id: one for one in offered}
    left, right = st.columns(2)
    chosen = left.selectbox(
        t("recipe.indicator"),
        list(known),
        index=list(known).index(before.indicator) if before.indicator in known else None,
        format_func=lambda id_: t.of(known[id_].name),
        placeholder=t("recipe.indicator.none"),
        key=f"{key}-indicator",
    )
    indicator = known.get(chosen) if chosen else None
    measure = _measure(seen, f"{key}-measure", t("recipe.measure"), before.measure, right, t)
    return MappedForm(
        chosen,
        measure,
        _where(screen, f"{key}-where", before, filters(seen, place)),
        _beside(seen, f"{key}-n", "denominator", before.denominator, indicator, t),
        _beside(seen, f"{key}-r", "responses", before.responses, indicator, t),
        before.fraction
        if not may_be_fraction(seen, measure, indicator)
        else st.checkbox(t("recipe.fraction"), before.fraction, key=f"{key}-fraction"),
        st.checkbox(
            t("recipe.add_up"), before.add_up, help=t("recipe.add_up.help"), key=f"{key}-sum"
        ),
    )


def _where(
    screen: Screen, key: str, before: MappedForm, labels: tuple[SeenLabel, ...]
) -> dict[str, tuple[str, ...]]:
    """Which values are meant, by dimension; asked when a person or a total in the file says so."""
    t = screen.texts
    chosen = {
        label.name: total_in(label) if before.where is None else before.where.get(label.name, ())
        for label in labels
    }
    if not labels:
        return {}
    names = ", ".join(label.name for label in labels)
    some = any(chosen.values())
    if not st.checkbox(t("recipe.some", names=names), some, key=f"{key}-some"):
        return {}
    return {
        label.name: tuple(
            st.multiselect(
                t("recipe.filter", name=label.name),
                label.texts,
                default=[one for one in chosen[label.name] if one in label.texts],
                placeholder=t("recipe.filter.all"),
                key=f"{key}-{label.name}",
            )
        )
        for label in labels
    }


def _measure(  # noqa: PLR0917 - a widget's parts
    seen: Seen, key: str, label: str, before: str | None, where: object, t: Texts
) -> str | None:
    """Which measure is meant; not asked where there is one only."""
    names = [one.name for one in seen.measures]
    if len(names) < 2:
        return names[0] if names else None
    return where.selectbox(  # type: ignore[attr-defined,no-any-return]  # a streamlit column
        label,
        names,
        index=names.index(before) if before in names else None,
        format_func=lambda name: _shown(measure_of(seen, name), t),
        placeholder=t("recipe.measure.none"),
        key=key,
    )


def _beside(  # noqa: PLR0917 - a widget's parts
    seen: Seen, key: str, what: str, before: str | None, indicator: Indicator | None, t: Texts
) -> str | None:
    """The measure that a rate's denominator, or a share's number of answers, is read from."""
    needed = {"denominator": Measure.RATE, "responses": Measure.SHARE}[what]
    if indicator is None or indicator.measure is not needed:
        return None
    return _measure(seen, key, t(f"recipe.{what}"), before, st, t) if seen.measures else None


def _shown(measure: SeenMeasure | None, t: Texts) -> str:
    if measure is None:
        return ""
    name = measure.name or t("foreign.measure.none")
    return t("recipe.measure.shown", name=name, n=measure.values)


def _places(
    screen: Screen, seen: Seen, key: str, before: RecipeForm, definitions: Definitions
) -> RecipeForm:
    """Which text of the file is which area, or one area for all of it."""
    t = screen.texts
    choices = place_choices(seen)
    place = _kept_place(key, before)
    place = st.selectbox(
        t("recipe.place"),
        choices,
        index=choices.index(place) if place in choices else 0,
        format_func=lambda one: {
            WHOLE_FILE: t("recipe.place.file"),
            REGION: t("recipe.place.region"),
        }.get(one, one),
        key=f"{key}-place",
    )
    areas = definitions.areas

    def named(id_: str) -> str:
        return t.of(areas[id_].name)

    if place == WHOLE_FILE:
        ids = list(areas)
        area = st.selectbox(
            t("recipe.area"),
            ids,
            index=ids.index(before.area) if before.area in ids else None,
            format_func=named,
            placeholder=t("recipe.area.none"),
            key=f"{key}-area",
        )
        return replace(before, place="", places=None, area=area)
    known = before.places if before.places and place == before.place else {}
    chosen = st.multiselect(
        t("recipe.areas"),
        list(areas),
        default=[one for one in known if one in areas],
        format_func=named,
        placeholder=t("recipe.areas.none"),
        key=f"{key}-areas-{place}",
    )
    texts = texts_of(seen, place)
    places = {
        area: tuple(
            st.multiselect(
                t("recipe.texts", area=named(area)),
                list(texts),
                default=[one for one in known.get(area, ()) if one in texts],
                format_func=lambda one: texts.get(one, one),
                placeholder=t("recipe.texts.none"),
                key=f"{key}-texts-{place}-{area}",
            )
        )
        for area in chosen
    }
    return replace(before, place=place, places=places, area=None)
