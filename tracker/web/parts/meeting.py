"""Styrgruppsmöte: the next meeting's agenda, what is new since the last, and earlier meetings."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.model.report import SeriesReport
from tracker.model.steering import Meeting, Recorded
from tracker.service.changed import Changed
from tracker.service.meetings import Agenda, LateDelivery, PhaseQuestion
from tracker.service.meetings_held import Held, Since, taken_at
from tracker.texts import meetings as words
from tracker.texts.address import Page, View, series_place
from tracker.texts.agenda import coming_sentences
from tracker.texts.dates import day
from tracker.texts.meetings import Point
from tracker.web.markup import esc, lines, link, pairs
from tracker.web.parts.actions import place_of
from tracker.web.parts.meeting_since import counted, decision_link
from tracker.web.screen import Screen

SINCE = "sedan"
_MOST = 5  # points of a kind, so that the agenda stays on a page or two


def closed(screen: Screen) -> str:
    """That the page is not for the public."""
    t = screen.texts
    return f'<h1>{esc(t("page.meeting.title"))}</h1><p class="lead">{esc(t("meeting.closed"))}</p>'


def heading(screen: Screen, plan: Agenda, planned: Sequence[Meeting]) -> str:
    """When the next meeting is, and what it has to take a stand on."""
    t = screen.texts
    coming = " ".join(coming_sentences(planned, screen.site.today, t))
    when = f"<p>{esc(coming)}</p>" if coming else ""
    said = words.lead_sentence(plan, t)
    return f'<h1>{esc(t("page.meeting.title"))}</h1><p class="lead"><b>{esc(said)}</b></p>{when}'


def points(screen: Screen, plan: Agenda, planned: Sequence[Meeting]) -> str:
    """The agenda: each point with why it is there, and where to go; numbered throughout.

    What people have put on the agenda of the first planned meeting comes last.
    """
    t = screen.texts
    groups = [
        ("meeting.group.decide", _to_decide(screen, plan)),
        ("meeting.group.follow", _to_follow(screen, plan)),
        ("meeting.group.know", _to_know(screen, plan)),
        ("meeting.group.own", [f"<b>{esc(one)}</b>" for m in planned[:1] for one in m.points]),
    ]
    said, number = [], 1
    for key, items in groups:
        if items:
            listed = "".join(f"<li>{item}</li>" for item in items)
            inside = f'<ol start="{number}">{listed}</ol>'
        elif key == "meeting.group.decide":
            inside = f"<p>{esc(t('meeting.none.decide'))}</p>"
        else:
            continue
        said.append(f'<h3 style="margin-top:16px">{esc(t(key))}</h3>{inside}')
        number += len(items)
    when = day(screen.report.reference_date, t.language)
    return (
        f"<h2>{esc(t('meeting.agenda'))}</h2>"
        f'<p class="s m">{esc(t("meeting.agenda.note", day=when))}</p>{"".join(said)}'
    )


def _to_decide(screen: Screen, plan: Agenda) -> list[str]:
    t = screen.texts
    setbacks = [
        _item(
            screen,
            words.setback_point(one, t),
            [
                (screen.to(Page.STATUS), "meeting.where.answer", ""),
                (*_chart(screen, one.series),),
            ],
        )
        for one in plan.setbacks
    ]
    phases = [
        _item(screen, words.phase_point(one, t), [_phases(screen, one)]) for one in plan.phases
    ]
    return setbacks + phases


def _to_follow(screen: Screen, plan: Agenda) -> list[str]:
    t, report = screen.texts, screen.report
    flips, late = plan.flips_beside, plan.actions
    flipped = [
        _item(screen, words.flipped_point(one, t), [_chart(screen, one.series)])
        for one in flips[:_MOST]
    ]
    if (untold := len(flips) - _MOST) > 0:
        more = Point(t("meeting.point.flipped.more", n=untold), "")
        flipped.append(_item(screen, more, [_below()]))
    actions = [
        _item(
            screen,
            words.action_point(one, report, t),
            [(screen.to(Page.ACTIONS), "meeting.where.action", place_of(one.action))],
        )
        for one in late[:_MOST]
    ]
    if (untold := len(late) - _MOST) > 0:
        more = Point(t("meeting.point.action.more", n=untold), "")
        actions.append(
            _item(screen, more, [(screen.to(Page.ACTIONS), "meeting.where.actions", "")])
        )
    data = [
        _item(screen, words.delivery_point(one, t), [_data(screen, one)]) for one in plan.deliveries
    ]
    return flipped + actions + data


def _to_know(screen: Screen, plan: Agenda) -> list[str]:
    """Only that there is something new: it stands in its own list beside the agenda."""
    t = screen.texts
    found = []
    if plan.moved:
        found.append(Point(t("meeting.point.moved", n=len(plan.moved)), ""))
    if entered := len(plan.written) + len(plan.decisions):
        found.append(Point(t("meeting.point.written", n=entered), ""))
    return [_item(screen, point, [_below()]) for point in found]


_Way = tuple[View | None, str, str]  # where (None: here), the key of its words, the place


def _item(screen: Screen, point: Point, ways: Sequence[_Way]) -> str:
    t = screen.texts
    invented = f" · {t('fictional.word')}" if point.fictional else ""
    why = f'<br><span class="s">{esc(point.why)}</span>' if point.why else ""
    mark = f'<span class="s m nb">{esc(invented)}</span>' if invented else ""
    there = "".join(
        link(view, t(key), place) if view else f'<a href="#{place}">{esc(t(key))}</a>'
        for view, key, place in ways
    )
    return f'<b>{esc(point.what)}</b>{mark}{why}<p class="links" style="margin:0">{there}</p>'


def _below() -> _Way:
    return None, "meeting.where.since", SINCE


def _chart(screen: Screen, series: SeriesReport) -> _Way:
    ids = series.indicator.id, series.area.id
    return screen.series_view(*ids), "meeting.where.chart", series_place(*ids)


def _phases(screen: Screen, one: PhaseQuestion) -> _Way:
    status = one.area.status
    view = screen.to(Page.PHASES, area=status.area.id, phase=status.phase or 1)
    return view, "meeting.where.phases", ""


def _data(screen: Screen, one: LateDelivery) -> _Way:
    view = screen.to(Page.DATA, indicator=one.series[0].indicator.id)
    return view, "meeting.where.data", ""


def since_last(screen: Screen, plan: Agenda, changed: Changed | None, since: Since) -> str:
    """What differs from the last meeting: decisions, verdicts, values, entries, definitions."""
    t = screen.texts
    told = counted(screen, plan, changed)
    if not told and since.number is not None:
        told = f"<p>{esc(t('meeting.since.same'))}</p>"
    return (
        f'<div id="{SINCE}"><h2>{esc(t("meeting.since"))}</h2>'  # a heading's id is streamlit's own
        f'<p class="s m">{esc(words.since_sentence(since, t))}</p>{told}</div>'
    )


def earlier(screen: Screen, held: Sequence[Held], entries: Iterable[Recorded]) -> str:
    """Every meeting that has been held, the latest first, with its minutes folded."""
    t = screen.texts
    kept = tuple(entries)
    inside = "".join(_folded(screen, one.meeting, kept) for one in held)
    nothing = f"<p>{esc(t('meeting.earlier.none'))}</p>"
    return f"<h2>{esc(t('meeting.earlier'))}</h2>{inside or nothing}"


def _folded(screen: Screen, one: Meeting, entries: Sequence[Recorded]) -> str:
    t = screen.texts
    invented = f" · {t('fictional.word')}" if one.fictional else ""
    taken = taken_at(one, screen.report, entries)
    facts = [
        (t("meeting.participants"), "<br>".join(map(esc, one.participants))),
        (t("meeting.points"), "<br>".join(map(esc, one.points))),
        (t("meeting.decisions"), "<br>".join(decision_link(screen, d) for d in taken.decisions)),
        (
            t("meeting.judgements"),
            "<br>".join(
                link(
                    screen.to(Page.PHASES, area=j.area, phase=j.phase),
                    words.judgement_text(j, screen.report, t),
                )
                for j in taken.judgements
            ),
        ),
        (t("meeting.saw"), _saw(screen, one)),
    ]
    minutes = (
        f"<p><b>{esc(t('meeting.minutes'))}</b></p><blockquote>{lines(one.minutes)}</blockquote>"
        if one.minutes
        else f'<p class="m">{esc(t("meeting.minutes.none"))}</p>'
    )
    return (
        f'<details class="fold" id="{esc(one.id)}">'
        f"<summary>{esc(words.meeting_name(one, t))}{esc(invented)}</summary>"
        f'<div class="c21"><div>{minutes}</div>'
        f"<div>{pairs((term, what) for term, what in facts if what)}</div></div></details>"
    )


def _saw(screen: Screen, one: Meeting) -> str:
    t = screen.texts
    if not 1 <= one.seen <= screen.snapshot.number:
        return esc(t("meeting.saw.unknown"))
    view = replace(screen.to(Page.MEETING), publication=one.seen)
    return link(view, t("meeting.saw.version", number=one.seen))
