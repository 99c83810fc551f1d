"""The SQL of the store, by name: one statement or script per file below sql/."""

from functools import cache
from importlib.resources import files


@cache
def sql(name: str) -> str:
    """The text of sql/<name>.sql, such as `read/observations`."""
    return (files(__package__) / "sql" / f"{name}.sql").read_text(encoding="utf-8")
