"""`import` of a file in another form: what is said of it beforehand, and what it still asks."""

import argparse
import sys
from pathlib import Path
from typing import Any

from tracker.cli.recognising import answers_given, question_json, tell_question
from tracker.cli.terminal import bytes_of, explain
from tracker.errors import AnswerNeeded
from tracker.model.access import Actor
from tracker.model.recipes import RecipeBody
from tracker.service.access import reader_for
from tracker.service.foreign_drafts import say
from tracker.service.programme import Site
from tracker.service.recipes import from_yaml, recipe_named
from tracker.service.uploads import Preview
from tracker.texts.catalogue import Texts
from tracker.texts.foreign import answer_wording

_YAML = (".yaml", ".yml")


def say_beforehand(site: Site, draft: str, given: argparse.Namespace, person: Actor) -> None:
    """Keep what --answer and --recipe say beside a draft.

    Raises NotFound for a recipe that nobody saved; DefinitionsInvalid for a file that is none;
    NotAllowed for another organisation's indicators.
    """
    recipe, body = None, None
    if given.recipe and given.recipe.endswith(_YAML):
        body = _body_in(given.recipe)
    elif given.recipe:
        recipe = recipe_named(site.store.at(), reader_for(person), given.recipe).id
    if given.answer or recipe or body:
        say(site, draft, person, answers=answers_given(given.answer), recipe=recipe, body=body)


def _body_in(path: str) -> RecipeBody:
    file = Path(path)
    return from_yaml(bytes_of(file), file.name)[1]


def foreign_json(seen: Preview, texts: Texts) -> dict[str, Any]:
    """What the file asks, and by which recipe and answers it was read; empty for our own form."""
    if seen.foreign is None:
        return {}
    used = seen.foreign.used
    return {
        "source": seen.foreign.source.name if seen.foreign.source else None,
        "questions": [question_json(question, texts) for question in seen.foreign.questions],
        "recipe": {"id": used.id, "name": used.name, "version": used.version} if used else None,
        "recipes": [one.name for one in seen.foreign.candidates],
        "answers": dict(seen.foreign.answers),
        "left_out": seen.foreign.left_out,
    }


def refuse_unsettled(seen: Preview, texts: Texts) -> str:
    """Say on stderr what a file lacks before it can be accepted; the error's code."""
    asks = seen.foreign is not None and bool(seen.foreign.questions)
    error = AnswerNeeded("file_asks" if asks else "recipe_needed", file=seen.file_name)
    explain(error, texts)
    tell_foreign(seen, texts)
    return error.code


def tell_foreign(seen: Preview, texts: Texts) -> None:
    """Print the questions that are open, or which recipe and answers gave the values."""
    foreign = seen.foreign
    if foreign is None:
        return
    for question in foreign.questions:
        tell_question(question, texts, file=sys.stderr)
    if foreign.used is None and not foreign.questions:
        names = ", ".join(one.name for one in foreign.candidates)
        key = "recipes.several" if names else "foreign.no_recipe"
        print(texts(key, names=names), file=sys.stderr)
    if foreign.used and not foreign.questions:
        print(texts("recipes.by", name=foreign.used.name or texts("recipes.once")))
        asked = {question.key: question for question in foreign.asked}
        for key, answer in foreign.answers.items():
            if key in asked:
                print(f"  {key}: {answer_wording(asked[key], answer, texts)}")
        if foreign.left_out:
            places = ", ".join(name for name, _ in foreign.places if name)
            print("  " + texts("foreign.left_out", n=foreign.left_out, places=places))
