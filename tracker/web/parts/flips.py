"""The verdicts that a change would turn, before it is made."""

from collections.abc import Sequence

from tracker.model.definitions import Definitions
from tracker.service.flips import Flip
from tracker.texts.catalogue import Texts
from tracker.texts.sentences import verdict_word
from tracker.web.markup import esc, table
from tracker.web.screen import Screen


def named(definitions: Definitions, indicator_id: str, area_id: str, texts: Texts) -> str:
    """A series by its short name and its area; by its ids where the definitions lack it."""
    indicator, area = definitions.indicators.get(indicator_id), definitions.areas.get(area_id)
    if indicator is None or area is None:
        return f"{indicator_id}, {area_id}"
    return f"{texts.of(indicator.short_name or indicator.name)}, {texts.of(area.name)}"


def flips(screen: Screen, found: Sequence[Flip] | None) -> str:
    """One row a verdict: its word now and after. None: too many values to tell."""
    t, definitions = screen.texts, screen.report.definitions
    title = t("upload.flips.title")
    if not found:
        said = t("upload.flips.untold" if found is None else "upload.flips.none")
        return f'<p class="s m">{esc(said)}</p>'
    rows = []
    for flip in found:
        indicator = definitions.indicators[flip.indicator_id]
        before, after = (verdict_word(v, indicator, t) for v in (flip.before, flip.after))
        name = named(definitions, flip.indicator_id, flip.area_id, t)
        rows.append((esc(name), esc(before), f"<b>{esc(after)}</b>"))
    head = (
        t("upload.counts.series"),
        t("upload.flips.before"),
        t("upload.flips.after"),
    )
    return f"<h2>{esc(title)}</h2>" + table(head, rows, caption=title, classes="facts")
