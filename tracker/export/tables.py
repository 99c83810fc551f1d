"""Data versions and indicators as CSV, for a spreadsheet: a row of each."""

import csv
import io
from collections.abc import Iterable, Sequence

from tracker.ingest import escape_cell
from tracker.model.definitions import Definitions
from tracker.model.records import Publication
from tracker.texts.catalogue import Texts

_VERSIONS = ("dataversion", "gjord", "slag", "bygger_på")
_INDICATORS = (
    "indikator",
    "namn",
    "målområde",
    "slag",
    "mått",
    "enhet",
    "hur_ofta",
    "områden",
    "visningsnivå",
    "lämnas_av",
    "riktning",
    "definition",
    "fallgropar",
)


def publications_csv(publications: Iterable[Publication]) -> str:
    """Data versions as they were made, without whom by."""
    return _csv(
        _VERSIONS,
        ((p.number, p.made_at.isoformat(), p.kind.value, p.based_on) for p in publications),
    )


def definitions_csv(definitions: Definitions, texts: Texts) -> str:
    """Every indicator; its words in the catalogue's language."""
    return _csv(
        _INDICATORS,
        (
            (
                one.id,
                texts.of(one.name),
                texts.of(goal.name) if (goal := definitions.goal_of.get(one.id)) else "",
                one.kind.value,
                one.measure.value,
                texts.of(one.unit),
                one.frequency.value,
                " ".join(one.areas),
                one.confidentiality.value,
                one.owner_organisation,
                one.direction.value,
                texts.of(one.definition),
                texts.of(one.pitfalls),
            )
            for one in definitions.indicators.values()
        ),
    )


def _csv(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([escape_cell(c) if isinstance(c, str) else c for c in row])
    return out.getvalue()
