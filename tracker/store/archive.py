"""A backup: one compressed tar with everything that a store needs to stand again.

manifest.json       which publication, and the SHA-256 of each other member
000041.duckdb       the publication in force
journal.sqlite      the journal
blobs/<sha256>.zst  every original that the publication names
"""

import hashlib
import io
import os
import re
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Literal

import zstandard
from pydantic import ValidationError

from tracker.errors import NotFound, StoreDamaged, StoreUnwritable
from tracker.model.base import Record
from tracker.store.durable import NEW, sha256_of, sync, writing_in

_MEMBER = re.compile(r"\d{6,}\.duckdb|journal\.sqlite|blobs/[0-9a-f]{64}\.zst")
_MANIFEST = "manifest.json"
_LARGEST_MANIFEST = 64 * 1024 * 1024  # bytes


class Manifest(Record):
    """What an archive holds. `members`: SHA-256 by name."""

    format: Literal[1]
    publication: int
    members: dict[str, str]


@dataclass(frozen=True)
class Unpacked:
    """An archive's members, in a folder, found to be as the manifest says."""

    folder: Path
    manifest: Manifest

    @property
    def publication(self) -> Path:
        """The publication file."""
        return self.folder / f"{self.manifest.publication:06d}.duckdb"

    @property
    def journal(self) -> Path:
        """The journal's copy."""
        return self.folder / "journal.sqlite"

    @property
    def blobs(self) -> Path:
        """The folder of originals."""
        return self.folder / "blobs"


def pack(number: int, publication: Path, others: dict[str, Path], target: Path) -> None:
    """Write files as the members of a new archive, whole or not at all.

    publication   may be removed meanwhile by the writer
    others        by member name; stay where they are

    Nobody but its owner may read it: it holds every number. Raises StoreUnwritable, also when the
    target exists: a backup is never written over.
    """
    if target.exists():
        raise StoreUnwritable("backup_exists", file=target)
    fresh = target.with_name(target.name + NEW)
    with writing_in(target.parent), publication.open("rb") as record:
        hashes = {name: sha256_of(path) for name, path in others.items()}
        hashes[publication.name] = hashlib.file_digest(record, "sha256").hexdigest()
        manifest = Manifest(format=1, publication=number, members=hashes)
        fresh.unlink(missing_ok=True)
        try:
            with (
                open(fresh, "xb", opener=_for_its_owner) as file,
                zstandard.ZstdCompressor().stream_writer(file, closefd=False) as compressed,
                tarfile.open(fileobj=compressed, mode="w|") as tar,
            ):
                _add(tar, _MANIFEST, io.BytesIO(manifest.model_dump_json().encode()))
                _add(tar, publication.name, record)
                for name, path in others.items():
                    with path.open("rb") as content:
                        _add(tar, name, content)
            sync(fresh)
            fresh.rename(target)
            sync(target.parent)
        finally:
            fresh.unlink(missing_ok=True)


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _add(tar: tarfile.TarFile, name: str, content: BinaryIO) -> None:
    member = tarfile.TarInfo(name)
    member.size = content.seek(0, os.SEEK_END)
    content.seek(0)
    tar.addfile(member, content)


def unpack(archive: Path, folder: Path) -> Unpacked:
    """Unpack an archive into a new folder and check every member against the manifest.

    No name from the archive is used as a path unless it is one that `pack` gives.
    Raises NotFound, or StoreDamaged when anything is not as it should be.
    """
    (folder / "blobs").mkdir(parents=True)
    found: dict[str, str] = {}
    manifest: Manifest | None = None
    try:
        with (
            archive.open("rb") as file,
            zstandard.ZstdDecompressor().stream_reader(file) as plain,
            tarfile.open(fileobj=plain, mode="r|") as tar,
        ):
            for member in tar:
                content = tar.extractfile(member)
                if content is None:
                    raise StoreDamaged("archive_damaged", file=archive)
                if member.name == _MANIFEST:
                    manifest = Manifest.model_validate_json(content.read(_LARGEST_MANIFEST))
                elif _MEMBER.fullmatch(member.name):
                    found[member.name] = _extract(content, folder / member.name)
    except FileNotFoundError:
        raise NotFound("archive_unknown", file=archive) from None
    except (tarfile.TarError, zstandard.ZstdError, ValidationError) as error:
        raise StoreDamaged("archive_damaged", file=archive) from error
    if manifest is None or manifest.members != found:
        raise StoreDamaged("archive_damaged", file=archive)
    unpacked = Unpacked(folder, manifest)
    if not unpacked.publication.exists() or not unpacked.journal.exists():
        raise StoreDamaged("archive_damaged", file=archive)
    return unpacked


def _extract(content: IO[bytes], path: Path) -> str:
    with path.open("wb") as file:
        while block := content.read(1024 * 1024):
            file.write(block)
    return sha256_of(path)
