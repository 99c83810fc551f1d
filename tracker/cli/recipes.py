"""`recipes`: how files of other people are read, listed, written as YAML, and taken in."""

import argparse

from tracker.cli.terminal import actor, bytes_of, print_json
from tracker.service.access import reader_for
from tracker.service.programme import Site
from tracker.service.recipes import from_yaml, recipe_named, recipes, save_recipe, to_yaml
from tracker.texts.catalogue import Texts


def list_recipes(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Print a line of each saved recipe, or all of them as JSON."""
    found = recipes(site.store.at(), reader_for(actor()))
    if given.json:
        listed = [
            {
                "id": one.id,
                "name": one.name,
                "version": one.version,
                "body": one.body.model_dump(mode="json"),
            }
            for one in found
        ]
        print_json({"format": 1, "recipes": listed})
        return 0
    for one in found:
        indicators = ", ".join(one.body.indicators)
        print(
            texts(
                "recipes.line",
                name=one.name,
                version=one.version,
                id=one.id,
                indicators=indicators,
            )
        )
    print(texts("recipes.count", n=len(found)))
    return 0


def export(site: Site, given: argparse.Namespace, texts: Texts) -> int:  # noqa: ARG001
    """Print a recipe as YAML. Raises NotFound."""
    print(to_yaml(recipe_named(site.store.at(), reader_for(actor()), given.name)), end="")
    return 0


def take_in(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Save the recipe of a YAML file. Raises DefinitionsInvalid; EntryRefused."""
    name, body = from_yaml(bytes_of(given.file), given.file.name)
    made = save_recipe(site, name, body, actor(), based_on=site.store.current())
    print(texts("recipes.saved", name=made.name, version=made.version))
    return 0
