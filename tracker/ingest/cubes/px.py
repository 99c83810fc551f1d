"""PX → cube: what its keywords say about the dimensions, and its cells."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.errors import Fault
from tracker.ingest.cubes.codes import CubeFault
from tracker.ingest.cubes.cube import MAX_CELLS, Cube, Dimension, labels_differ, size, told_apart
from tracker.ingest.cubes.px_data import PxCells, read_cells
from tracker.ingest.cubes.px_syntax import PxFile, Statement, parse_px
from tracker.ingest.cubes.px_words import PxWords, joined
from tracker.ingest.cubes.texts import text_faults
from tracker.ingest.own.preview import shown
from tracker.ingest.recognised import Role

# Who to ask at the office that publishes, and what is no text: never kept, never searched.
_NOT_SEARCHED = frozenset(
    {"CONTACT", "CREATION-DATE", "LAST-UPDATED", "NEXT-UPDATE", "MATRIX", "TABLEID", "TIMEVAL"}
    | {"DATABASE", "INFOFILE", "LINK", "PX-SERVER", "DIRECTORY-PATH", "META-ID", "VARIABLECODE"}
)
_NOTES = ("NOTEX", "NOTE", "VALUENOTEX", "VALUENOTE", "CELLNOTEX", "CELLNOTE")
_REPEATED = frozenset((*_NOTES, "CONTACT", "PRECISION", "DATANOTECELL"))
_TIMEVAL = re.compile(
    r'\s*TLIST\s*\(\s*([AHTQMWD]1)\s*(?:,\s*"([^"]*)"\s*-\s*"([^"]*)"\s*)?\)\s*,?\s*(.*)',
    re.IGNORECASE | re.DOTALL,
)
# SCB alone: a municipality that reworks SCB's figures names SCB too, and has dashes of its own.
_SCB = re.compile(
    r"(?:SCB|statistics sweden|statistiska centralbyrån)(?:[ ,(]+SCB\)?)?\.?", re.IGNORECASE
)

_PLACES = re.compile(r"region|län|kommun|municip|count(?:y|ies)")


@dataclass(frozen=True)
class PxRead:
    """What a PX file gives: a cube, or faults."""

    cube: Cube | None = None
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    encoding: str = ""
    source: str = ""
    zero_rows: int = 0


def read_px(data: bytes) -> PxRead:
    """Read a PX file. Its texts are Swedish where it has several languages."""
    parsed = parse_px(data)
    if isinstance(parsed, Fault):
        return PxRead(faults=(parsed,))
    private = _text_faults(parsed)
    if private:
        return PxRead(faults=private)
    words = PxWords.of(parsed)
    if wrong := (*_twice(parsed), *words.missing()):
        return PxRead(faults=wrong)
    dimensions, faults = _dimensions(words)
    if faults:
        return PxRead(faults=tuple(faults))
    cells = size(dimensions)
    if cells > MAX_CELLS:
        params = {"cells": cells, "limit": MAX_CELLS}
        return PxRead(faults=(Fault(CubeFault.CUBE_TOO_LARGE, dict(params)),))
    read = _cells(parsed, words, dimensions)
    if isinstance(read, tuple):
        return PxRead(faults=read)
    source = " ".join(words.one("SOURCE"))
    cube = Cube(
        tuple(dimensions),
        read.cells,
        measure=joined(words.one("CONTENTS")),
        unit=joined(words.one("UNITS")),
        official=bool(_SCB.fullmatch(source.strip())),
    )
    encoding = parsed.encoding
    if encoding == "utf-8" and parsed.ascii and joined(words.one("CHARSET")).upper() == "ANSI":
        encoding = "cp1252"
    return PxRead(cube, _notes(words), (), encoding, source, read.zero_rows)


def _dimensions(words: PxWords) -> tuple[list[Dimension], list[Fault]]:
    dimensions: list[Dimension] = []
    faults: list[Fault] = []
    measures = joined(words.one("CONTVARIABLE"))
    for name in words.names:
        labels = words.one("VALUES", name)
        codes = words.one("CODES", name)
        scale, times, described = _timeval(words.statement("TIMEVAL", name))
        for found in (codes, times):
            if found and len(found) != len(labels):
                faults.append(labels_differ(name, len(labels), len(found)))
                return dimensions, faults
        told = told_apart(labels, codes)
        if told is None:
            same = next(label for label, n in Counter(labels).items() if n > 1)
            params = {"dimension": shown(name), "label": shown(same)}
            faults.append(Fault(CubeFault.CUBE_SAME_LABEL, dict(params)))
        domain = joined(words.one("DOMAIN", name)).casefold()
        role = Role.DIMENSION
        if name == measures or words.first.get(name) == measures:
            role = Role.MEASURE
        elif words.one("MAP", name) or _PLACES.match(domain):
            role = Role.REGION
        elif described:
            role = Role.PERIOD
        units = tuple(joined(words.one("UNITS", label)) for label in words.one("VALUES", name))
        dimensions.append(
            Dimension(
                name,
                told or labels,
                codes,
                role,
                units if role is Role.MEASURE and any(units) else (),
                _total(joined(words.one("ELIMINATION", name)), words.one("VALUES", name), codes),
                scale,
                times,
                words.first.get(name, name),
            )
        )
    return dimensions, faults


def _timeval(statement: Statement | None) -> tuple[str, tuple[str, ...], bool]:
    """Scale and times of TIMEVAL; no times when it gives a span (the labels then say them)."""
    if statement is None or not (match := _TIMEVAL.fullmatch(statement.raw)):
        return "", (), statement is not None
    times = tuple(re.findall(r'"([^"]*)"', match[4]))
    return match[1].upper(), times, True


def _total(said: str, labels: tuple[str, ...], codes: tuple[str, ...]) -> int | None:
    """Position of the label that ELIMINATION names. YES and NO name none."""
    for among in (labels, codes):
        if said in among:
            return among.index(said)
    return None


def _cells(
    parsed: PxFile, words: PxWords, dimensions: Sequence[Dimension]
) -> PxCells | tuple[Fault, ...]:
    symbols = {"." * n: joined(words.one(f"DATASYMBOL{n}")) for n in range(1, 7)}
    nil = joined(words.one("DATASYMBOLNIL")) or joined(words.one("DATASYMBOLNONE"))
    symbols["-"] = "" if nil in {"-", "–"} else nil
    keyed = {name: joined(words.one("KEYS", name)).upper() for name in words.names}
    keyed = {name: how for name, how in keyed.items() if how}
    if keyed and set(keyed) != set(words.stub):
        return (Fault(CubeFault.PX_KEYWORD_MISSING, {"keyword": "KEYS"}),)
    keys = [
        {key: i for i, key in enumerate(d.codes if keyed[d.name] == "CODES" else
                                        words.one("VALUES", d.name))}
        for d in dimensions[: len(words.stub)]
    ] if keyed else []  # fmt: skip
    return read_cells(parsed, dimensions, symbols, keys)


def _notes(words: PxWords) -> tuple[str, ...]:
    title = joined(words.one("TITLE")) or joined(words.one("DESCRIPTION"))
    notes = [title]
    for keyword in _NOTES:
        for (name, language, keys), statement in words.by_key.items():
            if name != keyword or language not in {words.language, ""}:
                continue
            if words.language and not language and _has_translation(words, keyword, keys):
                continue
            about = ", ".join(key for key in keys if key != "*")
            text = joined(statement.values).replace("#", "\n").strip()
            notes.append(f"{about}: {text}" if about else text)
    return tuple(note for note in notes if note)


def _has_translation(words: PxWords, keyword: str, keys: tuple[str, ...]) -> bool:
    return any(
        name == keyword and language == words.language and len(found) == len(keys)
        for name, language, found in words.by_key
    )


def _twice(parsed: PxFile) -> tuple[Fault, ...]:
    """Keywords that stand twice and say different things."""
    said: dict[tuple[str, str, tuple[str, ...]], Statement] = {}
    faults = []
    for statement in parsed.statements:
        key = (statement.keyword, statement.language, statement.keys)
        before = said.setdefault(key, statement)
        if before.values != statement.values and statement.keyword not in _REPEATED:
            params = {"keyword": shown(statement.keyword)}
            faults.append(Fault(CubeFault.PX_KEYWORD_TWICE, dict(params), row=statement.row))
    return tuple(faults)


def _text_faults(parsed: PxFile) -> tuple[Fault, ...]:
    searched = [s for s in parsed.statements if s.keyword not in _NOT_SEARCHED]
    found = text_faults(text for s in searched for text in _texts(s))
    if not found:
        return ()
    return tuple(
        replace(found[text], row=s.row, column=shown(s.keyword))
        for s in searched
        for text in _texts(s)
        if text in found
    )


def _texts(statement: Statement) -> Iterable[str]:
    return (*statement.keys, *statement.values)
