"""The next meeting in words: when it is, and its agenda in three groups."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.model.report import Report
from tracker.model.steering import Meeting
from tracker.service.meetings import Agenda
from tracker.texts import meetings as words
from tracker.texts.catalogue import Texts
from tracker.texts.dates import day
from tracker.texts.meetings import Point


@dataclass(frozen=True)
class Group:
    """Points of one kind: `decide`, `follow` or `know`."""

    code: str
    title: str
    points: tuple[Point, ...]


def groups(plan: Agenda, report: Report, texts: Texts) -> tuple[Group, ...]:
    """What is to be decided, followed up and known. Every point; none is cut away."""
    t = texts
    decide = [words.setback_point(one, t) for one in plan.setbacks]
    decide += [words.phase_point(one, t) for one in plan.phases]
    follow = [words.flipped_point(one, t) for one in plan.flips_beside]
    follow += [words.action_point(one, report, t) for one in plan.actions]
    follow += [words.delivery_point(one, t) for one in plan.deliveries]
    return (
        Group("decide", t("meeting.group.decide"), tuple(decide)),
        Group("follow", t("meeting.group.follow"), tuple(follow)),
        Group("know", t("meeting.group.know"), tuple(_to_know(plan, report, t))),
    )


def coming_sentences(planned: Sequence[Meeting], today: date, texts: Texts) -> tuple[str, ...]:
    """Which meeting is next, who is called, and which come after it.

    Of a meeting whose day has gone it is said that somebody has to put on record what became of it.
    """
    days = {one.id: day(one.held_on, texts.language) for one in planned}
    said = [
        texts("meeting.coming.gone", name=one.name, day=days[one.id])
        for one in planned
        if one.held_on < today
    ]
    coming = [one for one in planned if one.held_on >= today]
    for one in coming[:1]:
        said.append(texts("meeting.coming", name=one.name, day=days[one.id]))
        if one.participants:
            said.append(texts("meeting.coming.called", who=", ".join(one.participants)))
    if named := [texts("meeting.named", name=m.name, day=days[m.id]) for m in coming[1:]]:
        said.append(texts("meeting.coming.later", named="; ".join(named)))
    return tuple(said)


def _to_know(plan: Agenda, report: Report, t: Texts) -> Iterator[Point]:
    if plan.moved:
        yield Point(t("meeting.point.moved", n=len(plan.moved)), "")
    for one in plan.written:
        kind = t(f"entries.kind.{one.entry.kind}")
        said = words.written_text(one, report, t)
        yield Point(f"{kind}: {said}", "", one.entry.fictional)
    if decided := len(plan.decisions):
        yield Point(t("meeting.point.written", n=decided), "")
