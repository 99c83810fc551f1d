"""JSON → Python, strictly: what is damaged, doubled, endless or too deep is a fault."""

import json
import re
from collections import Counter
from collections.abc import Container
from dataclasses import replace

from tracker.errors import Fault
from tracker.ingest.cubes.codes import CubeFault
from tracker.ingest.cubes.texts import text_faults
from tracker.ingest.encoding import decode
from tracker.ingest.own.preview import shown

# Every object and list costs about 200 bytes, every value up to 60: 1 GB holds this much.
_MAX_NESTED = 1_500_000
_MAX_VALUES = 8_000_000
# Links, ids and positions are no text; contacts are the publisher's own.
_NOT_SEARCHED = frozenset({"id", "gps", "url", "href", "link", "next", "previous", "next_url",
                           "previous_url", "contact", "updated", "datetime"})  # fmt: skip
_KOLADA_UNIT = re.compile(r"V\d{2}E\d{6,14}", re.ASCII)  # digits that look like a telephone's
# A link, an id, a position; or a time, where «08-11 19:10» looks like a telephone number.
_PLAIN = re.compile(r"[\w\-./:?=&%~+#,]*|[\d\-:.+TZ ]*", re.ASCII)


class _Refused(ValueError):
    """What stops the reading, as a fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def parse_json(data: bytes) -> tuple[object, str] | Fault:
    """The document and its encoding, its texts free of personal data; or why it is refused."""
    nested = data.count(b"{") + data.count(b"[")
    if nested > _MAX_NESTED or data.count(b",") > _MAX_VALUES:
        return Fault(CubeFault.JSON_TOO_LARGE)
    text = decode(data)
    if isinstance(text, Fault):
        return text
    try:
        document = json.loads(
            text.body, object_pairs_hook=_object, parse_constant=_constant, parse_int=_whole
        )
    except _Refused as refused:
        return refused.fault
    except json.JSONDecodeError as error:
        return Fault(CubeFault.JSON_SYNTAX, row=error.lineno)
    except RecursionError:
        return Fault(CubeFault.JSON_TOO_DEEP)
    found = text_faults(_strings(document))
    if found:
        path, said = _place(document, found)
        return replace(found[said], path=path)
    return document, text.encoding


def unexpected(path: str) -> Fault:
    """The fault of something that the format does not have at this place."""
    return Fault(CubeFault.JSON_UNEXPECTED, path=path)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) < len(pairs):
        twice = next(key for key, n in Counter(key for key, _ in pairs).items() if n > 1)
        raise _Refused(Fault(CubeFault.JSON_SAME_KEY, {"key": shown(twice)}))
    return read


def _constant(word: str) -> object:
    raise _Refused(Fault(CubeFault.JSON_NO_NUMBER, cell=word))


def _whole(digits: str) -> int | float:
    """A whole number; one too long to be exact becomes a float, which the reader refuses."""
    return int(digits) if len(digits) <= 20 else float("inf")


def _strings(document: object) -> set[str]:
    """Every text that a person may have written, keys included."""
    found: set[str] = set()
    waiting: list[object] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, dict):
            found.update(value)
            for key, inner in value.items():
                if isinstance(inner, str | dict | list) and not _is_no_text(key, inner):
                    waiting.append(inner)
        elif isinstance(value, list):
            waiting.extend(value)
    return found


def _place(document: object, flawed: Container[str]) -> tuple[str, str]:
    """Path and text of the first text with a fault."""
    waiting: list[tuple[str, object]] = [("$", document)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str) and value in flawed:
            return path, value
        if isinstance(value, dict):
            for key in value:
                if key in flawed:
                    return path, key
            inner = [(f"{path}.{k}", v) for k, v in value.items() if not _is_no_text(k, v)]
            waiting.extend(reversed(inner))
        elif isinstance(value, list):
            waiting.extend((f"{path}[{i}]", value[i]) for i in reversed(range(len(value))))
    raise KeyError(flawed)


def _is_no_text(key: str, value: object) -> bool:
    if isinstance(value, str) and _KOLADA_UNIT.fullmatch(value):
        return True
    plain = not isinstance(value, str) or bool(_PLAIN.fullmatch(value))
    return plain and key in _NOT_SEARCHED
