"""What tells of a file's bytes is kept from whoever may not know all its numbers."""

from datetime import UTC, datetime

import pytest

from tracker.disclosure import Visibility
from tracker.model.records import Provenance, Upload
from tracker.store.snapshot_seen import upload_as_seen

SIGHT = {"a": Visibility.FULL, "b": Visibility.SUPPRESSED, "c": Visibility.NAME_ONLY}
NOTHING = ("0" * 64, 0)


@pytest.mark.parametrize(
    ("indicators", "told"),
    [(("a",), ("f" * 64, 9)), (("a", "b"), NOTHING), (("c",), NOTHING), (None, NOTHING)],
)
def test_the_hash_of_a_file_is_no_way_to_a_hidden_number(indicators, told):
    upload = Upload(
        id="uppladdning",
        file_name="fil.csv",
        sha256="f" * 64,
        size=9,
        rows=1,
        provenance=Provenance(publisher="P", title="T"),
        received_at=datetime(2025, 1, 1, tzinfo=UTC),
        received_by="bo",
        indicators=indicators,
    )
    seen = upload_as_seen(upload, lambda indicator: SIGHT[indicator])
    assert (seen.sha256, seen.size) == told
