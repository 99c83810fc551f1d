"""What an accepted file keeps of the recipe that it was read by."""

from tracker.ingest.recognised import Question
from tracker.model.access import Actor
from tracker.model.records import ReadBy
from tracker.service.foreign_seen import Seen, Used
from tracker.service.programme import Site
from tracker.service.recipes import save_recipe


def saved_as(site: Site, seen: Seen | None, name: str, actor: Actor) -> Used | None:
    """The recipe that reads a file, saved first if it has a name and was not.

    seen   None: the file is in our own form

    Raises as `recipes.save_recipe`.
    """
    used = seen.used if seen else None
    if used is None or used.id is not None or not name:
        return used
    made = save_recipe(site, name, used.body, actor, based_on=site.store.current())
    return Used(made.id, made.name, made.version, made.body)


def read_by(seen: Seen | None, used: Used | None) -> ReadBy | None:
    """What the file can be read again by in the same way."""
    if seen is None or used is None:
        return None
    return ReadBy(recipe=used.id, version=used.version, body=used.body, answers=seen.answers)


def answered(seen: Seen | None) -> tuple[tuple[Question, str], ...]:
    """What the file asked, and how it was answered."""
    if seen is None:
        return ()
    return tuple((q, seen.answers[q.key]) for q in seen.asked if q.key in seen.answers)
