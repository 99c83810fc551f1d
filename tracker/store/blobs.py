"""Originals as received and frozen slices of reports, each under the SHA-256 of its bytes."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import zstandard

from tracker.errors import NotFound, StoreDamaged
from tracker.store.durable import write_whole

_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Blobs:
    """The folder of originals."""

    folder: Path

    def path(self, sha256: str) -> Path:
        """Where the bytes with this hash are kept. Raises NotFound for anything but a hash."""
        if not _NAME.fullmatch(sha256):
            raise NotFound("blob_unknown", sha256=sha256)
        return self.folder / f"{sha256}.zst"

    def names(self) -> list[str]:
        """The hash of every original kept."""
        return sorted(p.stem for p in self.folder.glob("*.zst") if _NAME.fullmatch(p.stem))

    def read(self, sha256: str) -> bytes:
        """The bytes with this hash.

        Raises NotFound, or StoreDamaged when the file holds other bytes.
        """
        path = self.path(sha256)
        try:
            data = zstandard.decompress(path.read_bytes())
        except FileNotFoundError:
            raise NotFound("blob_unknown", sha256=sha256) from None
        except zstandard.ZstdError:
            raise StoreDamaged("blob_damaged", file=path) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreDamaged("blob_damaged", file=path)
        return data

    def write(self, data: bytes) -> str:
        """Keep the bytes, on the disk before this returns, and give their hash.

        A damaged file of the same name is mended.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        if not self.is_whole(sha256):
            write_whole(self.path(sha256), zstandard.compress(data))
        return sha256

    def check(self, sha256: str) -> None:
        """Raise StoreDamaged unless the bytes with this hash are kept, unharmed."""
        try:
            self.read(sha256)
        except NotFound:
            raise StoreDamaged("blob_missing", file=self.path(sha256)) from None

    def is_whole(self, sha256: str) -> bool:
        """Whether the bytes with this hash are kept, unharmed."""
        try:
            self.read(sha256)
        except (NotFound, StoreDamaged):
            return False
        return True
