"""Originals as received and frozen slices of reports, each under the SHA-256 of its bytes."""

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import zstandard

from tracker.errors import NotFound, StoreDamaged
from tracker.store.durable import sha256_of, sync, write_whole

PART = 2**20  # bytes read at a time
LARGE = 32 * 2**20  # bytes, from which on time counts for more than a tenth of the space
_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Blobs:
    """The folder of originals.

    large   bytes, from which on time counts for more than a tenth of the space
    """

    folder: Path
    large: int = LARGE

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

    def write(self, data: bytes | Path, sha256: str = "", packed: Path | None = None) -> str:
        """Keep the bytes, or those of a file, on the disk before this returns; give their hash.

        sha256   that hash, where it is known: the bytes are then read only once
        packed   where somebody may have compressed them: moved here, if it holds bytes of that hash

        A damaged file of the same name is mended. Raises ValueError for bytes with another hash.
        """
        size = len(data) if isinstance(data, bytes) else data.stat().st_size
        if not sha256:
            sha256 = (
                hashlib.sha256(data).hexdigest() if isinstance(data, bytes) else sha256_of(data)
            )
        if not self.is_whole(sha256) and not (packed and self._taken_over(packed, sha256)):
            with io.BytesIO(data) if isinstance(data, bytes) else data.open("rb") as source:
                parts = _packed(source, size, sha256, large=size > self.large)
                write_whole(self.path(sha256), parts)
        return sha256

    def _taken_over(self, packed: Path, sha256: str) -> bool:
        """Move a compressed file here, on the disk, if it holds the bytes of this hash."""
        try:
            with packed.open("rb") as file, zstandard.open(file, "rb") as data:
                if hashlib.file_digest(data, "sha256").hexdigest() != sha256:
                    return False
        except (FileNotFoundError, zstandard.ZstdError):
            return False
        sync(packed)
        packed.replace(self.path(sha256))
        sync(self.folder)
        return True

    def remove(self, sha256: str) -> None:
        """Let go of the bytes with this hash, if they are kept; of a purge alone."""
        self.path(sha256).unlink(missing_ok=True)
        sync(self.folder)

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


def packer(size: int, *, large: bool) -> "zstandard.ZstdCompressionObj":
    """What compresses bytes as they are kept here, of which there are so many."""
    return zstandard.ZstdCompressor(level=1 if large else 3).compressobj(size=size)


def _packed(source: BinaryIO, size: int, sha256: str, *, large: bool) -> Iterator[bytes]:
    """The bytes, compressed. Raises ValueError at their end when they have another hash."""
    made, digest = packer(size, large=large), hashlib.sha256()
    while part := source.read(PART):
        digest.update(part)
        yield made.compress(part)
    if digest.hexdigest() != sha256:
        raise ValueError(f"other bytes than {sha256}")
    yield made.flush()
