"""Ladda upp: how the file was read, its faults, what would change, the receipt."""

from collections.abc import Iterable

from tracker.errors import Fault
from tracker.ingest import ChangedValue
from tracker.service.uploads import Preview, Progress, Receipt
from tracker.texts.address import Page
from tracker.texts.dates import moment
from tracker.texts.faults import fault_wording
from tracker.texts.numbers import number
from tracker.texts.sentences import observation_text, period_text
from tracker.web.markup import esc, link, pairs, table
from tracker.web.parts.flips import named
from tracker.web.parts.foreign import answered
from tracker.web.screen import Screen

_MOST_SERIES = 30
_MOST_ABSENT = 20


def heading(screen: Screen, step: int, title: str, lead: str) -> str:
    """Which step this is, the verdict on the file, and what it means."""
    t = screen.texts
    return (
        f'<p class="s m">{esc(t("upload.step", step=step))}</p><h1>{esc(title)}</h1>'
        f'<p class="lead">{esc(lead)}</p>'
    )


def verdict(screen: Screen, preview: Preview) -> tuple[str, str]:
    """Title and lead of the preview."""
    t, reading = screen.texts, preview.reading
    if reading.faults:
        return t("upload.refused.title"), t("upload.refused.lead", n=reading.faults_total)
    if not preview.difference.new and not preview.difference.revised:
        lead = "upload.same.absent" if preview.difference.absent else "upload.same.lead"
        return t("upload.same.title"), t(lead)
    if preview.replaces_fictional:
        return t("upload.asks.title"), t("upload.asks.lead")
    return t("upload.ready.title"), t("upload.ready.lead")


def counts(screen: Screen, preview: Preview) -> str:
    """How many values are wrong, new, revised and unchanged."""
    t, difference = screen.texts, preview.difference
    rows = [
        (preview.reading.faults_total, "upload.count.faults"),
        (difference.new, "upload.count.new"),
        (difference.revised, "upload.count.revised"),
        (difference.unchanged, "upload.count.unchanged"),
    ]
    if difference.absent:
        rows.append((difference.absent, "upload.count.absent"))
    items = "".join(
        f"<li><b>{number(n, t.language)}</b><span>{esc(t(key, n=n))}</span></li>" for n, key in rows
    )
    size = t("upload.size", n=preview.reading.rows, kb=max(1, preview.size // 1024))
    return (
        f"<h2>{esc(preview.file_name)}</h2><p class='s m'>{esc(size)}</p>"
        f'<ul class="todo s">{items}</ul>'
    )


def how_read(screen: Screen, preview: Preview) -> str:
    """A line of the file as it was read, and by which signs."""
    t, reading = screen.texts, preview.reading
    facts = [
        (t("upload.read.encoding"), esc(t(f"upload.encoding.{reading.encoding or 'none'}"))),
        (
            t("upload.read.separator"),
            esc(
                ", ".join(
                    filter(
                        None,
                        (
                            t(f"upload.separator.{_SEPARATORS.get(reading.separator, 'none')}"),
                            t(f"upload.decimal.{_DECIMALS[reading.decimal_mark]}")
                            if reading.decimal_mark
                            else "",
                        ),
                    )
                )
            ),
        ),
        (t("upload.read.header"), esc(t("upload.read.header_row", row=reading.header_row))),
        (t("upload.read.columns"), esc(" · ".join(reading.header))),
    ]
    return (
        f'<h2>{esc(t("upload.read.title"))}</h2><p class="s m">{esc(t("upload.read.lead"))}</p>'
        f'<code class="prov">{esc(reading.sample)}</code>{pairs(facts)}'
    )


_SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab"}
_DECIMALS = {",": "comma", ".": "point"}


def fault_rows(screen: Screen, faults: Iterable[Fault]) -> list[tuple[str, str, str, str, str]]:
    """Row, column, cell, cause and remedy of each fault, as plain text."""
    rows = []
    for fault in faults:
        wording = fault_wording(fault, screen.texts)
        rows.append(
            (
                str(fault.row or ""),
                fault.column or "",
                fault.cell or "",
                wording.cause,
                wording.remedy,
            )
        )
    return rows


def faults(screen: Screen, preview: Preview) -> str:
    """Every fault with its place, cause and remedy."""
    t = screen.texts
    title = t("upload.faults.title", n=preview.reading.faults_total)
    head = tuple(t(f"upload.faults.{c}") for c in ("row", "column", "cell", "cause", "remedy"))
    rows = [
        (
            esc(row),
            esc(column),
            f"<code>{esc(cell)}</code>" if cell else "",
            f'<span class="w">{esc(cause)}</span>',
            f'<b class="w">{esc(remedy)}</b>',
        )
        for row, column, cell, cause, remedy in fault_rows(screen, preview.reading.faults[:100])
    ]
    more = ""
    if preview.reading.faults_total > len(rows):
        more = f'<p class="s m">{esc(t("upload.faults.more", shown=len(rows)))}</p>'
    return f"<h2>{esc(title)}</h2>" + table(head, rows, caption=title, classes="flt") + more


def changes(screen: Screen, preview: Preview) -> str:
    """What acceptance would change, revised values first."""
    t = screen.texts
    made = preview.publication + 1 + preview.saves_recipe
    lead = t("upload.changes.lead", now=preview.publication, next=made)
    head = (
        t("upload.changes.series"),
        t("upload.changes.period"),
        ">" + t("upload.changes.before"),
        ">" + t("upload.changes.after"),
    )
    rows = [_change(screen, change) for change in preview.difference.changes[:40]]
    more = ""
    rest = preview.difference.new + preview.difference.revised - len(rows)
    if rest > 0:
        more = f'<p class="s m">{esc(t("upload.changes.more", n=rest))}</p>'
    title = t("upload.changes.title")
    return (
        f'<h2>{esc(title)}</h2><p class="s m">{esc(lead)}</p>'
        + table(head, rows, caption=title, classes="dif")
        + more
    )


def by_series(screen: Screen, preview: Preview) -> str:
    """How many values of each series are new, revised, unchanged, and not in the file.

    Empty for a file of one series: the counts of the whole file say it.
    """
    t, definitions = screen.texts, screen.report.definitions
    found = preview.difference.series
    if len(found) < 2:
        return ""
    columns = ("new", "revised", "unchanged", "absent")
    rows = [
        (
            esc(named(definitions, one.indicator_id, one.area_id, t)),
            *(number(getattr(one, column), t.language) for column in columns),
        )
        for one in found[:_MOST_SERIES]
    ]
    title = t("upload.counts.title")
    head = (t("upload.counts.series"), *(">" + t(f"upload.counts.{c}") for c in columns))
    rest = len(found) - len(rows)
    more = f'<p class="s m">{esc(t("upload.counts.more", n=rest))}</p>' if rest else ""
    return f"<h2>{esc(title)}</h2>" + table(head, rows, caption=title, classes="facts") + more


def absent(screen: Screen, preview: Preview) -> str:
    """The values that are stored within the file's span and that it does not have."""
    t, definitions = screen.texts, screen.report.definitions
    title = t("upload.absent.title")
    head = (
        t("upload.changes.series"),
        t("upload.changes.period"),
        ">" + t("upload.absent.value"),
    )
    rows = [
        (
            esc(named(definitions, one.indicator_id, one.area_id, t)),
            esc(period_text(one.before.period, t)),
            esc(observation_text(one.before, definitions.indicators[one.indicator_id], t)),
        )
        for one in preview.difference.absent_values[:_MOST_ABSENT]
    ]
    rest = preview.difference.absent - len(rows)
    more = f'<p class="s m">{esc(t("upload.absent.more", n=rest))}</p>' if rest else ""
    return (
        f'<h2>{esc(title)}</h2><p class="s m">{esc(t("upload.absent.lead"))}</p>'
        + table(head, rows, caption=title, classes="dif")
        + more
    )


def progress(screen: Screen, now: Progress) -> str:
    """What is being done to the file, and how far it has come."""
    t = screen.texts
    share = round(100 * now.share)
    said = t("upload.progress", phase=t(f"upload.phase.{now.phase}"), share=share)
    bar = (
        '<div style="height:6px;max-width:420px;background:var(--rule);margin:8px 0 12px">'
        f'<div style="height:6px;width:{share}%;background:var(--blue)"></div></div>'
    )
    return f'<p class="s">{esc(said)}</p>{bar}'


def _change(screen: Screen, change: ChangedValue) -> tuple[str, ...]:
    t, definitions = screen.texts, screen.report.definitions
    indicator = definitions.indicators[change.indicator_id]
    name = named(definitions, change.indicator_id, change.area_id, t)
    before = observation_text(change.before, indicator, t) if change.before else "–"
    return (
        esc(name),
        esc(period_text(change.period, t)),
        esc(before),
        f"<b>{esc(observation_text(change.after, indicator, t))}</b>",
    )


def earlier(screen: Screen, preview: Preview) -> str:
    """That the same file has been accepted before."""
    t = screen.texts
    if preview.earlier is None:
        return ""
    said = t("upload.earlier", when=moment(preview.earlier.received_at, t.language))
    return f'<div class="notice"><p class="s">{esc(said)}</p></div>'


def receipt(screen: Screen, given: Receipt) -> str:
    """What was accepted, its checksum, and the charts that it changed."""
    t = screen.texts
    upload = given.upload
    facts = [
        (t("receipt.version"), str(given.publication.number)),
        (t("receipt.when"), esc(moment(upload.received_at, t.language))),
        (
            t("receipt.values"),
            esc(_count(screen, given)),
        ),
        (t("receipt.sha256"), f"<code>{esc(upload.sha256)}</code>"),
        (t("receipt.source"), esc(f"{upload.provenance.publisher}: {upload.provenance.title}")),
    ]
    if given.recipe:
        facts.append((t("foreign.recipe"), esc(given.recipe)))
    if given.answered:
        facts.append((t("foreign.answers"), answered(given.answered, t)))
    definitions = screen.report.definitions
    links = "".join(
        "<li>"
        + link(
            screen.to(Page.GOALS, indicator=s.indicator_id, area=s.area_id)
            if s.indicator_id in definitions.goal_of
            else screen.to(Page.DATA, indicator=s.indicator_id),
            ", ".join(
                (
                    t.of(definitions.indicators[s.indicator_id].name),
                    t.of(definitions.areas[s.area_id].name),
                )
            ),
        )
        + "</li>"
        for s in given.difference.series[:20]
    )
    return (
        f'<div class="c21"><div><h2>{esc(upload.file_name)}</h2>{pairs(facts)}</div>'
        f'<div><h2>{esc(t("receipt.charts"))}</h2><ul class="s">{links}</ul></div></div>'
    )


def _count(screen: Screen, given: Receipt) -> str:
    t, changed = screen.texts, given.difference
    said = t("receipt.count", new=changed.new, revised=changed.revised)
    if given.upload.complete and changed.absent:
        said = f"{said}; {t('receipt.count.absent', n=changed.absent)}"
    return said


def form_help(screen: Screen) -> str:
    """What the project's own form looks like."""
    t = screen.texts
    return (
        f'<h2>{esc(t("upload.form.title"))}</h2><p class="s">{esc(t("upload.form.lead"))}</p>'
        '<code class="prov">indikator;område;period;värde;nämnare;antal_svar;status;'
        "kommentar</code>"
        f'<p class="s m" style="margin-top:8px">{esc(t("upload.form.note"))}</p>'
    )
