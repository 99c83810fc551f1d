"""Om: what this is, whose words are whose, how the marks are read, how a view is shared."""

from tracker.charts.marks import MARKS, mark_svg
from tracker.model.verdicts import Word
from tracker.texts.address import Page
from tracker.web.markup import esc, link
from tracker.web.screen import Screen

# The sections below, in order: the anchor, by which a link finds it, and the key of its heading.
SECTIONS = (
    ("faser", "about.phases"),
    ("omdomen", "about.marks"),
    ("metod", "about.method"),
    ("uppgifterna", "about.data"),
    ("granser", "about.limits"),
    ("ordlista", "about.glossary"),
    ("dela", "about.sharing"),
    ("tillganglighet", "about.accessibility"),
)

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


def section(screen: Screen, anchor: str, body: str) -> str:
    """One of SECTIONS: its heading and what stands below it, where a link finds it."""
    heading = screen.texts(dict(SECTIONS)[anchor])
    return f'<div id="{anchor}"><h2>{esc(heading)}</h2>{body}</div>'


def purpose(screen: Screen) -> str:
    """What the tool is for and what it never does, and the way to each section."""
    t = screen.texts
    paragraphs = "".join(f"<p>{esc(t(f'about.purpose.{n}'))}</p>" for n in (1, 2, 3))
    ways = "".join(f'<a href="#{anchor}">{esc(t(key))}</a>' for anchor, key in SECTIONS)
    return (
        f"<h1>{esc(t('page.about.title'))}</h1>{paragraphs}"
        f'<nav class="tabs" aria-label="{esc(t("about.contents"))}">{ways}</nav>'
    )


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
    said = (
        f'<ul>{items}</ul><p class="s m">{esc(t.of(model.note))} {esc(t("source.word"))}: '
        f"{esc(source.publisher)}, {where}.</p>"
    )
    return section(screen, "faser", said)


def marks(screen: Screen) -> str:
    """Every verdict with its shape and what it means."""
    t = screen.texts
    rows = "".join(
        f'<tr><th scope="row"><span class="st {MARKS[word].tone}">{mark_svg(word)}'
        f"{esc(t(f'verdict.word.{word}'))}</span></th><td>{esc(t(f'about.word.{word}'))}</td></tr>"
        for word in _EXPLAINED
    )
    said = (
        f"<p>{esc(t('about.marks.lead'))}</p>"
        f'<div class="scroll"><table><tbody>{rows}</tbody></table></div>'
    )
    return section(screen, "omdomen", said)


def sharing(screen: Screen) -> str:
    """How a view is shared, and what a link shows."""
    t = screen.texts
    said = (
        f"<p>{esc(t('about.sharing.text'))}</p><p>{esc(t('links.about'))}</p>"
        f"<p>{link(screen.to(Page.DATA), t('about.to_data'))}</p>"
    )
    return section(screen, "dela", said)
