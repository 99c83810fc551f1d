"""Promises to citizens as chains: what is known of each link, what is missing, and what changed.

by_place        what is on record, in the groups that a reader looks for
chain           the links of one promise, from dialogue to what was told back
earlier         the versions before the one in force, and what stood otherwise in each
window_text     a span of days as a person writes it
promise_from    what was written in a form → the fields of a promise; so with `dialogue_from`
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from tracker.model.definitions import Area, Source
from tracker.model.periods import Period, parse_period
from tracker.model.steering import Agreement, AnyEntry, Dialogue, Promise, Recorded


class Link(StrEnum):
    """The links of a promise's chain, in their order."""

    DIALOGUE = "dialogue"
    PICTURE = "picture"  # gemensam lägesbild
    FOCUS = "focus"
    PROMISE = "promise"
    DONE = "done"
    FOLLOW_UP = "follow_up"
    TOLD_BACK = "told_back"


class State(StrEnum):
    """How much of a link is on record."""

    THERE = "there"
    PARTLY = "partly"
    MISSING = "missing"
    AWAITED = "awaited"  # missing, and nobody can ask for it yet


# What comes after a promise is asked for once the promise has ended.
_AFTERWARDS = frozenset({Link.DONE, Link.FOLLOW_UP, Link.TOLD_BACK})


@dataclass(frozen=True)
class Places:
    """What is on record and not withdrawn. An area's figures count `here` and nothing else."""

    here: tuple[Promise, ...]  # in an area of the programme
    elsewhere: tuple[Promise, ...]  # in the rest of the municipality
    unanswered: tuple[Dialogue, ...]  # dialogues that no promise names
    agreements: tuple[Agreement, ...]
    dialogues: Mapping[str, Dialogue]  # by id


def counts_here(area: Area | None) -> bool:
    """Whether a promise in the area is one of the programme's own; None: an area that is gone."""
    return area is None or area.level in ("whole", "sub_area", "unit")


def by_place(recorded: Iterable[Recorded], areas: Mapping[str, Area]) -> Places:
    """Group what is on record: what goes on first, then the newest. areas: as defined, by id."""

    def is_here(promise: Promise) -> bool:
        return promise.area is not None and counts_here(areas.get(promise.area))

    entries = [r.entry for r in recorded if not r.entry.withdrawn]
    promises = sorted((e for e in entries if isinstance(e, Promise)), key=_newest_first)
    dialogues = {e.id: e for e in entries if isinstance(e, Dialogue)}
    named = {id_ for promise in promises for id_ in promise.dialogues}
    return Places(
        here=tuple(p for p in promises if is_here(p)),
        elsewhere=tuple(p for p in promises if not is_here(p)),
        unanswered=tuple(d for d in dialogues.values() if d.id not in named),
        agreements=tuple(e for e in entries if isinstance(e, Agreement)),
        dialogues=dialogues,
    )


def _newest_first(promise: Promise) -> tuple[int, int, str]:
    order = ("ongoing", "planned", "ended").index(promise.status)
    return order, -(promise.years.start.toordinal() if promise.years else 0), promise.name


def chain(promise: Promise, dialogues: Mapping[str, Dialogue]) -> Mapping[Link, State]:
    """How much of each link is on record, in the links' order."""
    held = [dialogues[id_] for id_ in promise.dialogues if id_ in dialogues]
    there = {
        Link.DIALOGUE: any(dialogue.said for dialogue in held),
        Link.PICTURE: promise.shared_picture is not None,
        Link.FOCUS: bool(promise.focus),
        Link.PROMISE: promise.wording is not None,
        Link.DONE: bool(promise.done),
        Link.FOLLOW_UP: promise.follow_up is not None,
        Link.TOLD_BACK: promise.told_back is not None,
    }
    states = {link: State.THERE if there[link] else _lacking(promise, link) for link in Link}
    if held and not there[Link.DIALOGUE]:
        states[Link.DIALOGUE] = State.PARTLY
    if promise.wording is None and (promise.signed_by or promise.signed_on or promise.years):
        states[Link.PROMISE] = State.PARTLY
    return states


def _lacking(promise: Promise, link: Link) -> State:
    awaited = link in _AFTERWARDS and promise.status != "ended"
    return State.AWAITED if awaited else State.MISSING


def gaps(states: Mapping[Link, State]) -> tuple[Link, ...]:
    """The links of which something is missing that could be there by now."""
    return tuple(link for link, state in states.items() if state in (State.MISSING, State.PARTLY))


def ran_out(promise: Promise, day: date) -> date | None:
    """The last day of a promise that goes on by its status although its time is over."""
    over = promise.status == "ongoing" and promise.years and promise.years.end < day
    return promise.years.end if over and promise.years else None


@dataclass(frozen=True)
class Earlier:
    """A version before the one in force: what it said otherwise than the next one."""

    recorded: Recorded
    changed: tuple[str, ...]  # names of fields, in the model's order


def earlier(history: Sequence[Recorded]) -> tuple[Earlier, ...]:
    """The versions before the last, the latest first. history: oldest first."""
    found = [Earlier(old, tuple(_changed(old.entry, new.entry))) for old, new in pairwise(history)]
    return tuple(reversed(found))


def _changed(old: AnyEntry, new: AnyEntry) -> Iterator[str]:
    return (name for name, value in old if value != getattr(new, name, None))


def window_text(window: Period | None) -> str:
    """A span of days as a person writes it, such as `2019-2020`; empty for none."""
    if window is None:
        return ""
    code = window.code
    if parse_period(code) == window:
        return code
    return f"{window.start.isoformat()}..{window.end.isoformat()}"


def dialogue_from(form: Mapping[str, object], before: Dialogue | None) -> dict[str, object]:
    """A dialogue's fields as `read_entry` takes them, from what was written in its form."""
    return {**_common(form, before), "held": _text(form["held"]), "said": _lines(form["said"])}


def promise_from(form: Mapping[str, object], before: Promise | None) -> dict[str, object]:
    """A promise's fields as `read_entry` takes them, from what was written in its form."""
    listed = {name: _lines(form[name]) for name in ("focus", "signed_by", "done")}
    spans = {name: _text(form[name]) for name in ("signed_on", "years")}
    return {**_common(form, before), **listed, **spans}


def _common(form: Mapping[str, object], before: Dialogue | Promise | None) -> dict[str, object]:
    """What both forms have; what a form does not show is kept from the version before."""
    shown = {name: value for name, value in form.items() if not name.startswith("source_")}
    kept = {"id": before.id, "fictional": before.fictional} if before else {}
    return {**shown, **kept, "source": _source(form, before.source if before else None)}


def _source(form: Mapping[str, object], before: Source | None) -> dict[str, object] | None:
    """The source as written, None when nothing is; its day of reading is kept while it is so."""
    written = {name: _text(form[f"source_{name}"]) for name in ("title", "publisher", "url")}
    if not any(written.values()):
        return None
    same = before is not None and all(getattr(before, n) == v for n, v in written.items())
    read = before.read if before is not None and same else None
    return {name: value for name, value in {**written, "read": read}.items() if value is not None}


def _text(written: object) -> str | None:
    return str(written).strip() or None if written is not None else None


def _lines(written: object) -> tuple[str, ...]:
    return tuple(line.strip() for line in str(written or "").splitlines() if line.strip())
