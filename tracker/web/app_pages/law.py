"""Underlag till lägesbild och åtgärdsplan, as the act 2023:196 asks."""

from tracker.export.law_file import LawFile, law_file
from tracker.web.files import law_href
from tracker.web.markup import esc, file_link, show
from tracker.web.parts import law as parts
from tracker.web.reports import made_once
from tracker.web.screen import Screen


def render(screen: Screen) -> None:
    """The document, and the same as a text file."""
    t = screen.texts
    written = _written(screen)
    if written is None:
        show(f"<h1>{esc(t('page.law.title'))}</h1><p>{esc(t('law.no_area'))}</p>")
        return
    show(parts.heading(screen, written.document, fictional=written.fictional))
    show(file_link(law_href(screen.view), t("law.download")))
    _body(screen)


@made_once
def _written(screen: Screen) -> LawFile | None:
    return law_file(
        screen.report,
        screen.snapshot.entries(screen.reader),
        screen.texts,
        screen.view.area,
        asked=screen.view.reference_date is not None,
    )


@made_once
def _body(screen: Screen) -> None:
    written = _written(screen)
    if written:
        show(parts.body(screen, written.document))
