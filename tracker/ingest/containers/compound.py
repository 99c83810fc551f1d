"""The streams of an OLE file, as old Excel writes them. Every length in it is doubted."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_HEADER = 512
_LAST_SECTOR = 0xFFFFFFFA  # higher numbers end a chain or mark a free sector
_ENTRY = 128
_STREAM, _ROOT = 2, 5


class DamagedFile(Exception):
    """The file says of itself what cannot be."""


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """An OLE file: `names` of everything in it, and its streams by name.

    Raises DamagedFile when a length or a chain in it is impossible.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        if len(data) < _HEADER:
            raise DamagedFile
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise DamagedFile
        self._size = 1 << shift
        fats, directory = struct.unpack_from("<II", data, 44)
        self._cutoff, mini, minis, more, mores = struct.unpack_from("<IIIII", data, 56)
        most = len(data) // self._size + 1
        if max(fats, minis, mores) > most:
            raise DamagedFile
        self._fat = self._table(self._fat_sectors(more, mores)[:fats])
        self._entries = tuple(self._read_entries(directory))
        self.names = frozenset(entry.name for entry in self._entries)
        roots = [entry for entry in self._entries if entry.kind == _ROOT]
        self._mini_stream = self._read(roots[0].start, roots[0].size) if roots and minis else b""
        self._mini_fat = self._table(list(self._chain(mini, self._fat))) if minis else ()

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; none when there is no such stream."""
        for entry in self._entries:
            if entry.name.lower() == name.lower() and entry.kind == _STREAM:
                if entry.size >= self._cutoff:
                    return self._read(entry.start, entry.size)
                pieces = (
                    self._mini_stream[s * 64 : s * 64 + 64]
                    for s in self._chain(entry.start, self._mini_fat)
                )
                return b"".join(pieces)[: entry.size]
        return b""

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _fat_sectors(self, more: int, mores: int) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        for _ in range(mores):
            if more >= _LAST_SECTOR:
                break
            numbers = self._numbers(self._sector(more))
            sectors += numbers[:-1]
            more = numbers[-1] if numbers else _LAST_SECTOR
        return [sector for sector in sectors if sector < _LAST_SECTOR]

    def _table(self, sectors: list[int]) -> tuple[int, ...]:
        return self._numbers(b"".join(map(self._sector, sectors)))

    @staticmethod
    def _numbers(held: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(held) // 4}I", held[: len(held) // 4 * 4])

    def _chain(self, start: int, table: tuple[int, ...]) -> Iterator[int]:
        """The sectors of a stream in order; a chain that bites its tail is damage."""
        for _ in range(len(table) + 1):
            if start >= _LAST_SECTOR:
                return
            if start >= len(table):
                raise DamagedFile
            yield start
            start = table[start]
        raise DamagedFile

    def _read(self, start: int, size: int) -> bytes:
        return b"".join(map(self._sector, self._chain(start, self._fat)))[:size]

    def _read_entries(self, start: int) -> Iterator[_Entry]:
        held = b"".join(map(self._sector, self._chain(start, self._fat)))
        for place in range(0, len(held) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", held, place + 64)
            first, size = struct.unpack_from("<II", held, place + 116)
            if kind:
                name = held[place : place + max(0, min(length, 64) - 2)]
                yield _Entry(name.decode("utf-16-le", errors="replace"), kind, first, size)
