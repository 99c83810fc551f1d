"""What a draft would change, kept beside it until the record or the definitions move."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from tracker.ingest import Difference, Reading, difference
from tracker.model.access import Reader
from tracker.service.drafting import COMPARED_FILE
from tracker.store import Snapshot


@dataclass(frozen=True)
class Compared:
    """A draft held against a data version.

    definitions   the fingerprint of those that the draft was read by
    sha256        of the bytes as received
    """

    publication: int
    difference: Difference
    definitions: str
    sha256: str


_COMPARED = TypeAdapter(Compared)


def compare(
    folder: Path, snapshot: Snapshot, reading: Reading, reader: Reader, sha256: Callable[[], str]
) -> None:
    """Hold a reading against a data version and leave the result in the draft's folder.

    sha256    gives that of the bytes as received; asked last
    """
    touched = reading.observations.column("indicator_id").unique().to_pylist()
    stored = snapshot.observations(reader, indicators=touched)
    found = difference(stored, reading.observations)
    compared = Compared(snapshot.number, found, snapshot.fingerprint(), sha256())
    new = folder / f"{COMPARED_FILE}.new"
    new.write_bytes(_COMPARED.dump_json(compared))
    new.replace(folder / COMPARED_FILE)


def compared_in(folder: Path) -> Compared:
    """What `compare` left in a draft's folder."""
    return _COMPARED.validate_json((folder / COMPARED_FILE).read_bytes())
