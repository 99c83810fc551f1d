"""Delningslänk: a view frozen as it stood, for those of one audience who are given the link."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from tracker.model.access import ALL_ORGANISATIONS, Audience, Reader
from tracker.model.report import Report

_RANK = tuple(Audience)  # each sees at least what those before it see


class LinkState(StrEnum):
    """Whether a link still opens."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True)
class ShareLink:
    """A frozen link as it is kept. What opens it is known only to those who were given it.

    id           names it in lists and in the journal; opens nothing
    view         the address that was frozen, below the host
    audience, organisations
                 as whom it shows; organisations matter to `analys` only
    frozen       SHA-256 of what it shows
    expires_on   the last day that it opens
    made_by, revoked_by
                 person ids
    opened       how many times, and on which day last; no more, so it is no record of hours
    """

    id: str
    view: str
    audience: Audience
    organisations: frozenset[str]
    publication: int
    reference_date: date
    frozen: str
    note: str | None
    made_by: str
    made_at: datetime
    expires_on: date
    revoked_at: datetime | None = None
    revoked_by: str | None = None
    opened: int = 0
    last_opened: date | None = None

    @property
    def reader(self) -> Reader:
        """As whom it shows."""
        return Reader(self.audience, self.organisations)

    def state(self, today: date) -> LinkState:
        """Whether it opens today."""
        if self.revoked_at is not None:
            return LinkState.REVOKED
        return LinkState.ACTIVE if today <= self.expires_on else LinkState.EXPIRED

    def may_be_read_by(self, reader: Reader) -> bool:
        """Whether a reader may see all that those whom it was made for see."""
        return reads_as(reader, self.reader)


def reads_as(reader: Reader, other: Reader) -> bool:
    """Whether a reader may see all that another may."""
    if _RANK.index(reader.audience) < _RANK.index(other.audience):
        return False
    everything = ALL_ORGANISATIONS in reader.organisations
    return everything or reader.organisations >= other.organisations


def reader_as(reader: Reader, audience: Audience) -> Reader:
    """The reader as one of another audience: organisations matter to `analys` only."""
    own = reader.organisations if audience is Audience.ANALYSIS else frozenset[str]()
    return Reader(audience, own)


class FrozenReport(BaseModel):
    """What links show: the report of the day, whole, as its audience saw it.

    In format 2 nothing of one link alone, so that links made of the same report keep it once.
    Format 1 had that too: the address that was frozen, when, and by whom (person id).

    definitions  fingerprint of those in force
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")

    format: Literal[1, 2]
    view: str = ""
    made_at: datetime | None = None
    made_by: str = ""
    publication: int
    definitions: str
    method: str
    audience: Audience
    organisations: tuple[str, ...]
    reference_date: date
    report: Report
