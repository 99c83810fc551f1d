"""The hash that ties a data version to the journal is for `store verify`, and leaves by no way.

The pages, files and the API are searched in tests/browser/test_hostile.py.
"""

ASKED = (
    ("report", "--json"),
    ("series", "larm"),
    ("series", "larm", "--format", "json"),
    ("entries", "list", "--json"),
    ("links", "list", "--json"),
    ("meeting", "--json"),
    ("store", "log"),
    ("store", "verify"),
    ("definitions", "check"),
)


def test_no_command_prints_it(inside, filled_site):
    hashes = [one.journal_hash for one in filled_site.store.log()]
    assert all(len(one) == 64 for one in hashes)
    for asked in ASKED:
        ran = inside(*asked)
        assert ran.out or ran.code == 0, asked
        assert not [one for one in hashes if one in ran.out + ran.err], asked
