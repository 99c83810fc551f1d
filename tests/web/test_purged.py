"""What has been purged is gone from the pages too, also from what the server remembers of them."""

from typing import Any

import pytest

from tracker.model.records import Provenance
from tracker.service.access import local_owner, reader_for
from tracker.service.purging import purge
from tracker.service.uploads import accept, new_draft, read_draft

pytestmark = pytest.mark.page

OWNER = local_owner("Prov Person")
DATA = (
    "indikator;område;period;värde\nbakgrund_folkmangd;uppsala_kommun;2019-12-31;987654\n"
).encode()


def test_an_older_version_that_was_looked_at_before(own: Any) -> None:
    draft = new_draft(own.site, DATA, "folk.csv", OWNER)
    read_draft(own.site, draft, reader_for(OWNER))
    given = accept(own.site, draft, Provenance(publisher="SCB", title="Folk"), OWNER)
    number = given.publication.number
    old = {"v": "1", "data": str(number)}

    def told() -> str:
        return own.open("data", serie="bakgrund_folkmangd", **old).text

    assert "folk.csv" in told()
    purge(own.site, given.upload.id, "Fel fil.", OWNER)
    assert "folk.csv" not in told()
    assert "Rensat ur den här dataversionen 1 december 2026: en uppladdning." in told()
    data = own.open("data").text
    assert f"{given.upload.id} rensades: Fel fil." in data
    assert "Rensat ur den här dataversionen" not in data
