"""Keys for programs: made by an owner, shown once, for a role no greater than the owner's own."""

import secrets
from datetime import date, timedelta

from tracker.errors import NotAllowed, TrackerError
from tracker.model.access import ALL_ORGANISATIONS, Actor, Role, Token
from tracker.service.access import Action, covers, require
from tracker.service.programme import Site
from tracker.store import Tokens

LONGEST = timedelta(days=366)
_LONGEST_LABEL = 60  # characters
_MOST_SECRET = 200  # characters; what is longer is not ours


def new_token(
    site: Site,
    actor: Actor | None,
    *,
    label: str,
    role: Role,
    organisations: frozenset[str],
    expires_on: date,
) -> tuple[Token, str]:
    """Make a token. Gives it and its secret, which is kept nowhere.

    label        a program's name, never a person's
    expires_on   the last day it holds, a year ahead at most

    Raises NotAllowed, also for more than the actor may; TrackerError for a label, organisation or
    day that cannot be; StoreUnwritable.
    """
    actor = require(actor, Action.TOKENS)
    named = " ".join(label.split())
    if not named or len(named) > _LONGEST_LABEL:
        raise TrackerError("token_label", most=_LONGEST_LABEL)
    if not covers(actor, role, organisations):
        raise NotAllowed("token_beyond_own", role=role.value)
    _check_organisations(site, organisations)
    now = site.clock()
    if not now.date() <= expires_on <= now.date() + LONGEST:
        raise TrackerError("token_expiry", last=(now.date() + LONGEST).isoformat())
    token = Token(
        id=secrets.token_hex(4),
        label=named,
        made_by=actor.person,
        role=role,
        organisations=organisations,
        made_at=now,
        expires_on=expires_on,
    )
    secret = secrets.token_urlsafe(24)
    Tokens(site.store.journal).add(token, secret)
    return token, secret


def tokens(site: Site, actor: Actor | None) -> tuple[Token, ...]:
    """Every token, oldest first, also those that no longer hold. Raises NotAllowed."""
    require(actor, Action.TOKENS)
    return Tokens(site.store.journal).list()


def revoke_token(site: Site, token_id: str, actor: Actor | None) -> None:
    """End a token at once and for good. Raises NotAllowed; NotFound; StoreUnwritable."""
    actor = require(actor, Action.TOKENS)
    Tokens(site.store.journal).revoke(token_id, actor.person, site.clock())


def holds(token: Token, today: date) -> bool:
    """Whether a token may be used."""
    return token.revoked_at is None and today <= token.expires_on


def actor_of_token(site: Site, secret: str) -> Actor | None:
    """Who acts by a token; None alike for one that is unknown, expired or revoked.

    The actor is the token itself, by its label: what it writes is told from what its maker does.
    Raises StoreDamaged, StoreUnwritable or StoreBusy.
    """
    if len(secret) > _MOST_SECRET:
        return None
    known = Tokens(site.store.journal)
    token, today = known.find(secret), site.today
    if token is None or not holds(token, today):
        return None
    if token.last_used_on != today:
        known.used(token.id, today)
    return Actor(f"token-{token.id}", token.label, token.role, token.organisations)


def _check_organisations(site: Site, organisations: frozenset[str]) -> None:
    definitions = site.store.at().definitions()
    known = set(definitions.organisations) if definitions else set()
    for one in sorted(organisations - known - {ALL_ORGANISATIONS}):
        raise TrackerError("organisation_unknown", organisation=one, known=", ".join(sorted(known)))
