"""What a page is given: who looks, at what, in which language, and the report to lay out."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from tracker.model.access import Actor, Reader
from tracker.model.report import Report
from tracker.service.programme import Site
from tracker.store import Snapshot
from tracker.texts.address import SHARED, Page, View, href
from tracker.texts.catalogue import Language, Texts

SECRET = "t"  # noqa: S105  the parameter that holds what opens a frozen link


@dataclass(frozen=True)
class Screen:
    """One rerun of one page. `newest` is the data version in force; the view may be older.

    frozen   tells the report of a frozen link from any that is built anew; empty: it is no such.
             The page's links then lead to what is in force
    secret   what opened the link; or is thought to; only for the way back to this page, in
             either language
    """

    site: Site
    actor: Actor | None
    reader: Reader
    texts: Texts
    view: View
    newest: int
    snapshot: Snapshot
    report: Report
    frozen: str = ""
    secret: str = field(default="", repr=False)

    def to(self, page: Page, **chosen: object) -> View:
        """A view to link to: another page or choice, in the same version, date and language."""
        bare = View(
            page=page,
            publication=self.view.publication,
            reference_date=self.view.reference_date,
            language=self.view.language,
        )
        return replace(bare, **chosen)  # type: ignore[arg-type]  # names of View's own fields

    def series_view(self, indicator: str, area: str) -> View:
        """Where a series is charted: with its goal, or on its own page of Data."""
        page = Page.GOALS if indicator in self.report.definitions.goal_of else Page.DATA
        return self.to(page, indicator=indicator, area=area)

    def address(self, language: Language | None = None) -> str:
        """Where this very page stands, below the host, in its own language or another."""
        view = replace(self.view, language=language or self.view.language)
        if not self.secret:
            return href(view)
        # Said also where it is Swedish: the view that was frozen may be in another.
        asked = {SECRET: self.secret, "lang": view.language.value}
        return f"/{SHARED}?{urlencode(asked)}"

    @property
    def live(self) -> bool:
        """Whether the view shows the data version in force, as it is."""
        return not self.frozen and self.snapshot.number == self.newest
