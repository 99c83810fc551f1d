"""One publication, as a reader may see it: the only way out of the record."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

import pyarrow as pa

from tracker import disclosure
from tracker.disclosure import Visibility
from tracker.model.access import Audience, Reader
from tracker.model.definitions import Definitions, Indicator
from tracker.model.observations import Series
from tracker.model.records import PhaseDecision, Publication, Purge, Upload, Withdrawal
from tracker.model.steering import AnyEntry, EntryKind, Recorded
from tracker.store.control import hidden_in, read_definitions, rules_in
from tracker.store.database import PublicationFile
from tracker.store.purging_files import purges_told
from tracker.store.purging_shown import purge_as_seen
from tracker.store.series import series_in
from tracker.store.snapshot_seen import (
    chosen,
    decision_as_seen,
    entry_as_seen,
    may_see,
    publication_in,
    upload_as_seen,
    versions_of,
)

SeriesKey = tuple[str, str]  # (indicator id, area id)


class Snapshot:
    """Publication `number`, read from a file that holds it and all before it.

    An earlier publication is shown with the definitions of its day, but under today's
    disclosure control as well: what has been closed since does not stand open in the past, and
    what any publication must hide is hidden in all.
    """

    def __init__(self, file: PublicationFile, number: int, newest: int) -> None:
        self.number = number
        self._file = file
        self._newest = newest

    def definitions(self) -> Definitions | None:
        """The definitions in force; None before the first were applied."""
        return self._definitions[1]

    def fingerprint(self) -> str:
        """SHA-256 of the definitions as JSON; empty before the first were applied."""
        return self._definitions[0]

    def observations(
        self,
        reader: Reader,
        *,
        indicators: Sequence[str] | None = None,
        areas: Sequence[str] | None = None,
    ) -> pa.Table:
        """The values in force: OBSERVATIONS, upload_id (string) and fictional (bool).

        None takes every indicator or area that the definitions know; no others are ever given.
        Ordered by indicator, area and period. Raises StoreDamaged.
        """
        now, then = self._rules
        seen = [i for i in now if self._visibility(reader, i) is not Visibility.NAME_ONLY]
        table = self._file.chosen(
            "read/choose_observations",
            {
                "indicators": chosen(seen, indicators),
                "areas": chosen(self._areas, areas),
                "publication": self.number,
            },
        )
        hidden = hidden_in(self._file, reader)
        table = disclosure.apply(table, reader, then, hidden)
        return table if now is then else disclosure.apply(table, reader, now, hidden)

    def series(
        self,
        reader: Reader,
        *,
        indicators: Sequence[str] | None = None,
        areas: Sequence[str] | None = None,
    ) -> tuple[Series, ...]:
        """The same, as series; ordered by indicator and area. A series without values is absent."""
        return series_in(self.observations(reader, indicators=indicators, areas=areas))

    def uploads(self, reader: Reader) -> tuple[Upload, ...]:
        """The uploads in force, in the order of acceptance.

        `öppen` sees those with a value in force in a series whose values it may see, and not which
        other series they are of.
        """
        every = map(Upload.model_validate_json, self._column("read/uploads"))
        uploads = (upload_as_seen(one, partial(self._visibility, reader)) for one in every)
        if reader.audience is not Audience.OPEN:
            return tuple(uploads)
        shown = self.upload_series(reader)
        return tuple(u.model_copy(update={"indicators": None}) for u in uploads if u.id in shown)

    def upload_series(self, reader: Reader) -> dict[str, tuple[SeriesKey, ...]]:
        """The series that hold a value in force from each upload, by upload id.

        Series whose name is all that the reader may see are left out.
        """
        found: dict[str, list[SeriesKey]] = {}
        for upload, indicator, area in self._upload_series:
            if self._visibility(reader, indicator) is not Visibility.NAME_ONLY:
                found.setdefault(upload, []).append((indicator, area))
        return {upload: tuple(series) for upload, series in found.items()}

    def decisions(self, reader: Reader) -> tuple[PhaseDecision, ...]:
        """The phase decisions in force, oldest `valid_from` first.

        `öppen` does not see who took part, who recorded it, at which meeting, nor what was frozen.
        """
        every = map(PhaseDecision.model_validate_json, self._column("read/decisions"))
        decisions = (decision_as_seen(one, reader) for one in every)
        return tuple(sorted(decisions, key=lambda d: (d.valid_from, d.recorded_at, d.id)))

    def entries(self, reader: Reader, kind: EntryKind | None = None) -> tuple[Recorded, ...]:
        """The newest version of each entry, of one kind or of all, as first recorded first.

        Withdrawn entries are among them. `öppen` sees what is done, promised and has happened,
        and not by whom it was recorded; what is said within the group (judgements, answers,
        meetings, notes) it does not see. Nobody sees an answer, or a judgement built on evidence,
        about a series that she may know by name only, nor a note on one with hidden numbers:
        like a comment on a value, it may repeat them.
        """
        return tuple(
            entry_as_seen(recorded, reader)
            for recorded in self._entries
            if kind in (None, recorded.entry.kind) and self._may_see(reader, recorded.entry)
        )

    def entry_history(self, reader: Reader, entry_id: str) -> tuple[Recorded, ...]:
        """Every version of an entry up to this publication that the reader may see, oldest first.

        Empty for an id that names nothing.
        """
        if not self._file.holds_entries:
            return ()
        rows = self._file.rows("read/entry_history", {"id": entry_id, "publication": self.number})
        return tuple(
            entry_as_seen(recorded, reader)
            for recorded in versions_of(rows)
            if self._may_see(reader, recorded.entry)
        )

    def publications(self) -> tuple[Publication, ...]:
        """Every publication up to this one, oldest first."""
        return tuple(map(publication_in, self._rows("read/publications")))

    def withdrawals(self, reader: Reader) -> tuple[Withdrawal, ...]:
        """The uploads that were taken out of force up to this publication, oldest first.

        `öppen` sees none, and nobody one that had values of a series with numbers hidden from her:
        the reason may repeat them.
        """
        if not self._file.holds_withdrawals or reader.audience is Audience.OPEN:
            return ()
        every = map(Withdrawal.model_validate_json, self._column("read/withdrawals"))
        return tuple(
            one
            for one in every
            if all(self._visibility(reader, i) is Visibility.FULL for i, _ in one.series)
        )

    def purges(self, reader: Reader) -> tuple[Purge, ...]:
        """What was ever removed for good, oldest first, also by a later publication.

        Of an upload to those who may see a series that it had values of; of an entry to those who
        could see entries of its kind. Why and by whom is told to nobody from whom numbers of the
        series are hidden, and not to `öppen`.
        """
        seen = (
            purge_as_seen(one, reader, {i: self._visibility(reader, i) for i, _ in one.series})
            for one in purges_told(self._file)
        )
        return tuple(one for one in seen if one)

    def person_names(self) -> dict[str, str]:
        """The name of every person who has written, by id, as it was last given."""
        return dict(self._file.rows("read/persons"))

    @cached_property
    def _definitions(self) -> tuple[str, Definitions | None]:
        return self._definitions_of(self.number)

    def _definitions_of(self, number: int) -> tuple[str, Definitions | None]:
        rows = self._file.rows("read/definitions", {"publication": number})
        if not rows:
            return "", None
        fingerprint, json = rows[0]
        return fingerprint, read_definitions(json)

    @cached_property
    def _rules(self) -> tuple[Mapping[str, Indicator], Mapping[str, Indicator]]:
        """The indicators of this publication under today's rules, and under its own."""
        definitions = self.definitions()
        if definitions is None:
            return {}, {}
        then = definitions.indicators
        if self.number == self._newest:
            return then, then
        rules = rules_in(self._file)
        return {id_: rules.today[rules.newest_id(id_)] for id_ in then}, then

    def _visibility(self, reader: Reader, indicator: str) -> Visibility:
        """The stricter of today's visibility and that of the publication's own day."""
        found = {
            disclosure.visibility(reader, rules[indicator])
            for rules in self._rules
            if indicator in rules
        }
        for visibility in (Visibility.NAME_ONLY, Visibility.SUPPRESSED):
            if visibility in found or not found:
                return visibility
        return Visibility.FULL

    def _may_see(self, reader: Reader, entry: AnyEntry) -> bool:
        _, then = self._rules
        return may_see(entry, reader, partial(self._visibility, reader), then.values())

    @cached_property
    def _entries(self) -> tuple[Recorded, ...]:
        if not self._file.holds_entries:
            return ()
        return tuple(Recorded.model_validate_json(j) for j in self._column("read/entries"))

    @property
    def _areas(self) -> Iterable[str]:
        definitions = self.definitions()
        return definitions.areas if definitions else ()

    @cached_property
    def _upload_series(self) -> list[tuple[str, str, str]]:
        return [(str(u), str(i), str(a)) for u, i, a in self._rows("read/upload_series")]

    def _column(self, statement: str) -> list[str]:
        return [row[0] for row in self._rows(statement)]

    def _rows(self, statement: str) -> list[tuple[Any, ...]]:
        return self._file.rows(statement, {"publication": self.number})
