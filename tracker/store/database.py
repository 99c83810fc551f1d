"""Opening publication files: locked down, with the schema that this version understands."""

import errno
import os
import weakref
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tracker.errors import StoreDamaged, StoreTooNew
from tracker.store.statements import sql

Row = tuple[Any, ...]
Params = Mapping[str, object]

# Each migration is SQL that takes a file from one schema version to the next, the first from 1
# to 2. The writer runs them on its copy. Readers meet older files too: a query may rely on a
# migration only when it also reads files from before it.
MIGRATIONS: tuple[str, ...] = (
    sql("migrate/to_2"),
    sql("migrate/to_3"),
    sql("migrate/to_4"),
)

ENTRIES_SINCE = 2  # the schema version that has a table of entries
WITHDRAWALS_SINCE = 3
PURGES_SINCE = 4

_LOCKED_DOWN = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}
# A later DuckDB would by default write files that 1.5 cannot open.
_FORMAT = {"storage_compatibility_version": "v1.5.0"}

_DAMAGE = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.SerializationException,
    duckdb.CatalogException,  # a table that should be there is not
)


def schema_version() -> int:
    """The version of the schema that this version of the tracker writes."""
    return 1 + len(MIGRATIONS)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn DuckDB's complaints of a file into StoreDamaged, with its name."""
    try:
        yield
    except _DAMAGE as error:
        if os.strerror(errno.EACCES) in str(error):
            raise StoreDamaged("store_file_unreadable", file=path) from error
        raise StoreDamaged("file_damaged", file=path) from error


class PublicationFile:
    """One immutable file, open for reading in this process. Any thread may ask.

    Its connection closes when nobody holds the object any more.
    """

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self._connection = connection
        self.close = weakref.finalize(self, connection.close)

    @cached_property
    def schema(self) -> int:
        """The version of the schema that the file was last written with."""
        return int(self.rows("read/schema_version")[0][0])

    @property
    def holds_entries(self) -> bool:
        """Whether the file is from after entries were thought of."""
        return self.schema >= ENTRIES_SINCE

    @property
    def holds_withdrawals(self) -> bool:
        """Whether the file is from after an upload could be withdrawn."""
        return self.schema >= WITHDRAWALS_SINCE

    @property
    def holds_purges(self) -> bool:
        """Whether the file is from after anything could be purged."""
        return self.schema >= PURGES_SINCE

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of one's own to the file, for several statements. Raises StoreDamaged."""
        with reading(self.path), self._connection.cursor() as cursor:
            yield cursor

    def rows(self, statement: str, params: Params | None = None) -> list[Row]:
        """The rows that sql/<statement>.sql gives. Raises StoreDamaged."""
        with self.cursor() as cursor:
            return cursor.execute(sql(statement), dict(params or {})).fetchall()

    def table(self, statement: str) -> pa.Table:
        """The same as an Arrow table, for a statement without parameters."""
        with self.cursor() as cursor:
            return cursor.sql(sql(statement)).to_arrow_table()

    def chosen(self, statement: str, params: Params) -> pa.Table:
        """What a statement with parameters puts in the temporary table `chosen`, as Arrow.

        Parameters and Arrow in one query cost thirty times the time in DuckDB 1.5, and a warning
        in 2.
        """
        with self.cursor() as cursor:
            cursor.execute(sql(statement), dict(params))
            return cursor.sql(sql("read/chosen")).to_arrow_table()


class Imagined(PublicationFile):
    """A file whose values are not those in force but those in a table `wanted`.

    connection    has that temporary table, as `replay` leaves it
    """

    def chosen(self, statement: str, params: Params) -> pa.Table:
        """As of a publication file; what is in force is what is in `wanted`."""
        if statement != "read/choose_observations":  # the history is what it is
            return super().chosen(statement, params)
        asked = {name: params[name] for name in ("indicators", "areas")}
        with reading(self.path):
            self._connection.execute(sql("recover/choose_wanted"), asked)
            return self._connection.sql(sql("read/chosen")).to_arrow_table()


def open_publication(path: Path) -> PublicationFile:
    """Open a file read-only.

    Raises FileNotFoundError, StoreDamaged or, for a later schema than ours, StoreTooNew.
    """
    if not path.exists():  # DuckDB has one error for every reason not to open
        raise FileNotFoundError(path)
    with reading(path):
        connection = duckdb.connect(path, read_only=True, config=dict(_LOCKED_DOWN))
    file = PublicationFile(path, connection)
    _refuse_newer(path, file.schema)
    return file


def open_nothing() -> PublicationFile:
    """What is read before the first publication: the schema, and not a row."""
    connection = duckdb.connect(":memory:", config=dict(_LOCKED_DOWN))
    connection.execute(sql("schema"))
    return PublicationFile(Path(":memory:"), connection)


@contextmanager
def open_for_writing(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a copy, or make a new file, in one transaction and on the newest schema.

    Leaving normally commits and checkpoints: everything is then in the one file.
    Raises StoreTooNew, and DuckDB's own errors: only the caller knows what they say of which file.
    """
    is_new = not path.exists()
    with closing(duckdb.connect(path, config={**_LOCKED_DOWN, **_FORMAT})) as connection:
        connection.begin()
        if is_new:
            connection.execute(sql("schema"))
        version = connection.execute(sql("read/schema_version")).fetchall()[0][0]
        _refuse_newer(path, version)
        for migration in MIGRATIONS[version - 1 :]:
            connection.execute(migration)
        connection.execute(sql("write/schema_version"), {"version": schema_version()})
        yield connection
        connection.commit()
        connection.checkpoint()


def _refuse_newer(path: Path, version: int) -> None:
    if version > schema_version():
        raise StoreTooNew("store_too_new", file=path, version=version, known=schema_version())
