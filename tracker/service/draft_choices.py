"""What a person has said of a draft that is in somebody else's form, kept beside it.

The child process that reads the draft anew finds it here.
"""

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from tracker.model.access import Actor, Role
from tracker.model.base import Record
from tracker.model.definitions import Definitions
from tracker.model.recipes import RecipeBody

_FILE = "chosen.json"


class Chosen(Record):
    """What has been said.

    answers        to the file's questions, by their keys
    recipe         the id of a saved recipe that was chosen
    body, name     a new or changed recipe, and what to save it under; "" for not at all
    organisations  whose indicators may get values; None: everybody's
    """

    answers: Mapping[str, str] = Field(default_factory=dict)
    recipe: str | None = None
    body: RecipeBody | None = None
    name: str = ""
    organisations: tuple[str, ...] | None = None

    def may_fill(self, body: RecipeBody, definitions: Definitions) -> bool:
        """Whether a recipe is about indicators and areas that are there, and may be filled."""
        known = definitions.indicators
        areas = {*body.places.values(), *filter(None, (body.area,))}
        return areas <= definitions.areas.keys() and all(
            one in known
            and (self.organisations is None or known[one].owner_organisation in self.organisations)
            for one in body.indicators
        )


def chosen_in(folder: Path) -> Chosen:
    """What has been said of the draft in a folder."""
    path = folder / _FILE
    return Chosen.model_validate_json(path.read_bytes()) if path.exists() else Chosen()


def write_chosen(folder: Path, chosen: Chosen) -> None:
    """Keep what has been said of the draft in a folder."""
    new = folder / f"{_FILE}.new"
    new.write_text(chosen.model_dump_json(), encoding="utf-8")
    new.replace(folder / _FILE)


def organisations_of(actor: Actor) -> tuple[str, ...] | None:
    """Whose indicators an actor may give values to; None: everybody's."""
    return None if actor.role is Role.OWNER else tuple(sorted(actor.organisations))
