"""What is known around a table: the day, the answers, the source's rules, the titles."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.ingest.grid import Table
from tracker.ingest.meaning.marks import Dash
from tracker.ingest.meaning.period_parts import read_year
from tracker.ingest.meaning.period_words import Dated, read_dated
from tracker.ingest.meaning.regions import COUNTY, MUNICIPALITY, candidates
from tracker.ingest.meaning.units import unit_in
from tracker.ingest.meaning.words import folded, tidy
from tracker.ingest.recognised import Region

_LABELLED = re.compile(
    r"\b(?:valt läsår|läsår|redovisningsår|kalenderår|mätår|period|tidsperiod|avser|år|year|tid)"
    r"\s*[:=]\s*(?P<period>[^,;|]+)"
)
_AFTER = re.compile(r"(?:,|\bår|\bläsår(?:et)?|\bvid|\bden)\s+(?P<period>[^,]+)$")
_NOT_THE_PERIOD = re.compile(
    r"\b(?:uppdatera\w*|hämta\w*|publicera\w*|senast\w*|uttag\w*|updated|latest|skapad\w*|fr\.?o\.?m"
    r"|from|från|sedan|t\.?o\.?m|sun|ssyk|sni|nace|nuts|isced|version|ver|preliminär\w* för)\b"
)
_YEAR = re.compile(r"(?<![\d/\-.])(?:19|20)\d\d(?![\d/.\-])")


@dataclass(frozen=True)
class Rules:
    """What holds for a source's files, or for none in particular.

    dash      what a lone dash means: Försäkringskassan and Skolinspektionen write it for missing
    hidden    `..` is said to be suppressed, not merely missing
    measures  an unnamed column of words names the measure, as Kolada's first does
    level     what a name of two places is, where the source's names are of one level
    """

    dash: Dash = Dash.ASK
    hidden: bool = False
    measures: bool = False
    level: str | None = None


@dataclass(frozen=True)
class Context:
    """What the reading of a file's tables depends on."""

    today: date
    answers: Mapping[str, str] = field(default_factory=dict)
    rules: Rules = Rules()

    def answer(self, key: str, *allowed: str) -> str | None:
        """The answer to a question, when it is one of those that can be given."""
        given = self.answers.get(key)
        return given if given in allowed else None

    @property
    def dash(self) -> Dash:
        """What a lone dash means: as answered, else as the source has it."""
        answer = self.answer("dash", Dash.ZERO, Dash.MISSING)
        return Dash(answer) if answer else self.rules.dash


def title_period(table: Table, today: date) -> Dated | None:
    """The one period that the titles or the sheet's name state; None when none or several.

    A part of a title counts when it is a period and nothing else (`2022, Dalarnas län`), or is
    introduced as one (`Valt läsår: 2023/24`). A year in the middle of a sentence does not.
    """
    found: set[Dated] = set()
    for line in table.titles:
        word = folded(line.text)
        if _NOT_THE_PERIOD.search(word):
            continue
        if match := _LABELLED.search(word):
            found |= _dated(match["period"], today)
        for segment in re.split(r"[,;|()]", word):
            found |= _dated(segment, today)
        if match := _AFTER.search(word):
            found |= _dated(match["period"], today)
    if not found:
        found = _dated(table.sheet, today)
    return found.pop() if len(found) == 1 else None


def title_years(table: Table) -> tuple[str, ...]:
    """Years that the titles mention somewhere: to be offered, never taken."""
    years = {y for line in table.titles for y in _YEAR.findall(line.text)}
    return tuple(sorted(years, reverse=True)[:3])


def title_region(table: Table) -> Region | None:
    """The one place that a title, or the sheet's name, names beyond doubt."""
    found: dict[str, Region] = {}
    for line in table.titles:
        for segment in re.split(r"[,;|():]", line.text):
            region = _certain(segment)
            if region is not None:
                found[region.code] = region
    if not found and (region := _certain(table.sheet, names=True)):
        found[region.code] = region
    return next(iter(found.values())) if len(found) == 1 else None


def title_level(table: Table) -> str | None:
    """The level that the titles say the places have: `per kommun`, `efter län`."""
    words = " ".join(folded(line.text) for line in table.titles)
    levels = set()
    if re.search(r"\b(?:per|efter|i|by)\s+(?:\w+\s)?(?:kommun\w*|municipalit\w*)\b", words):
        levels.add(MUNICIPALITY)
    if re.search(r"\b(?:per|efter|by)\s+(?:\w+\s)?(?:län\w*|count(?:y|ies))\b", words):
        levels.add(COUNTY)
    return levels.pop() if len(levels) == 1 else None


def title_unit(table: Table) -> str:
    """`%` where the titles say that shares in per cent, and nothing else, are shown."""
    words = " ".join(folded(line.text) for line in table.titles)
    return "%" if unit_in(words) == "%" and not re.search(r"\bantal", words) else ""


def _dated(text: str, today: date) -> set[Dated]:
    text = text.strip(" .")
    dated = read_dated(text, today)
    year = read_year(text)
    if dated is None or (year is not None and not 1950 <= year <= 2035):
        return set()
    return {dated}


def _certain(text: str, *, names: bool = False) -> Region | None:
    word = folded(text)
    explicit = re.search(r"\b(?:kommun|län|stad)\b|^\d{4} \D", word)
    found = candidates(tidy(text))
    if len(found) != 1 or found[0].aggregate or not found[0].code:
        return None
    return found[0] if explicit or (names and found[0].level == COUNTY) else None
