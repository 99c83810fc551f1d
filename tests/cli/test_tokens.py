"""`tracker tokens`: the secret once on stdout, and never again."""

import pytest

from tracker.service.tokens import actor_of_token

NEW = ("tokens", "new", "Nattlig inläsning", "--role", "analytiker", "--organisation", "polisen")


def test_made_listed_revoked(inside, filled_site):
    made = inside(*NEW, "--until", "2025-03-01")
    assert made.code == 0
    secret = made.out.strip()
    assert secret not in made.err
    assert "2025-03-01" in made.err
    assert actor_of_token(filled_site, secret).name == "Nattlig inläsning"

    [listed] = inside("tokens", "list", "--json").json
    assert (listed["state"], listed["organisations"]) == ("holds", ["polisen"])
    shown = inside("tokens", "list").out
    assert "Nattlig inläsning" in shown
    assert secret not in shown

    assert inside("tokens", "revoke", listed["id"]).code == 0
    assert actor_of_token(filled_site, secret) is None
    assert "återkallad" in inside("tokens", "list").out
    assert inside("store", "verify").code == 0


def test_as_json(inside):
    made = inside(*NEW, "--json").json
    assert len(made["secret"]) == 32
    assert made["expires_on"] == "2025-04-16"


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        pytest.param((*NEW, "--until", "2030-01-01"), "Den dagen", id="day"),
        pytest.param((*NEW, "--organisation", "okänd"), "«okänd»", id="organisation"),
        pytest.param(("tokens", "revoke", "0"), "Ingen gällande nyckel", id="id"),
    ],
)
def test_refused(inside, arguments, cause):
    ran = inside(*arguments)
    assert ran.code == 1
    assert cause in ran.err


def test_serve_says_what_signing_in_lacks(inside):
    ran = inside("serve", "--login")
    assert ran.code == 1
    assert "tracker.toml säger inget om inloggning" in ran.err
    assert inside("serve", "--login", "--open-read").code == 2
