"""The sources that are known, and the rules that hold for their files."""

from tracker.ingest.meaning.context import Rules
from tracker.ingest.meaning.marks import Dash
from tracker.ingest.meaning.regions import MUNICIPALITY
from tracker.ingest.recognised import SourceGuess

SURE = 0.8  # below this a source's rules are not used: the marks are asked about

_ZERO = Rules(Dash.ZERO)
_MISSING = Rules(Dash.MISSING)
_NONE = Rules()

# id → the name as a person reads it, and the rules
SOURCES: dict[str, tuple[str, Rules]] = {
    "scb_pxweb_csv": ("SCB, statistikdatabasen (CSV)", _ZERO),
    "scb_pxweb_excel": ("SCB, statistikdatabasen (Excel)", _ZERO),
    "pxweb_excel": ("PxWeb (Excel)", _NONE),
    "scb_bas": ("SCB, Befolkningens arbetsmarknadsstatus", _NONE),
    "kolada_web": ("Kolada (webben)", Rules(measures=True, level=MUNICIPALITY)),
    "bra_sol": ("Brå, anmälda brott (SOL)", _NONE),
    "bra_yearly": ("Brå, anmälda brott per kommun", _NONE),
    "skolverket_siris": ("Skolverket (Siris)", Rules(hidden=True)),
    "skolinspektionen": ("Skolinspektionen", _MISSING),
    "socialstyrelsen": ("Socialstyrelsen, statistikdatabasen", _NONE),
    "forsakringskassan": ("Försäkringskassan", _MISSING),
    "folkhalsomyndigheten": ("Folkhälsomyndigheten", _NONE),
    "mucf": ("MUCF", _NONE),
    "bolagsverket": ("Bolagsverket", _NONE),
}


def rules_of(source: SourceGuess | None) -> Rules:
    """The rules of a source that is sure enough; those of none at all otherwise."""
    if source is None or source.confidence < SURE or source.id not in SOURCES:
        return _NONE
    return SOURCES[source.id][1]
