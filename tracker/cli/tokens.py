"""`tokens`: keys for programs."""

import argparse
import sys
from datetime import timedelta

from tracker.cli.terminal import actor, day, print_json
from tracker.model.access import ALL_ORGANISATIONS, Role, Token
from tracker.service import tokens
from tracker.service.programme import Site
from tracker.texts.catalogue import Texts

_DAYS = 90  # that a token holds when nothing else is asked for


def new(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Make a token: the secret alone on stdout, once."""
    until = day(given.until) if given.until else site.today + timedelta(days=_DAYS)
    token, secret = tokens.new_token(
        site,
        actor(),
        label=given.label,
        role=Role(given.role),
        organisations=frozenset(given.organisation or [ALL_ORGANISATIONS]),
        expires_on=until,
    )
    if given.json:
        print_json(_as_json(token, site) | {"secret": secret})
        return 0
    print(secret)
    print(texts("tokens.made", token=token.id, until=token.expires_on.isoformat()), file=sys.stderr)
    return 0


def list_tokens(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Print the tokens, oldest first, never a secret."""
    found = tokens.tokens(site, actor())
    if given.json:
        print_json([_as_json(token, site) for token in found])
        return 0
    for token in found:
        organisations = ",".join(sorted(token.organisations))
        used = token.last_used_on.isoformat() if token.last_used_on else texts("tokens.never")
        print(
            f"{token.id}  {token.expires_on}  {token.role.value:10}  {organisations}  {token.label}"
            f"  ({texts(f'tokens.state.{_state(token, site)}')}; {texts('tokens.used', day=used)})"
        )
    return 0


def revoke(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """End a token at once."""
    tokens.revoke_token(site, given.token, actor())
    print(texts("tokens.revoked", token=given.token))
    return 0


def _state(token: Token, site: Site) -> str:
    if token.revoked_at:
        return "revoked"
    return "holds" if tokens.holds(token, site.today) else "expired"


def _as_json(token: Token, site: Site) -> dict[str, object]:
    return {
        "id": token.id,
        "label": token.label,
        "made_by": token.made_by,
        "role": token.role.value,
        "organisations": sorted(token.organisations),
        "made_at": token.made_at.isoformat(),
        "expires_on": token.expires_on.isoformat(),
        "revoked_at": token.revoked_at.isoformat() if token.revoked_at else None,
        "last_used_on": token.last_used_on.isoformat() if token.last_used_on else None,
        "state": _state(token, site),
    }
