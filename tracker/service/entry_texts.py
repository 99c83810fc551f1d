"""The texts of a record that people write, and whether any holds personal data."""

from collections.abc import Iterator, Mapping

from tracker.ingest.personal import is_personal
from tracker.model.base import Record


def personal_fields(record: Record) -> tuple[str, ...]:
    """The places of a record's texts that hold personal data, such as `updates › 2 › text`."""
    return tuple(place for place, text in texts(record) if is_personal(text))


def texts(value: object, place: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every text in a record, each after its place."""
    match value:
        case str():
            yield " › ".join(place), value
        case tuple():
            for number, item in enumerate(value, start=1):
                yield from texts(item, (*place, str(number)))
        case Mapping():
            for key, item in value.items():
                yield from texts(key, (*place, str(key)))
                yield from texts(item, (*place, str(key)))
        case Record():
            for name, item in value:
                yield from texts(item, (*place, name))
