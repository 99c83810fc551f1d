"""Who may do what: one table of actions and roles, enforced here and nowhere else.

docs/sakerhet.md shows the same table; a test holds them together.
"""

import hashlib
from enum import StrEnum

from tracker.errors import NotAllowed
from tracker.model.access import ALL_ORGANISATIONS, Actor, Audience, Reader, Role


class Action(StrEnum):
    """What a use case does to the record."""

    UPLOAD = "upload"  # files and the weekly picture; also to withdraw them
    DECIDE = "decide"  # record a phase decision
    JUDGE = "judge"  # say what a condition is like
    ANSWER = "answer"  # answer a setback
    PLAN = "plan"  # record actions
    PROMISE = "promise"  # record dialogues, promises to citizens and agreements
    MEET = "meet"  # record a meeting
    NOTE = "note"  # tell the story behind a curve
    ADD_EVENT = "add_event"  # mark something on the axis of the charts
    LINK = "link"  # make, list and revoke one's own links
    ALL_LINKS = "all_links"  # the same with everybody's
    APPLY_DEFINITIONS = "apply_definitions"
    KEEP_STORE = "keep_store"  # make, rebuild, back up, restore, drop the example
    PURGE = "purge"  # remove for good
    TOKENS = "tokens"  # make, list and revoke keys for programs


class Scope(StrEnum):
    """How far a role's right to an action reaches."""

    ALL = "all"
    OWN = "own"  # for series that one's own organisations deliver
    NONE = "none"


_ALL, _OWN, _NO = Scope.ALL, Scope.OWN, Scope.NONE
_ROLES = (Role.READER, Role.STEERING, Role.ANALYST, Role.OWNER)
_TABLE = {
    # läsare, styrgrupp, analytiker, ägare
    Action.UPLOAD: (_NO, _NO, _OWN, _ALL),
    Action.DECIDE: (_NO, _ALL, _NO, _ALL),
    Action.JUDGE: (_NO, _ALL, _NO, _ALL),
    Action.ANSWER: (_NO, _ALL, _NO, _ALL),
    Action.PLAN: (_NO, _ALL, _NO, _ALL),
    Action.PROMISE: (_NO, _ALL, _NO, _ALL),
    Action.MEET: (_NO, _ALL, _NO, _ALL),
    Action.NOTE: (_NO, _ALL, _OWN, _ALL),
    Action.ADD_EVENT: (_NO, _ALL, _NO, _ALL),
    Action.LINK: (_ALL, _ALL, _ALL, _ALL),
    Action.ALL_LINKS: (_NO, _NO, _NO, _ALL),
    Action.APPLY_DEFINITIONS: (_NO, _NO, _NO, _ALL),
    Action.KEEP_STORE: (_NO, _NO, _NO, _ALL),
    Action.PURGE: (_NO, _NO, _NO, _ALL),
    Action.TOKENS: (_NO, _NO, _NO, _ALL),
}
MATRIX: dict[Action, dict[Role, Scope]] = {
    action: dict(zip(_ROLES, scopes, strict=True)) for action, scopes in _TABLE.items()
}

_AUDIENCE: dict[Role, Audience] = {
    Role.READER: Audience.INTERNAL,
    Role.STEERING: Audience.INTERNAL,
    Role.ANALYST: Audience.ANALYSIS,
    Role.OWNER: Audience.ANALYSIS,
}

ANYONE = Reader(Audience.OPEN, frozenset())


def may(actor: Actor | None, action: Action) -> bool:
    """Whether the role allows the action; nobody (None) may do anything."""
    return actor is not None and MATRIX[action][actor.role] is not Scope.NONE


def require(actor: Actor | None, action: Action) -> Actor:
    """The actor, when the role allows the action. Raises NotAllowed."""
    if actor is None or not may(actor, action):
        raise NotAllowed("not_allowed", action=action.value)
    return actor


def require_organisation(actor: Actor, organisation: str) -> None:
    """Raise NotAllowed when an analyst writes another organisation's series."""
    if actor.role is not Role.OWNER and not actor.belongs_to(organisation):
        raise NotAllowed("not_own_organisation", organisation=organisation)


def covers(actor: Actor, role: Role, organisations: frozenset[str]) -> bool:
    """Whether the actor may do and read all that somebody else of the role may."""
    order = list(Audience)
    return (
        order.index(_AUDIENCE[role]) <= order.index(_AUDIENCE[actor.role])
        and all(_reach(scopes[role]) <= _reach(scopes[actor.role]) for scopes in MATRIX.values())
        and all(actor.belongs_to(one) for one in organisations)
    )


def _reach(scope: Scope) -> int:
    return (Scope.NONE, Scope.OWN, Scope.ALL).index(scope)


def reader_for(actor: Actor | None) -> Reader:
    """What an actor may read; nobody (None) reads as the public does."""
    return Reader(_AUDIENCE[actor.role], actor.organisations) if actor else ANYONE


def local_owner(name: str) -> Actor:
    """The person at this computer, in local mode: owner's rights in every organisation.

    The id tells stated names apart without holding them; the name stands in the store's table.
    """
    stated = name.strip()
    digest = hashlib.sha256(stated.casefold().encode()).hexdigest()[:8]
    person = f"lokal-{digest}" if stated else "lokal"
    return Actor(person, stated, Role.OWNER, frozenset({ALL_ORGANISATIONS}))
