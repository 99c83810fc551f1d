"""Om: the words that pages use, and who can use the pages."""

from tracker.service.programme import accessibility_contact
from tracker.web.markup import esc, pairs
from tracker.web.parts.about import section
from tracker.web.screen import Screen

# In the order in which a newcomer meets them; the rest stand in docs/ordlista.md.
_GLOSSARY = (
    "programme",
    "goal",
    "indicator",
    "outcome",
    "output",
    "context",
    "primary",
    "phase",
    "decision",
    "condition",
    "evidence",
    "verdict",
    "review",
    "signal",
    "backslide",
    "judgement",
    "baseline",
    "margin",
    "tertial",
    "series",
    "break",
    "version",
    "reference_date",
    "audience",
    "fictional",
)
_SHORTCOMINGS = ("english", "menu", "points", "readers", "files")
_COMPLAINTS = "https://www.digg.se/tdosanmalan"


def glossary(screen: Screen) -> str:
    """The words that are needed most, each in a sentence."""
    t = screen.texts
    rows = ((t(f"glossary.{word}.term"), esc(t(f"glossary.{word}"))) for word in _GLOSSARY)
    return section(screen, "ordlista", pairs(rows))


def accessibility(screen: Screen) -> str:
    """The statement that law 2018:1937 asks for: how far, what is lacking, whom to tell."""
    t = screen.texts
    lacking = "".join(f"<li>{esc(t(f'accessibility.lacking.{n}'))}</li>" for n in _SHORTCOMINGS)
    definitions = screen.report.definitions
    owner = t.of(definitions.organisations[definitions.programme.owner].name)
    contact = accessibility_contact(screen.site.folder)
    whom = (
        t("accessibility.contact", contact=contact)
        if contact
        else t("accessibility.no_contact", owner=owner)
    )
    complaints = f'<a href="{_COMPLAINTS}" rel="noreferrer">{esc(t("accessibility.complain"))}</a>'
    return section(
        screen,
        "tillganglighet",
        f"<p>{esc(t('accessibility.degree'))}</p>"
        f"<h3>{esc(t('accessibility.lacking'))}</h3><ul>{lacking}</ul>"
        f"<h3>{esc(t('accessibility.tell'))}</h3><p>{esc(whom)}</p><p>{complaints}</p>"
        f'<p class="s m">{esc(t("accessibility.assessed"))}</p>',
    )
