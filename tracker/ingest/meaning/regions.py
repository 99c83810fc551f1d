"""A text → a place: by code, by name, or both. Levels are never guessed.

The register (`regions.csv`) holds the counties, municipalities and NUTS 2 areas of Sweden as
Statistics Sweden (SCB) codes them. DeSO and RegSO codes are known by their form.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from tracker.ingest.meaning.words import folded, tidy
from tracker.ingest.recognised import Region

COUNTRY, COUNTY, MUNICIPALITY, NUTS = "country", "county", "municipality", "nuts"

_CODED = re.compile(
    r"(?P<code>\d{4}[abc]\d{4}|\d{4}r\d{3}|se\d{1,3}|\d{4}|\d{2})(?![\d\-+])(?:[\s:,.\-]+(?P<name>\D.*))?"
)
_CODE_LAST = re.compile(r"(?P<name>\D.*?)(?<!\s)\s*+\(\s*+(?P<code>\d{4}|\d{2})\s*+\)")
_COUNTRY = frozenset(
    [
        "riket",
        "hela riket",
        "sverige",
        "sweden",
        "hela landet",
        "landet",
        "hela sverige",
        "riket totalt",
        "totalt riket",
        "the whole country",
        "whole country",
        "alla kommuner",
        "samtliga kommuner",
        "alla län",
        "samtliga län",
    ]
)
_UNPLACED = re.compile(
    r"(?:no regional distribution|ej (?:regionalt )?fördelat?(?: .*)?"
    r"|okän[dt](?: .*)?|unknown(?: .*)?"
    r"|.* unknown|uppgift saknas|.* okän[dt]|utlandet|abroad|(?:kommun|län|region) saknas)"
)
_AGGREGATE = re.compile(
    r".*(?:\b(?:o?väg[td]) medel|\(ovägt\)|\bmedel\)|\blän[s]? kommuner\b|\bkommuner\b.*\)"
    r"|kommungrupp"
    r"|\bstorstäder\b|\bpendlingskommun|\blandsbygdskommun|\bplus ?\d+|\br9\b"
    r"|\bliknande kommuner).*"
)
_TOTAL = re.compile(r"(?:totalt?|summa|sum|samtliga|alla|all|total sum|totalsumma)")
_NOTE_MARK = re.compile(r"(?<=\w)(?: ?\*{1,3}| ?[¹²³⁴⁵]| \d\))$")  # `Uppsala kommun*`
_FORMER = {"malung": "2023"}  # Malung kommun was renamed Malung-Sälen in 2008
_MUNICIPAL = (" kommun", " kommuns", " municipality", " kn", " kn.", " k:n")
# The municipalities that call themselves stad; Uppsala stad is a town within its municipality.
_CITIES = frozenset(
    re.findall(
        r"\w+",
        "borå göteborg haparanda helsingborg landskrona lidingö malmö mölndal solna stockholm"
        " sundbyberg trollhättan vaxholm västerå",
    )
)
_ALIAS = {"sörmland": "04", "jämtland härjedalen": "23", "västra götalandsregionen": "14"}


@dataclass(frozen=True)
class _Register:
    codes: dict[str, Region]
    names: dict[str, tuple[Region, ...]]  # folded name → every place that may be meant


def read_region(text: str, level: str | None = None) -> Region | None:
    """The place that a text names; None when it names none.

    level  "municipality", "county" …: decides a name that more than one place has. Without it
           such a name (`Uppsala`) gives a Region with neither code nor level: to be asked about.
    """
    found = candidates(text)
    if level is not None and len(found) > 1:
        found = tuple(region for region in found if region.level == level)
    if len(found) > 1:
        return Region(tidy(text))
    return found[0] if found else None


@lru_cache(maxsize=65536)
def candidates(text: str) -> tuple[Region, ...]:
    """Every place that a text may mean, labelled as the text is. Conflicting text gives none."""
    label, word = tidy(text), _NOTE_MARK.sub("", folded(text.replace("_", " ")))
    if not word or len(word) > 120:
        return ()
    if coded := _CODED.fullmatch(word) or _CODE_LAST.fullmatch(word):
        return _by_code(label, coded["code"].upper(), coded["name"] or "")
    if word in _COUNTRY:
        return (Region(label, "00", COUNTRY, aggregate=True),)
    found = _by_name(label, word)
    if found:
        return found
    if _AGGREGATE.fullmatch(word) or _UNPLACED.fullmatch(word):
        return (Region(label, aggregate=True),)
    return ()


def is_total(text: str) -> bool:
    """Whether a label in a column of places is their sum."""
    return bool(_TOTAL.fullmatch(folded(text)))


def is_municipality_code(text: str) -> bool:
    """Whether four digits are a municipality's code, as 2021 is Vansbro's."""
    return len(text) == 4 and text in register().codes


def conflicting(text: str) -> bool:
    """Whether a text gives the code of one place and the name of another."""
    coded = _CODED.fullmatch(folded(text))
    if not coded or not coded["name"] or coded["code"].upper() not in register().codes:
        return False
    return not candidates(text) and bool(_by_name(text, coded["name"]))


def _by_code(label: str, code: str, name: str) -> tuple[Region, ...]:
    if code == "00":
        return (Region(label, code, COUNTRY, aggregate=True),)
    if re.fullmatch(r"\d{4}[ABC]\d{4}", code):
        return (Region(label, code, "deso"),) if code[:4] in register().codes else ()
    if re.fullmatch(r"\d{4}R\d{3}", code):
        return (Region(label, code, "regso"),) if code[:4] in register().codes else ()
    if code.startswith("SE"):
        return (Region(label, code, NUTS),)
    place = register().codes.get(code)
    if place is None:
        unplaced = bool(name) and (_UNPLACED.fullmatch(name) or _AGGREGATE.fullmatch(name))
        return (Region(label, code, aggregate=True),) if unplaced else ()
    if name and code not in {region.code for region in _by_name(label, name)}:
        return ()  # `01 jordbruk` is an industry, `0380 Stockholm` a mistake
    return (Region(label, code, place.level),)


def _by_name(label: str, word: str) -> tuple[Region, ...]:
    """Places by name: with or without `kommun`, `län`, `county`, and the genitive s."""
    name, level = _level(word)
    found: tuple[Region, ...] = ()
    for spelling in (name, name.removesuffix("s"), name.replace("-", " ")):
        found = register().names.get(spelling, ())
        if level:
            found = tuple(region for region in found if region.level == level)
        if found:
            break
    return tuple(Region(label, region.code, region.level) for region in found)


def _level(word: str) -> tuple[str, str | None]:
    for ending in _MUNICIPAL:
        if word.endswith(ending):
            return word.removesuffix(ending), MUNICIPALITY
    city = word.removesuffix(" stad")
    if city != word and city.removesuffix("s") in _CITIES:
        return city, MUNICIPALITY
    for ending in (" län", " lan", " county", " läns"):
        if word.endswith(ending):
            return word.removesuffix(ending), COUNTY
    if word.startswith("region "):
        return word.removeprefix("region "), COUNTY
    return word, None


@cache
def register() -> _Register:
    """The places of `regions.csv` by code and by every name they go under."""
    text = (files("tracker.ingest.meaning") / "regions.csv").read_text(encoding="utf-8")
    codes: dict[str, Region] = {}
    names: dict[str, list[Region]] = {}
    for row in csv.DictReader(text.splitlines()):
        region = Region(row["name"], row["code"], row["level"])
        codes[region.code] = region
        spelling = folded(region.label)
        if region.level == COUNTY:
            spelling = spelling.removesuffix(" län").removesuffix("s")
        names.setdefault(spelling, []).append(region)
    for alias, code in (_FORMER | _ALIAS).items():
        names.setdefault(alias, []).append(codes[code])
    for spelling in list(names):  # some sources write without å, ä and ö; Habo stays Habo
        plain = spelling.translate(str.maketrans("åäöé", "aaoe"))
        names.setdefault(plain, names[spelling])
    return _Register(codes, {spelling: tuple(found) for spelling, found in names.items()})
