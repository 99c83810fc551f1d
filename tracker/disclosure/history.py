"""Everything that the record has held: every version of the values, under every definition."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from tracker.model.definitions import Definitions, Indicator


@dataclass(frozen=True)
class Rules:
    """Every version of the definitions, oldest first, each with its first publication.

    A renamed indicator goes by its newest id, and each by today's rule, or its last.
    """

    versions: tuple[tuple[int, Definitions], ...]

    @cached_property
    def today(self) -> dict[str, Indicator]:
        """The rule of each indicator that ever was, by its newest id."""
        found: dict[str, Indicator] = {}
        for _, definitions in self.versions:
            found |= {self.newest_id(id_): i for id_, i in definitions.indicators.items()}
        return found

    def newest_id(self, indicator: str) -> str:
        """The id that an indicator goes by now."""
        return self._newest_ids.get(indicator, indicator)

    @cached_property
    def former_ids(self) -> dict[str, tuple[str, ...]]:
        """Every id that an indicator has gone by, the newest among them, by the newest."""
        found: dict[str, set[str]] = {}
        for _, definitions in self.versions:
            for id_ in (*definitions.indicators, *definitions.renamed):
                found.setdefault(self.newest_id(id_), {self.newest_id(id_)}).add(id_)
        return {id_: tuple(sorted(ids)) for id_, ids in found.items()}

    def at(self, publication: int) -> dict[str, Indicator]:
        """The rules of a publication's own day, by the newest id."""
        then = [d for since, d in self.versions if since <= publication]
        return {self.newest_id(i): rule for i, rule in then[-1].indicators.items()} if then else {}

    @cached_property
    def _newest_ids(self) -> dict[str, str]:
        onward: dict[str, str] = {}
        for _, definitions in self.versions:
            onward |= definitions.renamed
        now = self.versions[-1][1].indicators if self.versions else {}
        return {old: _last(old, onward, now) for old in onward}


def _last(id_: str, onward: dict[str, str], now: Iterable[str]) -> str:
    """Where the renamings lead; one that was renamed back ends where it is defined."""
    passed = {id_}
    while id_ not in now and (following := onward.get(id_)) and following not in passed:
        id_ = following
        passed.add(id_)
    return id_


@dataclass(frozen=True)
class Gone:
    """A series of which values were purged: between two publications she may have had any.

    Which periods they were of, and what they were, nobody may keep.
    """

    indicator: str  # by any id
    area: str
    since: int
    until: int


@dataclass(frozen=True)
class History:
    """What `hidden_cells` works on.

    rows    OBSERVATIONS, from_publication and to_publication (null: in force); in every version,
            each series that `whole_series` asks for, and each value that has ever been another
    gone    what has been purged of
    """

    rows: pa.Table
    rules: Rules
    gone: tuple[Gone, ...] = ()
