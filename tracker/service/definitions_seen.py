"""The definitions as a reader may see them, of any data version."""

from tracker.disclosure import Visibility, visibility
from tracker.model.access import Reader
from tracker.model.definitions import Definitions, Goal, Indicator
from tracker.service.programme import Site
from tracker.store import Snapshot

# What may tell of the numbers themselves: where a series stood, and is to come.
_BESIDE = {
    "baseline": None,
    "target": None,
    "plan": None,
    "assumed_n": None,
    "breaks": (),
    "rebases": (),
}


def definitions_seen(site: Site, snapshot: Snapshot, reader: Reader) -> Definitions | None:
    """The definitions of a data version; None before the first.

    Of a series whose name is all that the reader may see, by the rules of its day or by today's,
    what is said of its numbers is left out.
    """
    definitions = snapshot.definitions()
    newest = site.store.at().definitions()
    if definitions is None or newest is None:
        return None

    def seen(indicator: Indicator) -> Indicator:
        today = newest.indicators.get(newest.renamed.get(indicator.id, indicator.id))
        rules = [indicator] if today is None else [indicator, today]
        hidden = any(visibility(reader, one) is Visibility.NAME_ONLY for one in rules)
        return indicator.model_copy(update=_BESIDE) if hidden else indicator

    def of(goal: Goal) -> Goal:
        return goal.model_copy(update={"indicators": tuple(map(seen, goal.indicators))})

    programme = definitions.programme
    update = {
        "goals": tuple(map(of, programme.goals)),
        "indicators": tuple(map(seen, programme.indicators)),
    }
    return Definitions(
        programme=programme.model_copy(update=update),
        phase_model=definitions.phase_model,
        events=definitions.events,
    )
