"""Om: what this is, how it is read, whose words are whose."""

from tracker.charts.marks import MARKS, mark_svg
from tracker.model.verdicts import Word
from tracker.texts.address import Page
from tracker.web.markup import esc, link
from tracker.web.screen import Screen

_EXPLAINED = (
    Word.PROGRESS,
    Word.CONFIRMED_PROGRESS,
    Word.SETBACK,
    Word.CONFIRMED_SETBACK,
    Word.NO_CHANGE,
    Word.TOO_FEW,
    Word.NO_DATA,
    Word.STALE,
    Word.INCREASE,
    Word.DECREASE,
    Word.OUTPUT,
    Word.BACKGROUND,
    Word.DESCRIBED,
)


def purpose(screen: Screen) -> str:
    """What the tool is for and what it never does."""
    t = screen.texts
    paragraphs = "".join(f"<p>{esc(t(f'about.purpose.{n}'))}</p>" for n in (1, 2, 3))
    return f"<h1>{esc(t('page.about.title'))}</h1>{paragraphs}"


def phases(screen: Screen) -> str:
    """The three phases in the official words, and whose the conditions are."""
    t, model = screen.texts, screen.report.definitions.phase_model
    items = "".join(
        f"<li><b>{esc(t.of(p.name))}.</b> {esc(t.of(p.description))}</li>" for p in model.phases
    )
    source = model.phases[0].source
    where = (
        f'<a href="{esc(source.url)}" rel="noreferrer">{esc(source.title)}</a>'
        if source.url
        else esc(source.title)
    )
    return (
        f"<h2>{esc(t('about.phases'))}</h2><ul>{items}</ul>"
        f'<p class="s m">{esc(t.of(model.note))} {esc(t("source.word"))}: '
        f"{esc(source.publisher)}, {where}.</p>"
    )


def marks(screen: Screen) -> str:
    """Every verdict with its shape and what it means."""
    t = screen.texts
    rows = "".join(
        f'<tr><th scope="row"><span class="st {MARKS[word].tone}">{mark_svg(word)}'
        f"{esc(t(f'verdict.word.{word}'))}</span></th><td>{esc(t(f'about.word.{word}'))}</td></tr>"
        for word in _EXPLAINED
    )
    return (
        f"<h2>{esc(t('about.marks'))}</h2><p>{esc(t('about.marks.lead'))}</p>"
        f'<div class="scroll"><table><tbody>{rows}</tbody></table></div>'
    )


def sharing(screen: Screen) -> str:
    """How a view is shared, and what a link shows."""
    t = screen.texts
    return (
        f"<h2>{esc(t('about.sharing'))}</h2><p>{esc(t('about.sharing.text'))}</p>"
        f"<p>{link(screen.to(Page.DATA), t('about.to_data'))}</p>"
    )
