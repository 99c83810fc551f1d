"""Data och källor: every series with its source, the data versions, the definitions in force."""

from tracker.definitions import DefinitionChange
from tracker.export.series_files import FileKind
from tracker.model.definitions import Indicator
from tracker.model.report import SeriesReport
from tracker.service.purging import purged_from
from tracker.texts.address import Page, series_place
from tracker.texts.catalogue import Texts
from tracker.texts.changes import change_notes
from tracker.texts.dates import day, moment, short_day
from tracker.texts.knowledge import source
from tracker.texts.quality import quality
from tracker.texts.sentences import latest_when, shown_number
from tracker.web.files import report_href, series_href
from tracker.web.markup import esc, lines, link, pairs, table
from tracker.web.parts.verdict import verdict_mark
from tracker.web.screen import Screen


def heading(screen: Screen) -> str:
    """What the page answers."""
    t = screen.texts
    return f'<h1>{esc(t("page.data.title"))}</h1><p class="lead">{esc(t("data.lead"))}</p>'


def series_table(screen: Screen) -> str:
    """One row a series: whose it is, how fresh, how whole, how often delivered, how it was read."""
    t = screen.texts
    heads = ("series", "owner", "latest", "next", "quality", "versions", "verdict")
    rows = [
        (
            _name(screen, series),
            esc(_owner(screen, series)),
            f"{esc(shown_number(series, t))}<small>{esc(latest_when(series, t))}</small>",
            _next(screen, series),
            _values(series, t),
            _deliveries(screen, series),
            verdict_mark(series.verdict, series.indicator, t),
        )
        for series in screen.report.every_series
    ]
    title = t("data.series", n=len(rows))
    take = " ".join(
        f'<a href="{esc(report_href(screen.view, kind))}" download>{kind.upper()}</a>'
        for kind in (FileKind.CSV, FileKind.JSON)
    )
    note = t("data.freshness_note", day=day(screen.report.reference_date, t.language))
    return (
        f'<h2>{esc(title)}</h2><p class="s m">{esc(note)}</p>'
        f'<p class="links">{esc(t("data.take_along"))} {take}</p>'
        + table([t(f"data.head.{head}") for head in heads], rows, caption=title, classes="facts")
    )


def _name(screen: Screen, series: SeriesReport) -> str:
    t, indicator = screen.texts, series.indicator
    under = t.of(series.area.name)
    if series.shown:
        under += " · " + t("fictional.word" if series.series.fictional else "data.real")
    name = link(screen.to(Page.DATA, indicator=indicator.id), t.of(indicator.name))
    return f"{name}<small>{esc(under)}</small>"


def _owner(screen: Screen, series: SeriesReport) -> str:
    organisations = screen.report.definitions.organisations
    return screen.texts.of(organisations[series.indicator.owner_organisation].name)


def _next(screen: Screen, series: SeriesReport) -> str:
    """When the next delivery is due, and how late it is; a dash where nothing is awaited."""
    t = screen.texts
    if series.next_due is None:
        return "–"
    due = esc(short_day(series.next_due, t.language))
    late = f"<small>{esc(t('data.late', n=series.late_by))}</small>" if series.late_by else ""
    return due + late


def _values(series: SeriesReport, texts: Texts) -> str:
    """How many values there are, and what a reader must know of some of them."""
    if not series.series.observations:
        return "–"
    count, *flaws = quality(series, texts)
    return esc(count) + (f"<small>{esc(', '.join(flaws))}</small>" if flaws else "")


def _deliveries(screen: Screen, series: SeriesReport) -> str:
    t = screen.texts
    if not series.uploads:
        return "–"
    newest = short_day(series.uploads[-1].received_at.date(), t.language)
    return f"{len(series.uploads)}<small>{esc(t('data.newest', day=newest))}</small>"


def definition(screen: Screen, indicator: Indicator) -> str:
    """All that is said about one indicator."""
    t = screen.texts
    facts = [
        (t("know.definition"), esc(t.of(indicator.definition))),
        (t("data.pitfalls"), esc(t.of(indicator.pitfalls))),
        (t("data.unit"), esc(t.of(indicator.unit))),
        (t("data.direction"), esc(t(f"direction.{indicator.direction}"))),
        (
            t("data.confidentiality"),
            esc(t(f"confidentiality.{indicator.confidentiality.name.lower()}")),
        ),
        (t("data.lag"), esc(t("data.lag.days", n=indicator.reporting_lag))),
    ]
    if indicator.why_chosen:
        facts.append((t("data.why_chosen"), esc(t.of(indicator.why_chosen))))
    if indicator.source.url:
        url = esc(indicator.source.url)
        facts.append((t("data.address"), f'<a href="{url}" rel="noreferrer">{url}</a>'))
    facts += [
        (t.of(series.area.name), _about_series(screen, series))
        for series in screen.report.every_series
        if series.indicator.id == indicator.id
    ]
    return f"<h2>{esc(t.of(indicator.name))}</h2>{pairs(facts)}"


def _about_series(screen: Screen, series: SeriesReport) -> str:
    """Where the values of one series come from, how whole they are, and the way to take them."""
    t = screen.texts
    ids = series.indicator.id, series.area.id
    ways = [
        f'<a href="{esc(series_href(screen.view, *ids, kind))}" download>{kind.upper()}</a>'
        for kind in (FileKind.CSV, FileKind.JSON)
    ]
    if series.indicator.id in screen.report.definitions.goal_of:
        ways.insert(0, link(screen.series_view(*ids), t("data.chart"), series_place(*ids)))
    whole = ", ".join(quality(series, t))
    said = esc(source(series, t)) + (f"<br>{esc(whole)}" if whole else "")
    told = _origins(screen, series) + _purged(screen, series)
    return f'{said}{told}<p class="links">{" ".join(ways)}</p>'


def _purged(screen: Screen, series: SeriesReport) -> str:
    """What the shown data version once held of a series and holds no more."""
    t = screen.texts
    key = series.indicator.id, series.area.id
    return "".join(
        f"<br>{esc(t('purge.series', day=day(one.purged_at.date(), t.language)))}"
        for one in purged_from(screen.snapshot, screen.reader)
        if key in one.series
    )


def _origins(screen: Screen, series: SeriesReport) -> str:
    t = screen.texts
    said = []
    for upload in series.uploads:
        origin = upload.provenance
        received = day(upload.received_at.date(), t.language)
        parts = [t("data.received", day=received, file=upload.file_name)]
        parts.append(f"{origin.publisher}: {origin.title}")
        if origin.retrieved:
            parts.append(t("data.retrieved", day=day(origin.retrieved, t.language)))
        parts += [p for p in (origin.licence, origin.counted, origin.known_problems) if p]
        if origin.fictional:
            parts.append(t("fictional.word"))
        said.append("<br>" + lines(". ".join(p.rstrip(".") for p in parts) + "."))
    return "".join(said)


def versions(screen: Screen) -> str:
    """Every data version, newest first: when, what it did and, for those who act, by whom."""
    t = screen.texts
    names = screen.snapshot.person_names() if screen.actor else {}
    who = screen.actor is not None
    why = {
        one.publication: t("withdraw.why", file=one.file_name, reason=one.reason)
        for one in screen.snapshot.withdrawals(screen.reader)
    }
    why |= {
        one.publication: t("purge.why", id=one.id, reason=one.reason)
        for one in screen.snapshot.purges(screen.reader)
        if one.reason
    }
    rows = [
        (
            link(screen.to(Page.STATUS, publication=p.number), t("news.version", number=p.number)),
            esc(t(f"news.kind.{p.kind}"))
            + (f"<small>{esc(why[p.number])}</small>" if p.number in why else ""),
            *((esc(names.get(p.made_by) or t("data.somebody")),) if who else ()),
            esc(moment(p.made_at, t.language)),
        )
        for p in reversed(screen.snapshot.publications())
    ]
    heads = ("version", "what", "who", "when") if who else ("version", "what", "when")
    title = t("data.versions")
    return f'<h2 id="versioner">{esc(title)}</h2>' + table(
        [t(f"news.head.{head}") for head in heads], rows, caption=title
    )


def definition_changes(screen: Screen, changes: tuple[DefinitionChange, ...]) -> str:
    """How the files differ from what is in force."""
    t = screen.texts
    head = (
        t("definitions.where"),
        t("definitions.what"),
        t("definitions.before"),
        t("definitions.after"),
    )
    rows = [
        (
            f"{esc(t.of(c.name))}<small>{esc(' › '.join(filter(None, (c.id, c.field))))}</small>",
            esc(t(f"definitions.change.{c.change}")),
            esc(c.before or "–"),
            esc(c.after or "–"),
        )
        for c in changes[:60]
    ]
    title = t("definitions.changes", n=len(changes))
    notes = "".join(
        f'<div class="notice"><p class="s">{esc(note)}</p></div>'
        for note in change_notes(changes, t)
    )
    return f"<h3>{esc(title)}</h3>{notes}" + table(head, rows, caption=title)


def definitions_head(screen: Screen) -> str:
    """How an edit of the files takes effect."""
    t = screen.texts
    return f'<h2>{esc(t("definitions.title"))}</h2><p class="s m">{esc(t("definitions.lead"))}</p>'


def fault_list(faults: list[str]) -> str:
    """Faults as a list."""
    return "<ul>" + "".join(f"<li>{esc(fault)}</li>" for fault in faults) + "</ul>"
