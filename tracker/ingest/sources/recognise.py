"""Who exported a file, from its titles, notes, headers and name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.ingest.grid import ContainerKind, Table, TextForm
from tracker.ingest.meaning.words import folded
from tracker.ingest.recognised import SourceGuess
from tracker.ingest.sources.known import SOURCES

# 000002YB, AM0112C1, 0000ABCD_20230412-093015: what SCB's database names its files.
_TABLE = re.compile(r"(?:0000[0-9a-z]{4}|[a-z]{2}\d{4}[a-z]\d{1,2})(?![a-z0-9])", re.IGNORECASE)
_PERIOD = re.compile(r"\d{4}(?:[mkqv]\d\d?)?", re.IGNORECASE)
_FK = re.compile(r"oh[äa]lsotal|sjukpenningtal")
_SCB_DIMENSIONS = frozenset(
    [
        "region",
        "kön",
        "sex",
        "ålder",
        "age",
        "sektor",
        "sector",
        "tid",
        "year",
        "år",
        "month",
        "månad",
        "kvartal",
        "quarter",
    ]
)


@dataclass(frozen=True)
class _Seen:
    """What is looked at: everything folded."""

    kind: ContainerKind | None
    quoted: bool
    file_name: str
    titles: str
    notes: str
    sheets: tuple[str, ...]
    headers: tuple[frozenset[str], ...]
    names: tuple[tuple[str, ...], ...]


def guess_source(
    tables: Sequence[Table], form: TextForm | None, kind: ContainerKind | None, file_name: str
) -> SourceGuess | None:
    """The most likely source and how sure that is (0-1); None when nothing speaks for any."""
    names = tuple(tuple(folded(name) for name in table.names) for table in tables)
    seen = _Seen(
        kind,
        bool(form and form.quote),
        folded(re.split(r"[/\\]", file_name)[-1]),
        folded(" \n ".join(line.text for table in tables for line in table.titles)),
        folded(" \n ".join(line.text for table in tables for line in table.notes)),
        tuple(folded(table.sheet) for table in tables),
        tuple(frozenset(one) for one in names),
        names,
    )
    sure, best = max((score(seen), id_) for id_, score in _SCORES.items())
    return SourceGuess(best, SOURCES[best][0], sure) if sure else None


def _has(seen: _Seen, *names: str) -> bool:
    return any(headers >= set(names) for headers in seen.headers)


def _scb_csv(seen: _Seen) -> float:
    if seen.kind is not ContainerKind.TEXT or len(seen.names) != 1:
        return 0.0
    names = seen.names[0]
    periods = [name for name in names if _PERIOD.fullmatch(name.split()[-1] if name else "")]
    dimensions = [name for name in names if name in _SCB_DIMENSIONS]
    shape = bool(periods) and bool(dimensions) and seen.quoted
    named = bool(_TABLE.search(seen.file_name))
    return 0.95 if shape and named else 0.8 if shape else 0.5 if named and periods else 0.0


def _scb_excel(seen: _Seen) -> float:
    if "scb.se" in seen.notes or "statistics sweden" in seen.notes:
        return 0.95
    ours = "internal reference code" in seen.notes or "intern referenskod" in seen.notes
    if ours and any(map(_TABLE.fullmatch, seen.sheets)):
        return 0.9
    return 0.0


def _pxweb_excel(seen: _Seen) -> float:
    ours = "internal reference code" in seen.notes or "intern referenskod" in seen.notes
    return 0.7 if ours else 0.5 if any(map(_TABLE.fullmatch, seen.sheets)) else 0.0


def _kolada(seen: _Seen) -> float:
    if "kolada nyckeltal" in seen.titles:
        return 0.98
    return 0.6 if any("kolada" in sheet for sheet in seen.sheets) else 0.0


def _bra_sol(seen: _Seen) -> float:
    if "anmälda brott" in seen.titles and "brottsförebyggande rådet" in seen.titles:
        return 0.98
    return 0.0


def _bra_yearly(seen: _Seen) -> float:
    shape = any(
        len(names) == 3 and names[0] == "kommun" and names[1] == "antal" and "100 000" in names[2]
        for names in seen.names
    )
    return 0.6 if shape else 0.0


def _siris(seen: _Seen) -> float:
    if "statistik från skolverket" in seen.titles:
        return 0.98
    if "valt läsår" in seen.titles and _has(seen, "skola"):
        return 0.9
    return 0.5 if _has(seen, "skola", "skolkommun") else 0.0


def _skolinspektionen(seen: _Seen) -> float:
    return 0.9 if "skolinspektionen" in seen.titles + seen.notes else 0.0


def _socialstyrelsen(seen: _Seen) -> float:
    if "socialstyrelsen" in seen.titles + seen.notes:
        return 0.95
    told = "ekonomiskt bistånd" in seen.titles and _has(seen, "år", "månad")
    return 0.8 if told else 0.6 if "socialstyrelsen" in seen.file_name else 0.0


def _forsakringskassan(seen: _Seen) -> float:
    if "försäkringskassan" in seen.titles + seen.notes:
        return 0.95
    told = any(_FK.search(name) for names in seen.names for name in names)
    return 0.85 if told and (_has(seen, "år", "län") or _has(seen, "ar", "lan")) else 0.0


def _fohm(seen: _Seen) -> float:
    if any(sheet.startswith("fohm ") for sheet in seen.sheets):
        return 0.95
    if "folkhälsomyndigheten" in seen.titles + seen.notes:
        return 0.95
    told = _has(seen, "statistikdatum") or _has(seen, "år", "veckonummer", "knkod")
    return 0.85 if told else 0.0


def _mucf(seen: _Seen) -> float:
    return 0.95 if "mucf.se" in seen.titles else 0.0


def _bolagsverket(seen: _Seen) -> float:
    if _has(seen, "aktiebolag", "enskild näringsidkare"):
        return 0.85 if "bolagsverket" in seen.file_name else 0.7
    return 0.0


def _bas(seen: _Seen) -> float:
    return 0.6 if _has(seen, "regionkod", "region", "födelseregion", "år") else 0.0


_SCORES = {
    "scb_pxweb_csv": _scb_csv,
    "scb_pxweb_excel": _scb_excel,
    "pxweb_excel": _pxweb_excel,
    "scb_bas": _bas,
    "kolada_web": _kolada,
    "bra_sol": _bra_sol,
    "bra_yearly": _bra_yearly,
    "skolverket_siris": _siris,
    "skolinspektionen": _skolinspektionen,
    "socialstyrelsen": _socialstyrelsen,
    "forsakringskassan": _forsakringskassan,
    "folkhalsomyndigheten": _fohm,
    "mucf": _mucf,
    "bolagsverket": _bolagsverket,
}
