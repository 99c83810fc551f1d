"""A small programme with one indicator of each measure, and readers of literal files."""

from collections.abc import Callable
from datetime import date

import pytest

from tracker.ingest import Limits, Reading, read_own_form
from tracker.model.definitions import Definitions

TODAY = date(2025, 1, 16)


def _words(text: str) -> dict[str, str]:
    return {"sv": text, "en": text}


def _area(id_: str, name: str) -> dict[str, object]:
    versions = [{"valid_from": "2019-06-11"}]
    return {"id": id_, "name": _words(name), "level": "sub_area", "versions": versions}


def _indicator(id_: str, name: str, measure: str, frequency: str, **more: object) -> dict:
    return {
        "id": id_,
        "name": _words(name),
        "kind": "outcome",
        "measure": measure,
        "unit": _words("antal"),
        "frequency": frequency,
        "areas": ["gottsunda", "bandstolsvagen"],
        "source": {"title": "Källa", "publisher": "Polisen"},
        "owner_organisation": "kommunen",
        "confidentiality": "öppen",
        "definition": _words("Så räknas det."),
        "pitfalls": _words("Se upp."),
        "direction": "lower",
        **more,
    }


_INDICATORS = [
    _indicator("brander", "Anlagda bränder", "count", "month"),
    _indicator("dolda_nollor", "Dolda nollor", "count", "quarter", suppressed_zero=True),
    _indicator("inbrott", "Inbrott", "rate", "year", per=1000, areas=["gottsunda"]),
    _indicator("trygghet", "Trygghet kväll", "share", "year"),
    _indicator("antagen", "Antaget antal svar", "share", "range", assumed_n=400),
    _indicator("merit", "Meritvärde", "value", "school_year"),
    _indicator("procentenheter", "Skillnad", "value", "year", unit=_words("procentenheter")),
    *(
        _indicator(f"per_{frequency}", f"Varje {frequency}", "value", frequency)
        for frequency in ("week", "quarter", "tertial", "half_year", "term", "point")
    ),
]

_PHASE = {"name": _words("Fas"), "description": _words("Fasen"), "work": _words("Arbete")}


@pytest.fixture(scope="session")
def definitions() -> Definitions:
    source = {"title": "Källa", "publisher": "Kommunen"}
    condition = {
        "id": "villkor",
        "letter": "A",
        "name": _words("Villkor"),
        "question": _words("Fråga?"),
        "block": "norms",
        "signs": {f"phase_{n}": _words("Tecken") for n in (1, 2, 3)},
        "anchor": _words("Ankare"),
    }
    return Definitions.model_validate(
        {
            "programme": {
                "format": 1,
                "id": "prov",
                "name": _words("Prov"),
                "start": "2019-06-11",
                "end": "2024-12-31",
                "chart_window": "2019-01..2024-12",
                "owner": "kommunen",
                "organisations": [{"id": "kommunen", "name": _words("Kommunen")}],
                "areas": [
                    _area("gottsunda", "Gottsunda/Valsätra"),
                    _area("bandstolsvagen", "Bandstolsvägen"),
                    _area("hus_12", "Bandstolsvägen 12"),
                ],
                "goals": [
                    {
                        "id": "mal",
                        "number": 1,
                        "name": _words("Mål"),
                        "short_name": _words("Mål"),
                        "areas": ["gottsunda"],
                        "valid_from": "2019-06-11",
                        "indicators": _INDICATORS,
                    }
                ],
            },
            "phase_model": {
                "format": 1,
                "note": _words("Not"),
                "phases": [{**_PHASE, "number": n, "source": source} for n in (1, 2, 3)],
                "conditions": [condition],
            },
        }
    )


Read = Callable[..., Reading]


@pytest.fixture
def read(definitions: Definitions) -> Read:
    """Reads a file given as text (UTF-8) or bytes."""

    def read_it(file: str | bytes, name: str = "fil.csv", **limits: int) -> Reading:
        data = file.encode() if isinstance(file, str) else file
        return read_own_form(data, name, definitions, today=TODAY, limits=Limits(**limits))

    return read_it


@pytest.fixture
def read_rows(read: Read) -> Read:
    """Reads rows below a header that has every column."""
    header = "indikator;område;period;värde;nämnare;antal_svar;status;kommentar"

    def read_it(*rows: str) -> Reading:
        return read("\n".join((header, *rows)) + "\n")

    return read_it


@pytest.fixture
def only(read_rows: Read) -> Callable[..., dict[str, object]]:
    """The one observation of a row, which must have no fault."""

    def read_it(row: str) -> dict[str, object]:
        reading = read_rows(row)
        assert reading.faults == ()
        (observation,) = reading.observations.to_pylist()
        return observation

    return read_it
