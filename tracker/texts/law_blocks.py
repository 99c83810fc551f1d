"""Blocks that underlaget is made of, and the small sentences that all of its sections use."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.model.definitions import Source
from tracker.model.steering import Entry
from tracker.service.law import Missing
from tracker.texts.catalogue import Texts


class Kind(StrEnum):
    """What a block is."""

    PART = "part"  # a heading of the act
    HEAD = "head"
    TEXT = "text"
    LIST = "list"
    MISSING = "missing"


@dataclass(frozen=True)
class Block:
    """A heading or a paragraph (one line), or a list (several)."""

    kind: Kind
    lines: tuple[str, ...]


def invented(fictional: bool, t: Texts) -> str:
    """The mark of an invented line; empty for a real one."""
    return f" [{t('fictional.word')}]" if fictional else ""


def ended(text: str) -> str:
    """The text with a full stop."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def origin(entry: Entry, source: Source | None, t: Texts) -> str:
    """Where an entry comes from, or that it is invented."""
    if entry.fictional:
        return invented(True, t)
    return " " + t("law.source", publisher=source.publisher, title=source.title) if source else ""


def missing_block(missing: Iterable[Missing], t: Texts) -> Iterator[Block]:
    """What a section lacks; nothing where it lacks nothing."""
    said = tuple(
        t(f"law.missing.{m.gap}", n=m.count) if m.count else t(f"law.missing.{m.gap}", n=1)
        for m in missing
    )
    if said:
        yield Block(Kind.MISSING, said)
