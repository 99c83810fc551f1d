"""`links`: the same links from a terminal."""

import pytest

ADDRESS = "http://127.0.0.1:8501/malomraden?v=1&mal=lugn&data=5"


@pytest.fixture
def made(inside):
    """A link for all, as JSON told of it."""
    told = inside(
        "links", "new", ADDRESS, "--audience", "öppen", "--note", "till nämnden", "--json"
    )
    assert told.code == 0
    return told.json


def test_made_and_listed(inside, made):
    link = made["link"]
    assert made["format"] == 1
    assert made["path"].startswith("/l/")
    assert (link["view"], link["publication"]) == ("/malomraden?v=1&mal=lugn&data=5", 5)
    assert (link["audience"], link["state"], link["opened"]) == ("öppen", "active", 0)
    assert link["expires_on"] == "2026-01-16"
    listed = inside("links", "list", "--json")
    assert listed.json == {"format": 1, "count": 1, "links": [link]}
    assert made["path"][3:] not in listed.out
    said = inside("links", "list")
    assert link["id"] in said.out
    assert "till nämnden" in said.out
    assert "aldrig" in said.out


def test_told_in_words(inside):
    said = inside("links", "new", "/", "--expires", "2025-02-01")
    assert "till och med 1 februari 2025" in said.out
    assert "/l/" in said.out
    assert inside("links", "list", "--most", "1", "--skip", "1").out == "Inga länkar.\n"


def test_turned_and_revoked(inside, made):
    link = made["link"]["id"]
    turned = inside("links", "rotate", link, "--json").json
    assert turned["link"]["id"] == link
    assert turned["path"] != made["path"]
    assert inside("links", "revoke", link, "--json").json == {"format": 1, "revoked": link}
    again = inside("links", "revoke", link)
    assert (again.code, again.out) == (1, "")
    assert "Se dina länkar" in again.err
    assert inside("links", "list", "--json").json["links"][0]["state"] == "revoked"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["/malomraden?v=1&mal=x"], "Målområdet «x» finns inte"),
        (["/finns-inte"], "ingen adress till en av sidorna"),
        (["/ladda-upp"], "kan inte frysas"),
        (["/", "--expires", "2020-01-01"], "i dag eller senare"),
        (["/", "--note", "ring 070-174 06 05"], "personuppgift"),
        (["/?v=1&data=99"], "Dataversion «99» finns inte"),
    ],
)
def test_refused(inside, arguments, said):
    refused = inside("links", "new", *arguments)
    assert refused.code == 1
    assert said in refused.err
    assert inside("links", "list", "--json").json["count"] == 0
