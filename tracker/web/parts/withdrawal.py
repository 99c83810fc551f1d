"""Ångra uppladdningen: what comes back, what goes, and which verdicts turn."""

from tracker.model.observations import Observation
from tracker.model.periods import Period
from tracker.model.records import Upload
from tracker.service.withdrawals import Undoing
from tracker.texts.catalogue import Texts
from tracker.texts.dates import moment
from tracker.texts.numbers import number
from tracker.texts.sentences import observation_text, period_text
from tracker.web.markup import esc, table
from tracker.web.parts.flips import named
from tracker.web.screen import Screen

_MOST_VALUES = 20


def item(upload: Upload, texts: Texts) -> str:
    """An accepted file in a list."""
    when = moment(upload.received_at, texts.language)
    return texts("withdraw.item", file=upload.file_name, title=upload.provenance.title, when=when)


def list_heading(screen: Screen) -> str:
    """What the list of accepted files is for."""
    t = screen.texts
    return f'<p class="s m">{esc(t("withdraw.list.lead"))}</p>'


def undoing(screen: Screen, seen: Undoing) -> str:
    """What the withdrawal would do, before anything is done."""
    t = screen.texts
    received = t(
        "withdraw.received",
        when=moment(seen.upload.received_at, t.language),
        publisher=seen.upload.provenance.publisher,
    )
    return (
        f"<h1>{esc(t('withdraw.title', file=seen.upload.file_name))}</h1>"
        f'<p class="lead">{esc(t("withdraw.lead"))}</p><p class="s m">{esc(received)}</p>'
        + _counts(screen, seen)
        + "".join(
            f'<div class="notice"><p class="s">{esc(_invented_again(screen, one))}</p></div>'
            for one in seen.fictional
        )
    )


def _invented_again(screen: Screen, series: tuple[str, str]) -> str:
    t = screen.texts
    return t("withdraw.fictional", series=named(screen.report.definitions, *series, t))


def _counts(screen: Screen, seen: Undoing) -> str:
    t, difference = screen.texts, seen.difference
    if not (difference.revised or difference.absent or difference.new):
        return f"<p>{esc(t('withdraw.nothing'))}</p>"
    rows = [
        (difference.revised, "withdraw.count.back"),
        (difference.absent, "withdraw.count.gone"),
        (difference.new, "withdraw.count.return"),
        (difference.unchanged, "withdraw.count.same"),
    ]
    items = "".join(
        f"<li><b>{number(n, t.language)}</b><span>{esc(t(key, n=n))}</span></li>"
        for n, key in rows
        if n
    )
    return f'<ul class="todo s">{items}</ul>'


def values(screen: Screen, seen: Undoing) -> str:
    """The values that change, now and when the file is withdrawn."""
    t, difference = screen.texts, seen.difference
    changed = [
        _row(screen, one.indicator_id, one.area_id, (one.period, one.before, one.after))
        for one in difference.changes
    ] + [
        _row(screen, one.indicator_id, one.area_id, (one.before.period, one.before, None))
        for one in difference.absent_values
    ]
    if not changed:
        return ""
    head = (
        t("upload.changes.series"),
        t("upload.changes.period"),
        ">" + t("withdraw.values.now"),
        ">" + t("withdraw.values.then"),
    )
    title = t("withdraw.values.title")
    rest = difference.revised + difference.absent + difference.new - min(len(changed), _MOST_VALUES)
    more = f'<p class="s m">{esc(t("upload.changes.more", n=rest))}</p>' if rest else ""
    made = table(head, changed[:_MOST_VALUES], caption=title, classes="dif")
    return f"<h2>{esc(title)}</h2>{made}{more}"


def _row(
    screen: Screen,
    indicator_id: str,
    area_id: str,
    what: tuple[Period, Observation | None, Observation | None],
) -> tuple[str, ...]:
    t, definitions = screen.texts, screen.report.definitions
    period, *states = what
    indicator = definitions.indicators[indicator_id]
    now, then = (
        observation_text(one, indicator, t) if one else t("withdraw.values.none") for one in states
    )
    return (
        esc(named(definitions, indicator_id, area_id, t)),
        esc(period_text(period, t)),
        esc(now),
        f"<b>{esc(then)}</b>",
    )
