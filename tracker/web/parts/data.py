"""Data och källor: every series with its source, the data versions, the definitions in force."""

from tracker.definitions import DefinitionChange
from tracker.export.series_files import FileKind
from tracker.model.definitions import Indicator
from tracker.model.report import SeriesReport
from tracker.texts.address import Page
from tracker.texts.changes import change_notes
from tracker.texts.dates import day, moment
from tracker.texts.knowledge import source
from tracker.texts.sentences import latest_when, shown_number
from tracker.web.files import report_href
from tracker.web.markup import esc, lines, link, pairs, table
from tracker.web.parts.verdict import verdict_mark
from tracker.web.screen import Screen


def heading(screen: Screen) -> str:
    """What the page answers."""
    t = screen.texts
    return f'<h1>{esc(t("page.data.title"))}</h1><p class="lead">{esc(t("data.lead"))}</p>'


def every_series(screen: Screen) -> list[SeriesReport]:
    """All series: the goals' in order, then the cross-cutting."""
    report = screen.report
    return [s for g in report.goals for s in g.series] + list(report.cross_cutting)


def series_table(screen: Screen) -> str:
    """One row a series: what it is, whose, the latest value, how it was read."""
    t = screen.texts
    head = (
        t("data.head.series"),
        t("data.head.owner"),
        t("data.head.latest"),
        t("data.head.verdict"),
        t("data.head.origin"),
    )
    rows = []
    for series in every_series(screen):
        indicator = series.indicator
        name = link(screen.to(Page.DATA, indicator=indicator.id), t.of(indicator.name))
        owner = screen.report.definitions.organisations[indicator.owner_organisation]
        origin = "fictional.word" if series.series.fictional else "data.real"
        rows.append(
            (
                f"{name}<small>{esc(t.of(series.area.name))}</small>",
                esc(t.of(owner.name)),
                f"{esc(shown_number(series, t))}<small>{esc(latest_when(series, t))}</small>",
                verdict_mark(series.verdict, indicator, t),
                esc(t(origin)) if series.shown else "",
            )
        )
    title = t("data.series", n=len(rows))
    take = " ".join(
        f'<a href="{esc(report_href(screen.view, kind))}" download>{kind.upper()}</a>'
        for kind in (FileKind.CSV, FileKind.JSON)
    )
    return f'<h2>{esc(title)}</h2><p class="links">{esc(t("data.take_along"))} {take}</p>' + table(
        head, rows, caption=title
    )


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
    for series in every_series(screen):
        if series.indicator.id == indicator.id:
            facts.append(
                (t.of(series.area.name), esc(source(series, t)) + _origins(screen, series))
            )
    return f"<h2>{esc(t.of(indicator.name))}</h2>{pairs(facts)}"


def _origins(screen: Screen, series: SeriesReport) -> str:
    t = screen.texts
    said = []
    for upload in series.uploads:
        origin = upload.provenance
        parts = [f"{origin.publisher}: {origin.title}"]
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
    rows = [
        (
            link(screen.to(Page.STATUS, publication=p.number), t("news.version", number=p.number)),
            esc(t(f"news.kind.{p.kind}")),
            *((esc(names.get(p.made_by) or t("data.somebody")),) if who else ()),
            esc(moment(p.made_at, t.language)),
        )
        for p in reversed(screen.snapshot.publications())
    ]
    heads = ("version", "what", "who", "when") if who else ("version", "what", "when")
    title = t("data.versions")
    return f"<h2>{esc(title)}</h2>" + table(
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
