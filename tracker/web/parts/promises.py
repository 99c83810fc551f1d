"""Medborgarlöften: each promise as a chain from dialogue to what was told back, gaps in words."""

from collections.abc import Sequence

from tracker.model.periods import Period, PeriodKind, last_day
from tracker.model.steering import Dialogue, Promise
from tracker.service.promises import Link, Places, State, chain, gaps, ran_out
from tracker.texts.dates import day, month, period, years
from tracker.texts.numbers import number
from tracker.web.markup import esc, lines
from tracker.web.parts.agreements import chip, source_line
from tracker.web.parts.promise_history import history
from tracker.web.screen import Screen

_RING = '<circle cx="7" cy="7" r="5.5" style="fill:{};stroke:{};stroke-width:2{}"/>'
_DASHED = ";stroke-dasharray:3 2.2"
_SHAPES = {
    State.THERE: _RING.format("var(--text)", "var(--text)", ""),
    State.PARTLY: _RING.format("var(--bg)", "var(--text)", _DASHED)
    + '<path d="M7,3A4,4 0 0 1 7,11Z" style="fill:var(--text)"/>',
    State.MISSING: _RING.format("var(--bg)", "var(--text)", _DASHED),
    State.AWAITED: _RING.format("var(--bg)", "var(--text2)", ";stroke-dasharray:1 3"),
}
_STATUS = {
    "ongoing": '<path d="M3,2L12,7L3,12Z" style="fill:var(--text)"/>',
    "planned": _RING.format("var(--bg)", "var(--text)", _DASHED),
    "ended": '<path d="M2,2H12V12H2Z" style="fill:var(--text)"/>',
}
_CHAIN = "list-style:none;padding:0;margin:16px 0 0;max-width:none"
_ITEM = "display:flex;gap:16px;margin:0;break-inside:avoid"
_RAIL = "flex:0 0 14px;display:flex;flex-direction:column;align-items:center;padding-top:5px"
_LINE = "flex:1;border-left:1px solid var(--rule2);margin-top:4px"
# Name and content stand side by side where there is room, and else one below the other.
_PAIR = "flex:1;min-width:0;display:flex;flex-wrap:wrap;gap:0 24px;padding-bottom:16px"
_NAME = "flex:0 0 184px"
_WHAT = "flex:1 1 300px;min-width:0"


def heading(screen: Screen, places: Places) -> str:
    """How many promises there are in the programme's areas, how they stand, and what is missing."""
    t = screen.texts
    if not places.here:
        said = t("promises.none")
    else:
        said = _standing(places.here, screen)
        missing = sum(len(gaps(chain(p, places.dialogues))) for p in places.here)
        said += " " + (t("promises.missing", n=missing) if missing else t("promises.whole"))
    return (
        f"<h1>{esc(t('page.promises.title'))}</h1>"
        f'<p class="lead">{esc(said)}</p><p class="s m">{esc(t("promises.answers"))}</p>'
    )


def _standing(chosen: Sequence[Promise], screen: Screen) -> str:
    """How many promises there are, and how many of them go on, are planned and have ended."""
    t = screen.texts
    if len(chosen) == 1:
        return t(f"promises.one.{chosen[0].status}")
    counted = {status: sum(1 for p in chosen if p.status == status) for status in _STATUS}
    standing = [t(f"promises.some.{status}", n=n) for status, n in counted.items() if n]
    return t("promises.several", count=len(chosen), standing=", ".join(standing))


def here(screen: Screen, places: Places) -> str:
    """The promises in the areas of the programme; nothing when there is none."""
    shown = "".join(_promise(screen, promise, places) for promise in places.here)
    return f"<h2>{esc(screen.texts('promises.here'))}</h2>{shown}" if shown else ""


def elsewhere(screen: Screen, places: Places) -> str:
    """The promises in the rest of the municipality, which no figure counts."""
    t = screen.texts
    shown = "".join(_promise(screen, promise, places) for promise in places.elsewhere)
    note = f'<p class="s m">{esc(t("promises.elsewhere.note"))}</p>'
    return f"<h2>{esc(t('promises.elsewhere'))}</h2>{note}{shown}" if shown else ""


def _promise(screen: Screen, promise: Promise, places: Places) -> str:
    t = screen.texts
    states = chain(promise, places.dialogues)
    rows = "".join(_row(screen, promise, places, which, state) for which, state in states.items())
    about = [_where(promise, screen), *([years(promise.years)] if promise.years else [])]
    over = ran_out(promise, screen.report.reference_date)
    note = t("promises.ran_out", day=day(over, t.language)) if over else ""
    notice = f'<div class="notice"><p class="s">{esc(note)}</p></div>' if note else ""
    return (
        f'<section id="{esc(promise.id)}" style="margin:16px 0 32px;break-inside:auto">'
        f"<h3>{esc(promise.name)}{chip(promise, screen)}</h3>"
        f'<p class="s">{_status(promise, screen)} <span class="m">· {esc(" · ".join(about))}</span>'
        f'</p>{notice}<ol style="{_CHAIN}">{rows}</ol>'
        f"{source_line(promise.source, screen)}{history(promise.id, screen)}</section>"
    )


def _row(screen: Screen, promise: Promise, places: Places, which: Link, state: State) -> str:
    mark = (
        f'<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">{_SHAPES[state]}</svg>'
    )
    line = "" if which is Link.TOLD_BACK else f'<span style="{_LINE}"></span>'
    name = esc(screen.texts(f"promises.link.{which}"))
    said = _said(screen, promise, places, which)
    if state in (State.MISSING, State.AWAITED):
        said += f'<p class="m">{esc(_gap(screen, which, state))}</p>'
    return (
        f'<li style="{_ITEM}"><span style="{_RAIL}">{mark}{line}</span><div style="{_PAIR}">'
        f'<b style="{_NAME}">{name}</b><div style="{_WHAT}">{said}</div></div></li>'
    )


def _gap(screen: Screen, which: Link, state: State) -> str:
    if state is State.AWAITED:
        return screen.texts("promises.awaited")
    return screen.texts(f"promises.gap.{which}")


def _said(screen: Screen, promise: Promise, places: Places, which: Link) -> str:
    match which:
        case Link.DIALOGUE:
            held = [places.dialogues[i] for i in promise.dialogues if i in places.dialogues]
            return "".join(_dialogue(screen, dialogue) for dialogue in held)
        case Link.PICTURE:
            return _text(promise.shared_picture)
        case Link.FOCUS:
            return _listed(promise.focus)
        case Link.PROMISE:
            return _wording(screen, promise)
        case Link.DONE:
            return _listed(promise.done)
        case Link.FOLLOW_UP:
            return _text(promise.follow_up)
        case Link.TOLD_BACK:
            return _text(promise.told_back)


def _wording(screen: Screen, promise: Promise) -> str:
    """What was promised, by whom, until when; that the wording is not there is said here."""
    t = screen.texts
    said = []
    who = ", ".join(promise.signed_by)
    when = _until(promise.signed_on, screen) if promise.signed_on else ""
    if who and when:
        said.append(t("promises.signed_by.when", who=who, day=when))
    elif who:
        said.append(t("promises.signed_by", who=who))
    elif when:
        said.append(t("promises.signed_on", day=when))
    if promise.years:
        said.append(t(f"promises.until.{promise.status}", until=_until(promise.years, screen)))
    facts = f'<p class="s">{esc(" ".join(said))}</p>' if said else ""
    if promise.wording:
        return f"<blockquote>{lines(promise.wording)}</blockquote>{facts}"
    # A promise of which nothing at all is known has the same words as its gap.
    return f'<p class="m">{esc(t("promises.gap.promise"))}</p>{facts}' if said else ""


def _until(span: Period, screen: Screen) -> str:
    """The end of a span, no closer than it was given: the year, the month or the day."""
    ends = span.end
    if span.kind is PeriodKind.POINT or ends != last_day(ends.year, ends.month):
        return day(ends, screen.texts.language)
    return (
        str(ends.year)
        if span.start.month == 1 and ends.month == 12
        else month(ends, screen.texts.language)
    )


def _dialogue(screen: Screen, dialogue: Dialogue) -> str:
    t = screen.texts
    people = ""
    if dialogue.people:
        amount = number(dialogue.people, t.language)
        people = " " + t("promises.people", n=dialogue.people, amount=amount)
    heard = _listed(dialogue.said) or f'<p class="m">{esc(t("promises.gap.said"))}</p>'
    return (
        f'<div id="{esc(dialogue.id)}"><p><b>{esc(dialogue.name)}</b>, '
        f"{esc(_when(dialogue.held, screen))}{chip(dialogue, screen)}</p>"
        f'<p class="s">{esc(dialogue.form + people)}</p>{heard}'
        f"{source_line(dialogue.source, screen)}{history(dialogue.id, screen)}</div>"
    )


def unanswered(screen: Screen, places: Places) -> str:
    """Dialogues that have led to no promise."""
    if not places.unanswered:
        return ""
    shown = "".join(_dialogue(screen, dialogue) for dialogue in places.unanswered)
    return f"<h2>{esc(screen.texts('promises.unanswered'))}</h2>{shown}"


def _status(promise: Promise, screen: Screen) -> str:
    """Word and shape; what goes on does so according to its source, which may be old."""
    said = promise.status
    key = f"promises.status.{said}"
    if said == "ongoing" and promise.source:
        read = promise.source.read
        when = day(read, screen.texts.language) if read else None
        word = (
            screen.texts("promises.status.told", day=when)
            if when
            else screen.texts("promises.status.told_some_day")
        )
    else:
        word = screen.texts(key)
    shape = (
        f'<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">{_STATUS[said]}</svg>'
    )
    return f'<span class="st flat" style="white-space:normal">{shape}{esc(word)}</span>'


def _where(promise: Promise, screen: Screen) -> str:
    area = screen.report.definitions.areas.get(promise.area or "")
    return screen.texts.of(area.name) if area else promise.place


def _when(held: Period, screen: Screen) -> str:
    language = screen.texts.language
    if held.kind is PeriodKind.MONTH:
        return month(held.start, language)
    return period(held, screen.texts)


def _text(text: str | None) -> str:
    return f"<p>{lines(text)}</p>" if text else ""


def _listed(texts: Sequence[str]) -> str:
    if not texts:
        return ""
    return f"<ul style='list-style:disc'>{''.join(f'<li>{esc(text)}</li>' for text in texts)}</ul>"
