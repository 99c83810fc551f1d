"""Veckovis lägesbild: the week by area, the warnings, the tertial, what an entry would change."""

from dataclasses import replace
from itertools import groupby

from tracker.charts.marks import mark_svg
from tracker.charts.weeks import week_bars
from tracker.ingest import ChangedValue
from tracker.model.definitions import Area
from tracker.model.periods import Period
from tracker.model.verdicts import Word
from tracker.service.seasons import Standing
from tracker.service.uploads import Preview
from tracker.service.weekly import TertialLine, WeekLine, WeekPicture, shifted
from tracker.texts import weekly as words
from tracker.texts.address import View
from tracker.texts.numbers import trimmed
from tracker.texts.sentences import observation_text
from tracker.web.markup import esc, link, table
from tracker.web.screen import Screen

_SHAPES = {
    Standing.ABOVE: Word.INCREASE,
    Standing.BELOW: Word.DECREASE,
    Standing.WITHIN: Word.NO_CHANGE,
    Standing.UNKNOWN: Word.NO_DATA,
}


def heading(screen: Screen, picture: WeekPicture) -> str:
    """Which week, what stands out, and the way to other weeks."""
    t = screen.texts
    chip = f' <span class="fict">{esc(t("fictional.word"))}</span>' if _invented(picture) else ""
    title = t("week.title", week=words.week_number(picture.week, t))
    return (
        f"<h1>{esc(title)}{chip}</h1>"
        f'<p class="lead"><b>{esc(words.answer(picture, t))}</b></p>'
        f'<p class="s m">{esc(t("week.lead", days=words.days(picture.week, t)))}</p>'
        f"{_ways(screen, picture)}"
    )


def _invented(picture: WeekPicture) -> bool:
    return any(line.fictional for line in picture.lines)


def _ways(screen: Screen, picture: WeekPicture) -> str:
    t, here = screen.texts, picture.week
    ways = [
        _way(screen, shifted(here, -1), "week.earlier"),
        _way(screen, shifted(here, 1), "week.later"),
    ]
    newest = picture.later or picture.newest
    if newest != here:
        said = t("week.newest", week=words.week_number(newest, t))
        ways.append(link(at_week(screen, newest), said))
    return f'<nav class="tabs" aria-label="{esc(t("week.choose"))}">{"".join(ways)}</nav>'


def _way(screen: Screen, span: Period, key: str) -> str:
    return link(at_week(screen, span), screen.texts(key, week=span.start.isocalendar().week))


def at_week(screen: Screen, span: Period) -> View:
    """The page at a week."""
    return replace(screen.view, reference_date=span.end)


def nothing(screen: Screen, key: str, how: str = "") -> str:
    """That there is nothing to show, and what would help."""
    t = screen.texts
    more = f"<p>{esc(t(how))}</p>" if how else ""
    title = esc(t("page.week.title"))
    return f'<h1>{title}</h1><p class="lead">{esc(t(key))}</p>{more}'


def warnings(screen: Screen, picture: WeekPicture) -> str:
    """Each early warning with what it is worth; nothing where none is given."""
    t = screen.texts
    if not picture.warnings:
        return ""
    items = "".join(
        f"<li><b>{esc(words.in_area(line.indicator, line.area, t))}.</b> "
        f"{esc(words.warning_sentence(line, t))}</li>"
        for line in picture.warnings
    )
    title = t("week.warning.title", n=len(picture.warnings))
    return f'<div class="notice"><h2 class="sr">{esc(title)}</h2><ul class="s">{items}</ul></div>'


def areas(screen: Screen, picture: WeekPicture) -> str:
    """A table an area: the week, what is usual, three weeks, and how often the rule warns."""
    t = screen.texts
    heads = tuple(
        t(f"week.head.{name}") if left else ">" + t(f"week.head.{name}")
        for name, left in (
            ("indicator", True),
            ("week", False),
            ("usual", False),
            ("standing", True),
            ("three", False),
            ("warning", True),
            ("record", False),
            ("recent", True),
        )
    )
    made = []
    for area, lines in _by_area(picture.lines):
        name = t.of(area.name)
        rows = [_row(screen, line, picture.week) for line in lines]
        drawn = table(heads, rows, caption=name, classes="facts week")
        made.append(f'<div style="margin-bottom:16px"><h2>{esc(name)}</h2>{drawn}</div>')
    return "".join(made)


def _by_area(lines: tuple[WeekLine, ...]) -> list[tuple[Area, list[WeekLine]]]:
    order = list(dict.fromkeys(line.area.id for line in lines))
    kept = sorted(lines, key=lambda line: order.index(line.area.id))
    return [
        (found[0].area, found) for _, g in groupby(kept, lambda x: x.area.id) if (found := [*g])
    ]


def _row(screen: Screen, line: WeekLine, week: Period) -> tuple[str, ...]:
    t, warning = screen.texts, line.warning
    name = words.indicator_name(line.indicator, t)
    state = warning.standing if warning else Standing.UNKNOWN
    said = t("week.warning.word") if state is Standing.ABOVE else t(f"week.standing.{state}")
    record = warning.record if warning else None
    return (
        link(screen.series_view(line.indicator.id, line.area.id), name),
        f"<b>{esc(words.count_text(line, t))}</b>",
        f"<span>{esc(words.usual_text(line.usual, t))}<small>{esc(words.band_text(line.usual, t))}"
        "</small></span>",
        _standing(line.standing, t(f"week.standing.{line.standing}")),
        f"<span>{esc(words.three_text(warning, t))}"
        f"<small>{esc(words.three_band(warning, t))}</small></span>",
        _standing(state, said),
        esc(t("week.record", weeks=record.weeks, tried=record.tried)) if record else "–",
        _recent(screen, line, week),
    )


def _standing(standing: Standing, said: str) -> str:
    shape = _SHAPES[standing]
    tone = "unk" if standing is Standing.UNKNOWN else "flat"
    return f'<span class="st {tone}">{mark_svg(shape)}{esc(said)}</span>'


def _recent(screen: Screen, line: WeekLine, week: Period) -> str:
    t = screen.texts
    values = ", ".join(
        t("week.recent.gap") if value is None else trimmed(value, t.language)
        for value in line.recent
    )
    alt = t(
        "week.recent.alt",
        name=words.indicator_name(line.indicator, t),
        week=words.week_number(week, t),
        values=values,
        band=words.band_text(line.usual, t),
    )
    return week_bars(line.recent, line.usual, alt=esc(alt))


def notes(screen: Screen, picture: WeekPicture) -> str:
    """How often the rule cries wolf, and how it is made."""
    t = screen.texts
    return (
        f'<p class="s">{esc(words.wolf_sentence(picture, t))}</p>'
        f'<p class="xs m">{esc(t("week.method"))}</p>'
    )


def tertial(screen: Screen, picture: WeekPicture) -> str:
    """The tertial's sums beside the year before, a table an area."""
    t = screen.texts
    year = picture.tertial.start.year
    head = (
        t("week.head.indicator"),
        f">{year - 1}",
        f">{year}",
        ">" + t("week.tertial.difference"),
    )
    title = words.tertial_title(picture, t)
    made = []
    for area_id in dict.fromkeys(line.area.id for line in picture.tertials):
        lines = [line for line in picture.tertials if line.area.id == area_id]
        name = t.of(lines[0].area.name)
        rows = [
            (esc(words.indicator_name(line.indicator, t)), *_sums(screen, line)) for line in lines
        ]
        drawn = table(head, rows, caption=f"{title}, {name}", classes="sums")
        made.append(f"<div><h3>{esc(name)}</h3>{drawn}</div>")
    return (
        f'<h2>{esc(title)}</h2><div class="c2">{"".join(made)}</div>'
        f'<p class="xs m" style="margin-top:8px">{esc(t("week.tertial.note"))}</p>'
    )


def _sums(screen: Screen, line: TertialLine) -> tuple[str, str, str]:
    t = screen.texts
    return (
        esc(words.total_text(line.before, line.known_before, line.asked_before, t)),
        f"<b>{esc(words.total_text(line.total, line.known, line.asked, t))}</b>",
        esc(words.difference_text(line, t)),
    )


def changes(screen: Screen, seen: Preview, title: str) -> str:
    """What the entry would change, value by value."""
    t = screen.texts
    head = (
        t("week.head.indicator"),
        ">" + t("upload.changes.before"),
        ">" + t("upload.changes.after"),
    )
    rows = [_change(screen, change) for change in seen.difference.changes]
    return f"<h2>{esc(title)}</h2>" + table(head, rows, caption=title, classes="dif")


def _change(screen: Screen, change: ChangedValue) -> tuple[str, ...]:
    t = screen.texts
    indicator = screen.report.definitions.indicators[change.indicator_id]
    before = observation_text(change.before, indicator, t) if change.before else "–"
    return (
        esc(words.indicator_name(indicator, t)),
        esc(before),
        f"<b>{esc(observation_text(change.after, indicator, t))}</b>",
    )
