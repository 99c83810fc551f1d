"""What an action is and how it goes, in words."""

from collections.abc import Sequence
from datetime import date

from tracker.model.steering import ActionStatus, SteeringAction
from tracker.service.actions import Lateness, Mix, lateness
from tracker.texts.catalogue import Texts
from tracker.texts.dates import day, month


def when(action: SteeringAction, texts: Texts) -> str:
    """From when to when, as far as anyone has said."""
    start = month(action.start, texts.language) if action.start else ""
    end = month(action.end, texts.language) if action.end else ""
    if start == end and start:
        return start
    if start and end:
        return f"{start} – {end}"
    if start:
        return texts("actions.from", start=start)
    return texts("actions.until", end=end) if end else texts("actions.no_date")


def late_sentence(action: SteeringAction, on: date, texts: Texts) -> str:
    """What should have happened before the day; empty when nothing should."""
    match lateness(action, on):
        case Lateness.BEGUN if action.start:
            return texts("actions.late.begun", month=month(action.start, texts.language))
        case Lateness.ENDED if action.end:
            return texts("actions.late.ended", month=month(action.end, texts.language))
        case _:
            return ""


def summary(actions: Sequence[SteeringAction], on: date, texts: Texts) -> str:
    """How many are ongoing, planned and late on the day."""
    if not actions:
        return texts("actions.none")
    ongoing = sum(a.status is ActionStatus.ONGOING for a in actions)
    planned = sum(a.status is ActionStatus.PLANNED for a in actions)
    late = sum(lateness(a, on) is not None for a in actions)
    said = [
        texts("actions.summary", n=ongoing, planned=planned, day=day(on, texts.language)),
        texts("actions.summary.late", n=late),
    ]
    return " ".join(said)


def origins(actions: Sequence[SteeringAction], texts: Texts) -> str:
    """How many are invented, and what the others are taken from."""
    invented = sum(a.fictional for a in actions)
    sourced = sum(not a.fictional and a.source is not None for a in actions)
    said = []
    if invented:
        said.append(texts("actions.origin.invented", n=invented))
    if sourced:
        said.append(texts("actions.origin.sourced", n=sourced))
    return " ".join(said)


def mix_remark(mix: Mix, texts: Texts) -> str:
    """What is worth seeing in a mix of types: which of them is lacking."""
    if not any(mix.ongoing.values()):
        return texts("actions.mix.none")
    return " ".join(texts(f"actions.mix.lacking.{kind}") for kind in mix.lacking)
