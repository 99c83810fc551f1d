"""A draft's original hashed and compressed beside the reading of it, in one pass.

What a reader has compressed need not be when the draft is accepted: then it is looked through,
and moved to its place if it holds the bytes that the upload names.
"""

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from threading import Event

from tracker.store.blobs import LARGE, PART, packer
from tracker.store.durable import NEW

PACKED = "original.zst"  # beside a large original in a draft's folder


class Packing:
    """The pass over an original, which goes on in a thread of its own."""

    def __init__(self, original: Path, beside: ThreadPoolExecutor) -> None:
        self.packed = original.with_name(PACKED)
        self.packed.unlink(missing_ok=True)  # of an earlier reading
        self.unwanted = Event()
        self._size = original.stat().st_size
        run = self._pack if self._size > LARGE else self._hash
        self._run = beside.submit(run, original.open("rb"))  # the file may go meanwhile

    def sha256(self) -> str:
        """The hash of the original, when the pass has come to its end. Raises OSError."""
        return self._run.result()

    def drop(self) -> None:
        """Do not keep it compressed: nobody will accept it."""
        self.unwanted.set()

    def _hash(self, original: BufferedReader) -> str:
        with original:
            return hashlib.file_digest(original, "sha256").hexdigest()

    def _pack(self, original: BufferedReader) -> str:
        digest, made = hashlib.sha256(), packer(self._size, large=True)
        new = self.packed.with_name(PACKED + NEW)
        with original, new.open("wb") as file:
            while part := original.read(PART):
                digest.update(part)
                if not self.unwanted.is_set():
                    file.write(made.compress(part))
            if not self.unwanted.is_set():
                file.write(made.flush())
        new.replace(self.packed)
        return digest.hexdigest()


@contextmanager
def packing(original: Path) -> Iterator[Packing]:
    """Hash an original meanwhile, and compress it if it is large.

    Nothing compressed is left of one that was dropped, nor where what is done meanwhile breaks off.
    """
    with ThreadPoolExecutor(1) as beside:
        made, finished = Packing(original, beside), False
        try:
            yield made
            finished = True
        finally:
            if not finished:
                made.drop()
            beside.shutdown()
            if made.unwanted.is_set():
                made.packed.unlink(missing_ok=True)
