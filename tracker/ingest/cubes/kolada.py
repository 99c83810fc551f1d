"""Kolada's API (versions 2 and 3) → values. One row is a key figure, a place, a year, a sex."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.errors import Fault
from tracker.ingest.cubes.cells import json_number
from tracker.ingest.cubes.codes import CubeFault, CubeRemark
from tracker.ingest.cubes.cube import MAX_CELLS
from tracker.ingest.cubes.json_shape import Wrong
from tracker.ingest.cubes.json_text import unexpected
from tracker.ingest.meaning.period_names import FIRST_YEAR, LAST_YEAR
from tracker.ingest.meaning.regions import register
from tracker.ingest.own.preview import shown
from tracker.ingest.recognised import RecognisedValue, Region, Remark
from tracker.model.observations import Status
from tracker.model.periods import PeriodKind, spanning_months

_STATUS = {
    "": Status.FINAL,
    "missing": Status.MISSING,
    "privacy": Status.SUPPRESSED,
    "not applicable": Status.NOT_APPLICABLE,
}
_GENDERS = frozenset({"T", "M", "K"})


@dataclass(frozen=True)
class KoladaRead:
    """What an answer of Kolada's API gives."""

    values: tuple[RecognisedValue, ...] = ()
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Remark, ...] = ()


def read_kolada(document: object) -> KoladaRead:
    """Read a parsed answer: `{"values": […]}`, `{"results": […]}` or a bare list. Never raises."""
    rows, path, more = _rows(document)
    if rows is None:
        return KoladaRead(faults=(unexpected("$"),))
    values: list[RecognisedValue] = []
    try:
        for index, row in enumerate(rows):
            values.extend(_values(row, f"{path}[{index}]"))
            if len(values) > MAX_CELLS:
                params = {"cells": len(values), "limit": MAX_CELLS}
                return KoladaRead(faults=(Fault(CubeFault.CUBE_TOO_LARGE, dict(params)),))
    except Wrong as wrong:
        return KoladaRead(faults=(wrong.fault,))
    if not values:
        return KoladaRead(faults=(Fault(CubeFault.CUBE_NO_VALUES, path=path),))
    remarks = (Remark(CubeRemark.NEXT_PAGE, {"count": len(values)}),) if more else ()
    return KoladaRead(tuple(values), (), remarks)


def _rows(document: object) -> tuple[list[object] | None, str, bool]:
    if isinstance(document, list):
        return document, "$", False
    if isinstance(document, dict):
        more = any(document.get(key) for key in ("next", "next_page", "next_url"))
        for key in ("values", "results"):
            if isinstance(rows := document.get(key), list):
                return rows, f"$.{key}", more
    return None, "$", False


def _values(row: object, path: str) -> Iterator[RecognisedValue]:
    if not isinstance(row, dict):
        raise Wrong(unexpected(path))
    if "kpi" not in row and "period" not in row:
        raise Wrong(Fault(CubeFault.CUBE_NO_VALUES, path=path))  # a description, no figures
    measure = _measure(row, path)
    year = _year(row.get("period"), f"{path}.period")
    period = spanning_months(year, 1, 12, PeriodKind.YEAR)
    inner = row.get("values", [row])
    if not isinstance(inner, list):
        raise Wrong(unexpected(f"{path}.values"))
    for index, one in enumerate(inner):
        at = f"{path}.values[{index}]" if "values" in row else path
        if not isinstance(one, dict):
            raise Wrong(unexpected(at))
        gender = one.get("gender", "T")
        if not isinstance(gender, str) or gender not in _GENDERS:
            raise Wrong(unexpected(f"{at}.gender"))
        value, status, reason = _cell(one, at)
        yield RecognisedValue(
            measure,
            "",
            (("gender", gender),),
            _place(row, one.get("count"), path),
            period,
            value,
            status,
            reason=reason,
        )


def _cell(one: Mapping[str, object], path: str) -> tuple[float | None, Status, str]:
    said = one.get("status")
    if said is not None and not isinstance(said, str):
        raise Wrong(unexpected(f"{path}.status"))
    word = (said or "").strip()
    status = _STATUS.get(word.casefold())
    if status is None:
        raise Wrong(Fault(CubeFault.KOLADA_STATUS, path=f"{path}.status", cell=shown(word)))
    if one.get("isdeleted") is True:
        return None, Status.MISSING, "isdeleted"
    value = one.get("value")
    if value is None:
        return None, Status.MISSING if status is Status.FINAL else status, word
    number = json_number(value)
    if number is None or status is not Status.FINAL:
        raise Wrong(
            Fault(CubeFault.CUBE_BAD_CELL, path=f"{path}.value", cell=shown(str(value)[:80]))
        )
    return number, status, ""


def _measure(row: Mapping[str, object], path: str) -> str:
    kpi, title = row.get("kpi"), row.get("title") or row.get("kpi_title") or row.get("name")
    if isinstance(kpi, dict):
        described: dict[str, object] = kpi
        kpi, title = described.get("id"), described.get("title")
    if not isinstance(kpi, str) or not kpi:
        raise Wrong(unexpected(f"{path}.kpi"))
    return f"{kpi} {title}" if isinstance(title, str) and title else kpi


def _year(period: object, path: str) -> int:
    text = str(period) if isinstance(period, int | str) and not isinstance(period, bool) else ""
    if not re.fullmatch(r"\d{4}", text, re.ASCII) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise Wrong(unexpected(path))
    return int(text)


def _place(row: Mapping[str, object], count: object, path: str) -> Region:
    """Kolada's own codes: 0000 the country, 00NN regions, G… groups (means of many), else SCB's.

    A unit (school, home) stands in `ou`.
    """
    code = row.get("municipality", row.get("ou", row.get("region")))
    name = ""
    if isinstance(code, dict):
        described: dict[str, object] = code
        code, name = described.get("id"), str(described.get("title") or "")
    if not isinstance(code, str) or not code:
        raise Wrong(unexpected(f"{path}.municipality"))
    many = isinstance(count, int) and not isinstance(count, bool) and count > 1
    if code == "0000":
        return Region(name or "Riket", "00", "country", aggregate=True)
    if code.startswith("G"):
        return Region(name or code, code, aggregate=True)
    if "municipality" not in row:
        return Region(name or code, code)
    known = register().codes.get(code)
    if known and known.level == "municipality":
        return Region(name or known.label, code, known.level, aggregate=many)
    return Region(name or code, code, aggregate=many)
