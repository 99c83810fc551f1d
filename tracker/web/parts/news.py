"""Läget: what the newest data version changed, by series, value and verdict."""

from tracker.model.records import Publication
from tracker.service.changed import Changed, SeriesChange
from tracker.texts.address import Page, series_place
from tracker.texts.dates import day, moment
from tracker.texts.news import change_lines
from tracker.texts.sentences import series_name
from tracker.web.markup import esc, link
from tracker.web.screen import Screen

_MOST_SERIES = 5


def news(screen: Screen, changed: Changed | None) -> str:
    """What the shown data version did. `changed` is None for the first one."""
    t = screen.texts
    title = t("news.title", number=screen.snapshot.number)
    made = screen.snapshot.publications()[-1]
    items = "".join(f"<li>{item}</li>" for item in _items(screen, changed))
    every = link(screen.to(Page.DATA), t("news.all"), "versioner")
    return (
        f'<h2>{esc(title)}</h2><p class="s m">{esc(_what(made, screen))}</p>'
        f'<ul class="s">{items}</ul><p class="links">{every}</p>'
    )


def _what(made: Publication, screen: Screen) -> str:
    t = screen.texts
    return t("news.made", what=t(f"news.kind.{made.kind}"), moment=moment(made.made_at, t.language))


def _items(screen: Screen, changed: Changed | None) -> list[str]:
    t = screen.texts
    if changed is None:
        return [esc(t("news.first"))]
    if changed.nothing:
        return [esc(t("news.same"))]
    items = []
    areas = screen.report.definitions.areas
    for decision in changed.decisions:
        said = t(
            "news.decision",
            area=t.of(areas[decision.area_id].name),
            phase=decision.phase,
            day=day(decision.valid_from, t.language),
        )
        items.append(link(screen.to(Page.PHASES, area=decision.area_id), said))
    items += [_series(screen, one) for one in changed.series[:_MOST_SERIES]]
    if (untold := len(changed.series) - _MOST_SERIES) > 0:
        items.append(link(screen.to(Page.DATA), t("news.more", n=untold)))
    if changed.began:
        items.append(esc(t("news.began", n=len(changed.began))))
    if changed.ended:
        items.append(esc(t("news.ended", n=len(changed.ended))))
    if changed.redefined:
        items.append(esc(t("news.redefined")))
    return items


def _series(screen: Screen, change: SeriesChange) -> str:
    series = change.series
    ids = series.indicator.id, series.area.id
    name = link(screen.series_view(*ids), series_name(series, screen.texts), series_place(*ids))
    said = " · ".join(change_lines(change, screen.texts))
    return f'{name} <span class="m">{esc(said)}</span>'
