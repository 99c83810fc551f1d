"""Files that are whole or absent, and what the operating system's refusals mean to a person."""

import errno
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from tracker.errors import StoreBusy, StoreUnwritable

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_SQLITE_FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
_SQLITE_READ_ONLY = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
)

NEW = ".new"  # ends the name of everything that is not yet in place


@contextmanager
def writing_in(folder: Path) -> Iterator[None]:
    """Turn a full disk, a read-only folder or a busy journal into what a person can fix.

    Raises StoreUnwritable or StoreBusy; anything else passes as it is.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StoreUnwritable("disk_full", folder=folder) from error
        if error.errno in _READ_ONLY:
            raise StoreUnwritable("store_read_only", folder=folder) from error
        raise
    except sqlite3.OperationalError as error:
        code = error.sqlite_errorcode & 0xFF  # the rest of the bits say more than we need
        if code in _SQLITE_FULL:
            raise StoreUnwritable("disk_full", folder=folder) from error
        if code in _SQLITE_READ_ONLY:
            raise StoreUnwritable("store_read_only", folder=folder) from error
        if code == sqlite3.SQLITE_BUSY:
            raise StoreBusy("store_busy", folder=folder) from error
        raise
    except duckdb.Error as error:
        # DuckDB passes on the system's own words, in several classes of error and without a number.
        if _speaks_of(error, _FULL):
            raise StoreUnwritable("disk_full", folder=folder) from error
        if _speaks_of(error, _READ_ONLY):
            raise StoreUnwritable("store_read_only", folder=folder) from error
        raise


def _speaks_of(error: duckdb.Error, numbers: frozenset[int]) -> bool:
    return any(os.strerror(number) in str(error) for number in numbers)


def sync(path: Path) -> None:
    """Wait until a file, or the list of names in a folder, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file so that a crash leaves the old one or the new one, never a part."""
    fresh = path.with_name(path.name + NEW)
    with fresh.open("wb") as file:
        file.writelines([data] if isinstance(data, bytes) else data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync(path.parent)


def remove_unfinished(folder: Path) -> None:
    """Remove what a crash or a failure left half-made in a folder."""
    for path in folder.glob(f"*{NEW}*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
