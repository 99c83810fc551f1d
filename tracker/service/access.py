"""Who may do what: one table of roles and actions, enforced here and nowhere else."""

import hashlib
from enum import StrEnum

from tracker.errors import NotAllowed
from tracker.model.access import ALL_ORGANISATIONS, Actor, Audience, Reader, Role


class Action(StrEnum):
    """What a use case does to the record."""

    UPLOAD = "upload"  # for indicators of one's own organisations
    DECIDE = "decide"  # record a phase decision
    JUDGE = "judge"  # say what a condition is like
    ANSWER = "answer"  # answer a setback
    PLAN = "plan"  # record actions
    PROMISE = "promise"  # record dialogues, promises to citizens and agreements
    MEET = "meet"  # record a meeting
    NOTE = "note"  # tell the story behind a curve; analysts those of their own organisations
    ADD_EVENT = "add_event"  # mark something on the axis of the charts
    APPLY_DEFINITIONS = "apply_definitions"
    KEEP_STORE = "keep_store"  # rebuild, restore, drop the example


_STEERING = frozenset(
    {
        Action.DECIDE,
        Action.JUDGE,
        Action.ANSWER,
        Action.PLAN,
        Action.PROMISE,
        Action.MEET,
        Action.NOTE,
        Action.ADD_EVENT,
    }
)
_ALLOWED: dict[Role, frozenset[Action]] = {
    Role.READER: frozenset(),
    Role.STEERING: _STEERING,
    Role.ANALYST: frozenset({Action.UPLOAD, Action.NOTE}),
    Role.OWNER: frozenset(Action),
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
    return actor is not None and action in _ALLOWED[actor.role]


def require(actor: Actor | None, action: Action) -> Actor:
    """The actor, when the role allows the action. Raises NotAllowed."""
    if actor is None or not may(actor, action):
        raise NotAllowed("not_allowed", action=action.value)
    return actor


def require_organisation(actor: Actor, organisation: str) -> None:
    """Raise NotAllowed when an analyst writes another organisation's series."""
    if actor.role is not Role.OWNER and not actor.belongs_to(organisation):
        raise NotAllowed("not_own_organisation", organisation=organisation)


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
