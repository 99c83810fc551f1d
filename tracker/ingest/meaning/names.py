"""What columns are called in Swedish and English exports. All names folded."""

import re

from tracker.ingest.meaning.period_parts import Part
from tracker.ingest.meaning.regions import COUNTY, MUNICIPALITY
from tracker.ingest.meaning.words import folded

PARTS_BY_NAME = {
    "månad": Part.MONTH,
    "manad": Part.MONTH,
    "mån": Part.MONTH,
    "month": Part.MONTH,
    "månadsnr": Part.MONTH,
    "månadsnummer": Part.MONTH,
    "månad nr": Part.MONTH,
    "kvartal": Part.QUARTER,
    "kv": Part.QUARTER,
    "quarter": Part.QUARTER,
    "vecka": Part.WEEK,
    "veckonummer": Part.WEEK,
    "veckonr": Part.WEEK,
    "week": Part.WEEK,
    "halvår": Part.HALF,
    "tertial": Part.TERTIAL,
    "termin": Part.TERM,
}
YEAR_NAMES = frozenset(
    [
        "år",
        "year",
        "ar",
        "redovisningsår",
        "kalenderår",
        "mätår",
        "statistikår",
        "undersökningsår",
        "inkomstår",
        "årtal",
        "läsår",
        "valt_läsår",
    ]
)
DAY_NAMES = frozenset(["datum", "date", "mätdatum", "statistikdatum", "tidpunkt"])
PERIOD_NAMES = (
    YEAR_NAMES
    | DAY_NAMES
    | frozenset(PARTS_BY_NAME)
    | frozenset(
        [
            "tid",
            "time",
            "period",
            "tidsperiod",
            "mätperiod",
            "år_månad",
            "årmånad",
            "år-månad",
            "år_kvartal",
            "år_vecka",
            "yearmonth",
            "year_month",
            "redovisningsperiod",
            "månadår",
        ]
    )
)
MEASURE_NAMES = frozenset(
    [
        "nyckeltal",
        "kpi",
        "indikator",
        "indicator",
        "mått",
        "measure",
        "variabel",
        "variable",
        "tabellinnehåll",
        "innehåll",
        "statistikvariabel",
        "tabelluppgift",
        "contents",
        "observations",
        "statistik",
    ]
)
UNIT_NAMES = frozenset(["enhet", "måttenhet", "unit", "unit of measure"])
VALUE_NAMES = frozenset(["value", "värde", "varde"])
_REGION = re.compile(
    r"(?:.*\b)?(?:region(?:er|kod|namn)?|kommun(?:er|kod|namn|nr)?|skolkommun|län(?:skod|snamn)?|lan"
    r"|område(?:n|snamn)?|geografi|plats|ort|area|lkf|knkod|knnamn|lnkod|lnnamn|deso|regso|municipalit(?:y|ies)|count(?:y|ies)|nuts\d?)"
    r"(?:[\s-]?(?:kod|namn|text|code|name|nr|id))?"
)
_DIMENSION = re.compile(
    r"(?:ålder|age|åldersgrupp|åldersklass|alder|kön|sex|gender|kon|årskurs|klass|födelseår|byggår"
    r"|stadsdel|dag|day|veckodag|timme|.*(?:kod|code|nummer|orgnr|org\.?nr|[-_\s]id|[-_\s]nr))"
)
_IGNORED = frozenset(
    [
        "id",
        "nr",
        "rad",
        "radnr",
        "löpnr",
        "sort",
        "sortering",
        "sorteringsordning",
        "objectid",
        "fid",
    ]
)


def is_region_name(word: str) -> bool:
    """Whether a column is called after places: `Kommun`, `regionkod`, `KnKod`, `Skolkommun`."""
    return bool(_REGION.fullmatch(word.replace("_", " ").replace("-", "")))


def is_dimension_name(word: str) -> bool:
    """Whether numbers under this name are labels: ages, codes, organisation numbers."""
    return bool(_DIMENSION.fullmatch(word))


def is_ignored_name(word: str) -> bool:
    """Whether the column only numbers or sorts the rows."""
    return word in _IGNORED


def level_by_name(name: str) -> str | None:
    """The level of places in a column of this name."""
    word = folded(name).replace("-", "").replace("_", " ")
    if re.search(r"kommun|\bkn(?:kod|namn)|municipalit", word):
        return MUNICIPALITY
    if re.search(r"\blän|\blan\b|\bln(?:kod|namn)|count(?:y|ies)\b", word):
        return COUNTY
    return None
