"""Who somebody is that an OpenID provider has let in: a person, a role and organisations.

`[login]` in tracker.toml says which provider, and what its claims mean here. It is read anew for
every request, so a role that is lowered there is lowered at once.
"""

import hashlib
import hmac
import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from tracker.model.access import Actor, Role
from tracker.service.login_settings import Login, Rule, Unknown, login_of
from tracker.service.programme import Site
from tracker.store import SignIns

LEEWAY = timedelta(minutes=2)  # how far our own clock may be set back between two requests
_LONGEST_NAME = 80
# The higher one counts when several rules give a role.
_RANK = (Role.READER, Role.STEERING, Role.ANALYST, Role.OWNER)


def kept_of(login: Login, claims: Mapping[str, Any], person: str, now: datetime) -> dict[str, Any]:
    """What is kept in the session's cookie: who, since when, and which rules are met.

    person   as of `person_of`
    now      by our clock; a provider's may be wrong
    """
    met: dict[str, list[str]] = {}
    for rule in login.rules:
        if _meets(claims, rule) and rule.value not in met.setdefault(rule.claim, []):
            met[rule.claim].append(rule.value)
    return {
        "person": person,
        "name": _name(claims),
        "at": now.timestamp(),
        "by": login.issuer,
        "met": met,
    }


def person_of(site: Site, login: Login, claims: Mapping[str, Any]) -> str | None:
    """A person's id, the same at every sign-in; None without a subject, or by another provider.

    It is keyed, so that nobody can tell it from a number that a provider may use as its subject.
    Raises StoreMissing or StoreDamaged.
    """
    issuer, subject = str(claims.get("iss", "")).rstrip("/"), str(claims.get("sub", ""))
    if not subject or issuer != login.issuer:
        return None
    who = f"{issuer}\0{subject}".encode()
    return "p-" + hmac.new(SignIns(site.store.journal).key(), who, hashlib.sha256).hexdigest()[:16]


def rights_of(login: Login, kept: Mapping[str, Any]) -> tuple[Role, frozenset[str]] | None:
    """The role and organisations by the rules of today; None for who has none here."""
    met = kept.get("met")
    if not isinstance(met, dict):
        return None
    rules = [rule for rule in login.rules if rule.value in met.get(rule.claim, ())]
    roles = [rule.role for rule in rules if rule.role is not None]
    if not roles and login.unknown is Unknown.REFUSED:
        return None
    role = max(roles, key=_RANK.index, default=Role.READER)
    given = [rule.organisations for rule in rules if rule.role in (None, role)]
    return role, frozenset().union(*given)


def actor_of(site: Site, kept: Mapping[str, Any]) -> Actor | None:
    """Who acts, by what the session's cookie keeps; None for a session that does not hold.

    It holds for `session_hours`, until the person signs out anywhere, while the provider is the
    one of tracker.toml. Raises ProgrammeNotFound or StoreDamaged.
    """
    person = kept.get("person")
    if not isinstance(person, str) or not person:
        return None
    login = login_of(site.folder)
    if kept.get("by") != login.issuer or not _lasts(kept.get("at"), login, site.clock()):
        return None
    rights = rights_of(login, kept)
    if rights is None:
        return None
    ended = SignIns(site.store.journal).signed_out(person)
    if ended is not None and float(kept["at"]) <= ended:
        return None
    role, organisations = rights
    return Actor(person, str(kept.get("name", "")), role, organisations)


def sign_in(
    site: Site, login: Login, claims: Mapping[str, Any], now: datetime
) -> dict[str, Any] | None:
    """Let somebody in whom the provider has named: what the cookie is to keep; None for nobody.

    Both are written down, by the person's id. Raises StoreMissing, StoreDamaged, StoreUnwritable
    or StoreBusy; nobody is let in of whom nothing could be written down.
    """
    person = person_of(site, login, claims)
    if person is None:
        return None
    kept = kept_of(login, claims, person, now)
    known = SignIns(site.store.journal)
    if rights_of(login, kept) is None:
        known.refused(person)
        return None
    known.sign_in(person)
    return kept


def sign_out(site: Site, actor: Actor | None) -> None:
    """End the sessions of whoever was signed in, in every browser. Raises as `sign_in`."""
    if actor is not None:
        SignIns(site.store.journal).sign_out(actor.person, site.clock().timestamp())


def _lasts(at: object, login: Login, now: datetime) -> bool:
    if isinstance(at, bool) or not isinstance(at, int | float) or not math.isfinite(at):
        return False
    age = now.timestamp() - at
    return -LEEWAY.total_seconds() <= age <= timedelta(hours=login.session_hours).total_seconds()


def _meets(claims: Mapping[str, Any], rule: Rule) -> bool:
    """Whether a claim is, or holds, the value. An address that nobody has verified is no claim."""
    if rule.claim == "email" and claims.get("email_verified") is not True:
        return False
    found = _found(claims, rule.claim)
    values = found if isinstance(found, list) else [found]
    return any(isinstance(one, str | int) and str(one) == rule.value for one in values)


def _found(claims: Mapping[str, Any], name: str) -> object:
    """A claim by its name, or by its path with dots, as `realm_access.roles`."""
    if name in claims:
        return claims[name]
    found: object = claims
    for part in name.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(part)
    return found


def _name(claims: Mapping[str, Any]) -> str:
    told = str(claims.get("name") or claims.get("preferred_username") or "")
    return " ".join("".join(c if c.isprintable() else " " for c in told).split())[:_LONGEST_NAME]
