"""Putting edited definitions in force: checked, compared, then a new data version."""

from tracker.definitions import load_definitions
from tracker.model.access import Actor
from tracker.model.records import Publication
from tracker.service.access import Action, require
from tracker.service.programme import Site
from tracker.store import ApplyDefinitions


def apply_definitions(site: Site, actor: Actor | None, *, based_on: int) -> Publication:
    """Make a data version with what goals.yaml and phases.yaml now say.

    Raises DefinitionsInvalid with every fault, and then leaves the old ones in force; NotAllowed;
    Conflict when the definitions have changed since `based_on`.
    """
    actor = require(actor, Action.APPLY_DEFINITIONS)
    definitions = load_definitions(site.folder)
    return site.store.publish(ApplyDefinitions(definitions), actor, based_on=based_on)
