"""Disclosure control over the whole record: found once for each file and each way of seeing it."""

from functools import lru_cache
from threading import Lock
from weakref import WeakKeyDictionary

from tracker import disclosure
from tracker.disclosure import NOTHING_MORE, Gone, Hidden, History, Rules, Visibility
from tracker.model.access import Audience, Reader
from tracker.model.definitions import Definitions
from tracker.store.database import PublicationFile
from tracker.store.purging_files import purges_told


class Control:
    """What readers may not see in any publication that a file holds."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._rules: Rules | None = None
        self._of_reader: dict[Reader, Hidden] = {}
        self._of_sight: dict[tuple[bool, tuple[Visibility, ...]], Hidden] = {}

    def rules(self, file: PublicationFile) -> Rules:
        """Every version of the definitions in the file."""
        if self._rules is None:
            rows = file.rows("read/every_definitions")
            self._rules = Rules(tuple((since, read_definitions(json)) for since, json in rows))
        return self._rules

    def hidden(self, file: PublicationFile, reader: Reader) -> Hidden:
        """The cells that the reader sees in no publication. Raises StoreDamaged.

        Readers who may see as much of every series share one answer.
        """
        found = self._of_reader.get(reader)
        if found is None:
            rules = self.rules(file)
            sight = (
                reader.audience is Audience.OPEN,
                tuple(disclosure.visibility(reader, rule) for rule in rules.today.values()),
            )
            with self._lock:
                if sight not in self._of_sight:
                    self._of_sight[sight] = _hidden(file, rules, reader)
            found = self._of_reader[reader] = self._of_sight[sight]
        return found


def _hidden(file: PublicationFile, rules: Rules, reader: Reader) -> Hidden:
    revised = disclosure.controlled_series(rules, reader)
    if not revised:
        return NOTHING_MORE
    present = [(str(i), str(a), str(k)) for i, a, k in file.rows("read/series_kinds")]
    gone = tuple(
        Gone(indicator, area, one.first, one.publication if one.last is None else one.last)
        for one in purges_told(file)
        for indicator, area in one.series
    )
    whole = disclosure.whole_series(rules, reader, present, gone)
    params = {"whole": sorted(whole), "revised": sorted(revised - whole)}
    rows = file.chosen("read/choose_versions", params)
    return disclosure.hidden_cells(History(rows, rules, gone), reader)


_CONTROLS: WeakKeyDictionary[PublicationFile, Control] = WeakKeyDictionary()


def rules_in(file: PublicationFile) -> Rules:
    """Every version of the definitions in a file that this process has open."""
    return _CONTROLS.setdefault(file, Control()).rules(file)


def hidden_in(file: PublicationFile, reader: Reader) -> Hidden:
    """The cells that the reader sees in no publication of the file. Raises StoreDamaged."""
    return _CONTROLS.setdefault(file, Control()).hidden(file, reader)


@lru_cache(maxsize=64)
def read_definitions(json: str) -> Definitions:
    """Definitions as the record keeps them; those read before are not read again."""
    return Definitions.model_validate_json(json)
