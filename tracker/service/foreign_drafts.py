"""What a person does with a draft in somebody else's form: answers, chooses, tries a recipe.

Each is kept beside the draft, and a child process reads it anew by what has been said.
"""

from collections.abc import Mapping

from tracker.errors import NotFound, TrackerError
from tracker.ingest.recognised import Question
from tracker.model.access import Actor
from tracker.model.recipes import RecipeBody
from tracker.service.access import Action, reader_for, require, require_organisation
from tracker.service.draft_choices import Chosen, chosen_in, write_chosen
from tracker.service.drafting import start_again
from tracker.service.foreign_seen import Candidate
from tracker.service.programme import Site
from tracker.service.recipes import recipes, save_recipe

_LONGEST = 200  # characters of an answer


def say(
    site: Site,
    draft: str,
    actor: Actor | None,
    *,
    answers: Mapping[str, str] | None = None,
    recipe: str | None = None,
    body: RecipeBody | None = None,
    name: str = "",
) -> None:
    """Keep what is said of a draft, without reading it anew.

    answers   beside those given before; one that is "" is taken back
    recipe    the id of a saved recipe; body: a new or a changed one, and `name` to save it under

    Raises NotAllowed, also for another organisation's indicators; NotFound; TrackerError for an
    answer that nobody can mean.
    """
    actor = require(actor, Action.UPLOAD)
    folder = site.store.drafts.path(draft)
    said = chosen_in(folder)
    given = {**said.answers, **(answers or {})}
    if any(len(answer) > _LONGEST for answer in given.values()):
        raise TrackerError("answer_too_long", most=_LONGEST)
    said = said.model_copy(update={"answers": {k: v for k, v in given.items() if v}})
    if recipe is not None:
        saved = {one.id: one for one in recipes(site.store.at(), reader_for(actor))}
        if recipe not in saved:
            raise NotFound("recipe_unknown", name=recipe)
        _require_own(site, saved[recipe].body, actor)
        said = said.model_copy(update={"recipe": recipe, "body": None, "name": ""})
    if body is not None:
        _require_own(site, body, actor)
        plain = " ".join(name.split())
        said = said.model_copy(update={"body": body, "name": plain})
    write_chosen(folder, Chosen.model_validate(said.model_dump()))


def answer(site: Site, draft: str, answers: Mapping[str, str], actor: Actor | None) -> None:
    """Answer a file's questions and begin to read it anew. Raises as `say`."""
    say(site, draft, actor, answers=answers)
    start_again(site, draft)


def choose_recipe(site: Site, draft: str, recipe: str, actor: Actor | None) -> None:
    """Read a draft by a saved recipe. Raises as `say`."""
    say(site, draft, actor, recipe=recipe)
    start_again(site, draft)


def try_recipe(
    site: Site, draft: str, body: RecipeBody, actor: Actor | None, *, name: str = ""
) -> None:
    """Read a draft by a new or a changed recipe; it is saved when the file is accepted.

    name   what to save it under; "": only this file is read by it

    Raises as `say`.
    """
    say(site, draft, actor, body=body, name=name)
    start_again(site, draft)


def keep_recipe(site: Site, draft: str, actor: Actor | None) -> Candidate:
    """Save the recipe that was made for a draft, though nothing of the file is accepted.

    Raises NotAllowed; NotFound for a draft without a recipe of its own; EntryRefused; Conflict;
    TrackerError for a recipe without a name.
    """
    actor = require(actor, Action.UPLOAD)
    chosen = chosen_in(site.store.drafts.path(draft))
    if chosen.body is None:
        raise NotFound("recipe_unknown", name=chosen.name)
    made = save_recipe(site, chosen.name, chosen.body, actor, based_on=site.store.current())
    choose_recipe(site, draft, made.id, actor)
    return made


def unanswered(questions: tuple[Question, ...], answers: Mapping[str, str | None]) -> bool:
    """Whether any question has no answer among those that a form gave."""
    return any(not (answers.get(question.key) or "").strip() for question in questions)


def _require_own(site: Site, body: RecipeBody, actor: Actor) -> None:
    definitions = site.store.at().definitions()
    for indicator in body.indicators:
        if definitions and (known := definitions.indicators.get(indicator)):
            require_organisation(actor, known.owner_organisation)
