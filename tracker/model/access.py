"""Who reads and who acts. Every read takes a Reader and every write an Actor, without defaults."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Audience(StrEnum):
    """Visningsnivå: how much of a series a reader may see."""

    OPEN = "öppen"
    INTERNAL = "intern"
    ANALYSIS = "analys"


class Confidentiality(StrEnum):
    """How a series is classed by the organisation that delivers it."""

    OPEN = "öppen"
    INTERNAL = "intern"
    TO_BE_ASSESSED = "sekretessprövas"


class Role(StrEnum):
    """What a person may do. The table of roles and actions stands in `service.access`."""

    READER = "läsare"
    STEERING = "styrgrupp"
    ANALYST = "analytiker"
    OWNER = "ägare"


ALL_ORGANISATIONS = "*"


def _belongs(organisations: frozenset[str], organisation: str) -> bool:
    return ALL_ORGANISATIONS in organisations or organisation in organisations


@dataclass(frozen=True)
class Reader:
    """For whom a read is made.

    organisations   ids of the organisations whose own series the reader may see in full;
                    ALL_ORGANISATIONS stands for every one (local mode).
    """

    audience: Audience
    organisations: frozenset[str]

    def belongs_to(self, organisation: str) -> bool:
        """Whether the reader counts as belonging to `organisation`."""
        return _belongs(self.organisations, organisation)


@dataclass(frozen=True)
class Actor:
    """Who makes a write. `person` is a stable id; `name` is kept in one table of the store."""

    person: str
    name: str
    role: Role
    organisations: frozenset[str]

    def belongs_to(self, organisation: str) -> bool:
        """Whether the actor counts as belonging to `organisation`."""
        return _belongs(self.organisations, organisation)


@dataclass(frozen=True)
class Token:
    """A key for a program. The secret itself is shown once and kept nowhere.

    label        what the owner calls it
    made_by      a person id
    expires_on   the last day it holds
    revoked_at   when it was ended before that
    """

    id: str
    label: str
    made_by: str
    role: Role
    organisations: frozenset[str]
    made_at: datetime
    expires_on: date
    revoked_at: datetime | None = None
    last_used_on: date | None = None
