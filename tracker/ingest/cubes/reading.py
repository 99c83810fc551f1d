"""Bytes of a cube or list → Recognised. Nothing is raised: what is wrong is a fault."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from tracker.errors import Fault
from tracker.ingest.codes import FaultCode
from tracker.ingest.cubes.codes import CubeFault, CubeRemark
from tracker.ingest.cubes.cube import Cube
from tracker.ingest.cubes.event_values import counted
from tracker.ingest.cubes.events import events_in
from tracker.ingest.cubes.json_stat import read_json_stat
from tracker.ingest.cubes.json_text import parse_json
from tracker.ingest.cubes.kolada import read_kolada
from tracker.ingest.cubes.placing import placed
from tracker.ingest.cubes.px import read_px
from tracker.ingest.grid import ContainerKind, TextForm
from tracker.ingest.limits import Limits
from tracker.ingest.own.preview import sample_line
from tracker.ingest.recognised import Recognised, Remark, SourceGuess

_SURE, _LIKELY, _FORMAT_ONLY = 0.99, 0.9, 0.5
_SCB_NAMES = ("scb", "statistics sweden", "statistiska centralbyrån")


def read_cube(
    kind: ContainerKind,
    data: bytes,
    *,
    answers: Mapping[str, str],
    limits: Limits,
    today: date,
) -> Recognised:
    """Read a PX file, JSON-stat, an answer of Kolada's API or a list of events.

    answers  question key → chosen key or free text ("year" → "2023", "dash" → "zero")
    """
    empty = Recognised(kind, None, None, (), (), (), (), ())
    if not data.strip():
        return replace(empty, faults=(Fault(FaultCode.EMPTY_FILE),))
    if len(data) > limits.max_bytes:
        params = {"size": -(-len(data) // 2**20), "limit": -(-limits.max_bytes // 2**20)}
        return replace(empty, faults=(Fault(FaultCode.FILE_TOO_LARGE, dict(params)),))
    if kind is ContainerKind.PX:
        read = _px(empty, data, answers, today)
    elif kind in {ContainerKind.JSON_STAT, ContainerKind.KOLADA, ContainerKind.EVENTS}:
        read = _json(empty, data, answers, today)
    else:
        read = replace(empty, faults=(Fault(CubeFault.CUBE_KIND),))
    return replace(read, faults=_listed(read.faults, limits))


def _px(empty: Recognised, data: bytes, answers: Mapping[str, str], today: date) -> Recognised:
    read = read_px(data)
    if read.cube is None:
        return replace(empty, faults=read.faults)
    whole = replace(
        _of_cube(empty, read.cube, answers, today),
        form=_form(read.encoding, data),
        source=_source("px", "PX", read.source),
        notes=read.notes,
    )
    if read.zero_rows:
        zeros = Remark(CubeRemark.ZERO_ROWS, {"count": read.zero_rows})
        return replace(whole, remarks=(*whole.remarks, zeros))
    return whole


def _json(empty: Recognised, data: bytes, answers: Mapping[str, str], today: date) -> Recognised:
    parsed = parse_json(data)
    if isinstance(parsed, Fault):
        return replace(empty, faults=(parsed,))
    document, encoding = parsed
    formed = replace(empty, form=_form(encoding, data))
    if empty.kind is ContainerKind.JSON_STAT:
        return _json_stat(formed, document, answers, today)
    if empty.kind is ContainerKind.KOLADA:
        kolada = read_kolada(document)
        source = SourceGuess("kolada_api", "Kolada, API", _SURE)
        return replace(
            formed,
            values=kolada.values,
            faults=kolada.faults,
            remarks=kolada.remarks,
            source=source,
        )
    found = events_in(document)
    if found.faults:
        return replace(formed, faults=found.faults)
    values, remarks, faults = counted(found, answers, today)
    source = SourceGuess("events", "Händelselista", _FORMAT_ONLY)
    if found.police:
        source = SourceGuess("polisen_events", "Polisens händelser", _SURE)
    if not values and not faults:
        faults = (Fault(CubeFault.CUBE_NO_VALUES),)
    return replace(formed, values=values, remarks=remarks, source=source, faults=faults)


def _json_stat(
    formed: Recognised, document: object, answers: Mapping[str, str], today: date
) -> Recognised:
    read = read_json_stat(document)
    if read.cube is None:
        return replace(formed, faults=read.faults)
    whole = replace(
        _of_cube(formed, read.cube, answers, today),
        source=_source("json_stat", "JSON-stat", read.source),
        notes=read.notes,
    )
    if read.flags:
        flags = Remark(CubeRemark.UNKNOWN_FLAGS, {"flags": ", ".join(read.flags[:10])})
        return replace(whole, remarks=(*whole.remarks, flags))
    return whole


def _of_cube(empty: Recognised, cube: Cube, answers: Mapping[str, str], today: date) -> Recognised:
    given = placed(cube, answers, today)
    return replace(
        empty,
        values=given.values,
        questions=given.questions,
        faults=given.faults,
        remarks=given.remarks,
    )


def _form(encoding: str, data: bytes) -> TextForm:
    body = data if encoding.startswith("utf-8") else b""
    if encoding == "cp1252":
        body = data.decode("cp1252", "replace").encode()
    elif encoding.startswith("utf-16"):
        body = data.decode(encoding, "replace").encode()
    return TextForm(encoding, "", '"', sample_line(body.removeprefix(b"\xef\xbb\xbf")))


def _source(form: str, name: str, said: str) -> SourceGuess:
    """Who made the file, as it says itself; else only its format is known."""
    if said.strip().casefold() in _SCB_NAMES:
        return SourceGuess(f"scb_{form}", f"SCB, {name}", _SURE)
    if said.strip():
        return SourceGuess(form, f"{said.strip()[:80]}, {name}", _LIKELY)
    return SourceGuess(form, name, _FORMAT_ONLY)


def _listed(faults: Sequence[Fault], limits: Limits) -> tuple[Fault, ...]:
    shown = tuple(faults[: limits.max_listed])
    if len(faults) <= limits.max_listed:
        return shown
    count = len(faults) - len(shown)
    return (*shown, Fault(FaultCode.MORE_FAULTS, {"count": count, "listed": len(shown)}))
