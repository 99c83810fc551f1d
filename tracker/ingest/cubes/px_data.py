"""The cells of a PX file: in full, or with KEYS only the rows that are not all zero."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.errors import Fault
from tracker.ingest.cubes.cells import ZERO, Read, mark, number
from tracker.ingest.cubes.codes import CubeFault
from tracker.ingest.cubes.cube import Dimension, size
from tracker.ingest.cubes.px_syntax import PxFile
from tracker.ingest.cubes.texts import text_faults
from tracker.ingest.own.preview import shown

_KEYED = re.compile(r'"([^"]*+)"|([^\s",;]++)')
_DELIMITERS = str.maketrans(",;\t", "   ")  # SCB: comma, space, semicolon, tab are synonyms
_LONG = 10  # digits from which a number may be a person's


@dataclass(frozen=True)
class PxCells:
    """Cells in the order of the dimensions. `zero_rows` were left out as all zero."""

    cells: tuple[Read, ...]
    zero_rows: int = 0


def read_cells(
    parsed: PxFile,
    dimensions: Sequence[Dimension],
    symbols: Mapping[str, str],
    keys: Sequence[Mapping[str, int]],
) -> PxCells | tuple[Fault, ...]:
    """Read the cells; faults when their number is not that of the dimensions.

    symbols   what the file says that its marks mean
    keys      per dimension of the stub, key → position; empty when every cell is written
    """
    if keys:
        return _keyed(parsed, dimensions, symbols, keys)
    expected = size(dimensions)
    body = parsed.body.rstrip().removesuffix(";").translate(_DELIMITERS)
    tokens = body.split(maxsplit=expected)  # what is too much stays in one piece
    if len(tokens) != expected:
        found = expected + len(tokens[-1].split(maxsplit=10**6)) if len(tokens) > expected else 0
        params = {"expected": expected, "found": found or len(tokens)}
        return (Fault(CubeFault.CUBE_CELLS_DIFFER, dict(params), row=parsed.body_row),)
    known, faults = _distinct(tokens, symbols, parsed)
    if faults:
        return faults
    return PxCells(tuple(known[token] for token in tokens))


def _distinct(
    tokens: Sequence[str], symbols: Mapping[str, str], parsed: PxFile
) -> tuple[dict[str, Read], tuple[Fault, ...]]:
    """Each distinct token as read. Any that is neither number nor mark refuses the file."""
    distinct = set(tokens)
    known: dict[str, Read] = {}
    faults = []
    for token in distinct:
        read = read_token(token, symbols)
        if read is None:
            faults.append(Fault(CubeFault.CUBE_BAD_CELL, row=parsed.body_row, cell=shown(token)))
        else:
            known[token] = read
    private = text_faults((t for t in distinct if len(t) >= _LONG), numeric=True)
    faults = [replace(fault, row=parsed.body_row) for fault in private.values()] or faults
    faults.sort(key=lambda fault: fault.cell or "")
    return known, tuple(faults)


def read_token(token: str, symbols: Mapping[str, str]) -> Read | None:
    """A number, or a mark with or without quotes; None for anything else."""
    value = number(token)
    if value is not None:
        return Read(value, ZERO.status)
    bare = token[1:-1].strip() if len(token) > 2 and token[0] == token[-1] == '"' else token
    return mark(bare, symbols)


def _keyed(
    parsed: PxFile,
    dimensions: Sequence[Dimension],
    symbols: Mapping[str, str],
    keys: Sequence[Mapping[str, int]],
) -> PxCells | tuple[Fault, ...]:
    """Rows of `"key","key",1 2 3`; a row that is not there holds zeros only, says the format."""
    width = size(dimensions[len(keys) :])
    rows = size(dimensions[: len(keys)])
    cells: list[Read] = [ZERO] * (rows * width)
    filled: set[int] = set()
    tokens = _KEYED.finditer(parsed.body.rstrip().removesuffix(";"))
    known: dict[str, Read] = {}
    private: list[str] = []
    for first in tokens:
        row = 0
        token: re.Match[str] | None = first
        for positions in keys:
            at = positions.get(token[1]) if token and token[1] is not None else None
            if at is None:
                cell = shown(token[0]) if token else ""
                return (Fault(CubeFault.PX_KEY_UNKNOWN, row=_row(parsed, first), cell=cell),)
            row = row * len(positions) + at
            token = next(tokens, None) if positions is not keys[-1] else token
        if row in filled:
            return (Fault(CubeFault.PX_KEY_UNKNOWN, row=_row(parsed, first), cell=shown(first[0])),)
        filled.add(row)
        for column in range(width):
            token = next(tokens, None)
            text = token[0] if token else ""
            read = known.get(text) or read_token(text, symbols)
            if token is None:
                params = {"expected": width, "found": column}
                fault = Fault(CubeFault.CUBE_CELLS_DIFFER, dict(params), row=_row(parsed, first))
                return (fault,)
            if read is None:
                return (Fault(CubeFault.CUBE_BAD_CELL, row=_row(parsed, token), cell=shown(text)),)
            known[text] = read
            if len(text) >= _LONG:
                private.append(text)
            cells[row * width + column] = read
    faults = text_faults(private, numeric=True)
    if faults:
        return tuple(replace(fault, row=parsed.body_row) for fault in faults.values())
    return PxCells(tuple(cells), rows - len(filled))


def _row(parsed: PxFile, match: re.Match[str]) -> int:
    return parsed.body_row + parsed.body.count("\n", 0, match.start())
