"""What the store's folder holds, by name.

000041.duckdb 000042.duckdb   publications, each complete, never changed once in place
CURRENT                       names the one in force; 000000.duckdb: nothing published yet
lock                          held by the one writer
blobs/ drafts/ journal.sqlite
"""

import re
from dataclasses import dataclass
from pathlib import Path

from tracker.errors import StoreDamaged, StoreError, StoreMissing
from tracker.store.durable import write_whole

KEPT = 10  # publication files

_NAME = re.compile(r"(\d{6,})\.duckdb")


def number_in(name: str) -> int | None:
    """The publication that a file name stands for; None for any other name."""
    match = _NAME.fullmatch(name)
    return int(match[1]) if match else None


@dataclass(frozen=True)
class Layout:
    """Names in one store folder."""

    folder: Path

    @property
    def pointer(self) -> Path:
        """CURRENT."""
        return self.folder / "CURRENT"

    @property
    def lock(self) -> Path:
        """The writer's lock file."""
        return self.folder / "lock"

    @property
    def blobs(self) -> Path:
        """The folder of originals."""
        return self.folder / "blobs"

    @property
    def drafts(self) -> Path:
        """The folder of drafts."""
        return self.folder / "drafts"

    @property
    def journal(self) -> Path:
        """The journal's file."""
        return self.folder / "journal.sqlite"

    def publication(self, number: int) -> Path:
        """The file of a publication, which need not be kept any more."""
        return self.folder / f"{number:06d}.duckdb"

    def kept(self) -> list[int]:
        """The publications that have a file, oldest first."""
        numbers = (number_in(path.name) for path in self.folder.glob("*.duckdb"))
        return sorted(n for n in numbers if n is not None)

    def current(self) -> int:
        """The publication in force; 0 before the first.

        Raises StoreMissing when there is no store, StoreDamaged when CURRENT names nothing.
        """
        try:
            name = self.pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            if self.kept():
                raise StoreDamaged("current_damaged", file=self.pointer) from None
            raise StoreMissing("store_missing", folder=self.folder) from None
        except UnicodeDecodeError:
            name = ""
        number = number_in(name)
        if number is None:
            raise StoreDamaged("current_damaged", file=self.pointer)
        return number

    def current_or_zero(self) -> int:
        """The publication in force; 0 also when CURRENT cannot be read."""
        try:
            return self.current()
        except StoreError:
            return 0

    def switch(self, number: int) -> None:
        """Put a publication in force."""
        write_whole(self.pointer, f"{self.publication(number).name}\n".encode())

    def prune(self) -> None:
        """Remove all but the last KEPT publication files. Open ones stay readable."""
        for number in self.kept()[:-KEPT]:
            self.publication(number).unlink()

    def remove_orphans(self) -> None:
        """Remove files that have their name but were never in force.

        Nothing is removed while CURRENT cannot be read.
        """
        try:
            current = self.current()
        except StoreError:
            return
        for number in self.kept():
            if number > current:
                self.publication(number).unlink()
