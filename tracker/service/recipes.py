"""Recept: the saved ones, new ones from what a form says, and as YAML files."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from tracker.definitions import parse_recipe
from tracker.errors import NotFound, TrackerError
from tracker.ingest.recognised import Question
from tracker.model.access import ALL_ORGANISATIONS, Actor, Audience, Reader
from tracker.model.definitions import Definitions, Indicator
from tracker.model.recipes import Mapped, RecipeBody, Selector
from tracker.model.steering import EntryKind, Recipe
from tracker.service.access import MATRIX, Action, Scope, require
from tracker.service.foreign_reading import UNREAD
from tracker.service.foreign_seen import Candidate, Seen
from tracker.service.programme import Site
from tracker.service.steering import new_entry_id, record_entries
from tracker.store import Snapshot

_PERCENT = 100.0
EVERYTHING = Reader(Audience.ANALYSIS, frozenset({ALL_ORGANISATIONS}))


@dataclass(frozen=True)
class MappedForm:
    """What a form says of one indicator. `measure`s are the file's; None: not chosen.

    where     the labels that are meant, by dimension; an empty choice means all of them
    fraction  the share is written as 0 to 1
    add_up    several values of one area and period are parts of a sum
    """

    indicator: str | None = None
    measure: str | None = None
    where: Mapping[str, tuple[str, ...]] | None = None
    denominator: str | None = None
    responses: str | None = None
    fraction: bool = False
    add_up: bool = False


@dataclass(frozen=True)
class RecipeForm:
    """What a form says of a recipe.

    place   the dimension whose texts name the areas; "" for the region that the file states
    places  for each area of the programme the texts that mean it
    area    the area of the whole file, where it names none
    """

    values: tuple[MappedForm, ...]
    place: str = ""
    places: Mapping[str, tuple[str, ...]] | None = None
    area: str | None = None


def body_of(form: RecipeForm, seen: Seen) -> RecipeBody:
    """The recipe that a form says, with the answers that hold for the next file too.

    Raises TrackerError that says what is missing.
    """
    if not form.values or any(one.indicator is None for one in form.values):
        raise TrackerError("recipe_without_indicator")
    if any(one.measure is None for one in form.values):
        raise TrackerError("recipe_without_measure")
    places: dict[str, str] = {}
    for area, texts in (form.places or {}).items():
        for text in texts:
            if places.setdefault(text, area) != area:
                raise TrackerError("recipe_place_twice", place=text)
    if form.area is None and not places:
        raise TrackerError("recipe_without_area")
    return RecipeBody(
        shape=seen.shape,
        values=tuple(_mapped(one) for one in form.values),
        place="" if form.area else form.place,
        places={} if form.area else places,
        area=form.area,
        answers=lasting(seen.asked, seen.answers),
    )


def form_of(body: RecipeBody) -> RecipeForm:
    """A recipe as a form shows it."""
    places: dict[str, list[str]] = {}
    for text, area in body.places.items():
        places.setdefault(area, []).append(text)
    return RecipeForm(
        values=tuple(
            MappedForm(
                one.indicator,
                one.value.measure,
                one.value.where,
                one.denominator.measure if one.denominator else None,
                one.responses.measure if one.responses else None,
                one.factor == _PERCENT,
                one.duplicates == "sum",
            )
            for one in body.values
        ),
        place=body.place,
        places={area: tuple(texts) for area, texts in places.items()},
        area=body.area,
    )


def lasting(asked: tuple[Question, ...], answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that hold for the next file of the same shape.

    A year or another free text is about this file, and so is what cannot be read in it.
    """
    kept = {question.key for question in asked if question.choices and question.key != UNREAD}
    return {key: answer for key, answer in answers.items() if key in kept}


def uploadable(definitions: Definitions, actor: Actor) -> tuple[Indicator, ...]:
    """The indicators that the actor may give values to."""
    every = definitions.indicators.values()
    if MATRIX[Action.UPLOAD][actor.role] is Scope.ALL:
        return tuple(every)
    return tuple(one for one in every if actor.belongs_to(one.owner_organisation))


def recipes(snapshot: Snapshot, reader: Reader) -> tuple[Candidate, ...]:
    """The saved recipes in force, by name."""
    found = [
        Candidate(one.entry.id, one.entry.name, one.version, one.entry.body)
        for one in snapshot.entries(reader, EntryKind.RECIPE)
        if isinstance(one.entry, Recipe) and not one.entry.withdrawn
    ]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def recipe_named(snapshot: Snapshot, reader: Reader, name: str) -> Candidate:
    """The saved recipe of this name or id. Raises NotFound."""
    wanted = " ".join(name.split()).casefold()
    for one in recipes(snapshot, reader):
        if wanted in (one.name.casefold(), one.id):
            return one
    raise NotFound("recipe_unknown", name=name)


def save_recipe(
    site: Site, name: str, body: RecipeBody, actor: Actor | None, *, based_on: int
) -> Candidate:
    """Keep a recipe under a name: a new one, or a further version of the one that has it.

    based_on   the data version that the actor saw

    Raises NotAllowed, also for another organisation's indicators; EntryRefused; Conflict;
    TrackerError for an empty name.
    """
    actor = require(actor, Action.UPLOAD)
    plain = " ".join(name.split())
    if not plain:
        raise TrackerError("recipe_without_name")
    saved = recipes(site.store.at(), EVERYTHING)
    before = next((one for one in saved if one.name.casefold() == plain.casefold()), None)
    if before and before.body == body:
        return before
    entry = Recipe(id=before.id if before else new_entry_id(), name=plain, body=body)
    record_entries(site, [entry], actor, based_on=based_on)
    return Candidate(entry.id, plain, before.version + 1 if before else 1, body)


def to_yaml(recipe: Candidate) -> str:
    """A recipe as a file that `from_yaml` reads."""
    out = io.StringIO()
    body = {"format": 1, **recipe.body.model_dump(mode="json", exclude_defaults=True)}
    told = {"name": recipe.name, "body": body}
    yaml.safe_dump(told, out, allow_unicode=True, sort_keys=False, width=100)
    return out.getvalue()


def from_yaml(data: bytes, file: str) -> tuple[str, RecipeBody]:
    """The name and the recipe that a YAML file holds. Raises DefinitionsInvalid."""
    return parse_recipe(data, file)


def _mapped(form: MappedForm) -> Mapped:
    measures = (form.denominator, form.responses)
    denominator, responses = (
        None if measure is None else Selector(measure=measure, where=_where(form))
        for measure in measures
    )
    return Mapped(
        indicator=str(form.indicator),
        value=Selector(measure=form.measure or "", where=_where(form)),
        denominator=denominator,
        responses=responses,
        factor=_PERCENT if form.fraction else 1.0,
        duplicates="sum" if form.add_up else "refuse",
    )


def _where(form: MappedForm) -> dict[str, tuple[str, ...]]:
    return {name: texts for name, texts in (form.where or {}).items() if texts}
