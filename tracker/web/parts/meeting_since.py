"""«Sedan förra mötet»: lists of what differs, each with the way to where it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tracker.model.records import PhaseDecision
from tracker.model.steering import AddedEvent, Answer, EntryKind, Judgement, Note, SteeringAction
from tracker.service.changed import Changed, SeriesChange
from tracker.service.meetings import Agenda
from tracker.service.meetings_held import Written
from tracker.texts.address import Page, series_place
from tracker.texts.dates import day
from tracker.texts.meetings import flipped_text, written_text
from tracker.texts.news import change_lines
from tracker.web.markup import esc, link
from tracker.web.parts.actions import place_of
from tracker.web.parts.verdict import series_link
from tracker.web.screen import Screen

_MOST = 6  # items of one list; how many more there are is said
_KINDS = {
    "action": (EntryKind.ACTION,),
    "judgement": (EntryKind.JUDGEMENT,),
    "answer": (EntryKind.ANSWER,),
    "promise": (EntryKind.DIALOGUE, EntryKind.PROMISE, EntryKind.AGREEMENT),
    "note": (EntryKind.NOTE,),
    "event": (EntryKind.EVENT,),
}


_Item = tuple[str, bool]  # HTML, and whether it is invented


def counted(screen: Screen, plan: Agenda, changed: Changed | None) -> str:
    """Everything that differs, under its headings; what is the same is left out."""
    found: list[tuple[str, list[_Item]]] = [
        ("decisions", [(decision_link(screen, one), one.fictional) for one in plan.decisions]),
        ("verdicts", [_verdict(screen, one) for one in plan.flipped]),
        ("values", list(_values(screen, changed)) if changed else []),
        *((key, list(_written(screen, plan, kinds))) for key, kinds in _KINDS.items()),
        ("definitions", list(_definitions(screen, changed)) if changed else []),
    ]
    return "".join(_group(screen, key, items) for key, items in found if items)


def _group(screen: Screen, key: str, items: list[_Item]) -> str:
    """A list with its heading, which says it when all of it is invented."""
    t = screen.texts
    said = esc(t("fictional.word"))
    mark = f'<span class="s m nb" style="font-weight:400"> · {said}</span>'
    all_invented = all(invented for _, invented in items)
    told = [
        html + (mark if invented and not all_invented else "") for html, invented in items[:_MOST]
    ]
    if (untold := len(items) - _MOST) > 0:
        told.append(esc(t("meeting.since.more", n=untold)))
    head = esc(t(f"meeting.since.{key}")) + (mark if all_invented else "")
    listed = "".join(f"<li>{item}</li>" for item in told)
    return f'<h3 style="margin-top:12px">{head}</h3><ul class="s">{listed}</ul>'


def _verdict(screen: Screen, one: SeriesChange) -> _Item:
    said = esc(flipped_text(one, screen.texts))
    return f"{series_link(screen, one.series)}. {said}", one.series.series.fictional


def _values(screen: Screen, changed: Changed) -> Iterator[_Item]:
    for one in changed.series:
        if one.values:
            said = " · ".join(change_lines(replace(one, before=None), screen.texts))
            html = f'{series_link(screen, one.series)} <span class="m">{esc(said)}</span>'
            yield html, one.series.series.fictional


def _written(screen: Screen, plan: Agenda, kinds: Iterable[EntryKind]) -> Iterator[_Item]:
    for one in plan.written:
        if one.entry.kind in kinds:
            yield _entry(screen, one), one.entry.fictional


def _entry(screen: Screen, one: Written) -> str:
    said = written_text(one, screen.report, screen.texts)
    match one.entry:
        case Judgement() as entry:
            return link(screen.to(Page.PHASES, area=entry.area, phase=entry.phase), said)
        case Answer() as entry:
            return link(screen.to(Page.PHASES, area=entry.area), said)
        case SteeringAction() as entry:
            return link(screen.to(Page.ACTIONS), said, place_of(entry))
        case Note() as entry if entry.indicator in screen.report.definitions.indicators:
            ids = entry.indicator, entry.area
            return link(screen.series_view(*ids), said, series_place(*ids))
        case AddedEvent() | Note():
            return esc(said)
        case entry:
            return link(screen.to(Page.PROMISES), said, entry.id)


def _definitions(screen: Screen, changed: Changed) -> Iterator[_Item]:
    t = screen.texts
    if changed.began:
        yield esc(t("news.began", n=len(changed.began))), False
    if changed.ended:
        yield esc(t("news.ended", n=len(changed.ended))), False
    if changed.redefined:
        yield link(screen.to(Page.DATA), t("news.redefined")), False


def decision_link(screen: Screen, one: PhaseDecision) -> str:
    """What was decided of which area, from when; a link to where it stands."""
    t = screen.texts
    area = screen.report.definitions.areas.get(one.area_id)
    said = t(
        "news.decision",
        area=t.of(area.name) if area else one.area_id,
        phase=one.phase,
        day=day(one.valid_from, t.language),
    )
    return link(screen.to(Page.PHASES, area=one.area_id if area else None), said)
