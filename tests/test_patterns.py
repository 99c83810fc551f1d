"""No pattern that meets foreign text takes time with the square of its length.

Every pattern of the packages that read files and forms is run on texts that are made of its own
parts: what may be repeated, again and again, after what comes before it and by itself. A linear
one needs some milliseconds of the processor's time for each, a quadratic one more than a second.
"""

import ast
import importlib
import pkgutil
import random
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from re import _constants as of
from re import _parser as parser

import pytest

import tracker

PACKAGES = re.compile(r"tracker\.(model|definitions|ingest|store|service|export|web\.api)\b")
LONG = 20_000  # characters
MOST = 0.5  # seconds of the processor's time, some 200 times what is needed
SEARCHES = {"search", "sub", "subn", "split", "findall", "finditer"}
ANY = "a1 -.,;<>\"'()=/|:@\\{[_åA"
OF_CATEGORY = {
    of.CATEGORY_DIGIT: "1",
    of.CATEGORY_SPACE: " ",
    of.CATEGORY_WORD: "a1_",
    of.CATEGORY_NOT_DIGIT: "a ",
    of.CATEGORY_NOT_SPACE: "a1",
    of.CATEGORY_NOT_WORD: " -",
}
REPEATS = {of.MAX_REPEAT, of.MIN_REPEAT, of.POSSESSIVE_REPEAT}


class Slow(Exception):
    """A pattern went on for longer than it may."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise Slow when the processor has worked for longer; a search is broken off as well."""

    def over(*_: object) -> None:
        raise Slow

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def held(value: object, deep: int = 0) -> Iterator[re.Pattern]:
    """The patterns in a module's variable."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from held([*value, *value.values()], deep + 1)
    elif isinstance(value, tuple | list) and deep < 3:
        for one in value:
            yield from held(one, deep + 1)


def patterns() -> dict[tuple[str, str], list[re.Pattern]]:
    """Every pattern, by its place and the way that it is used: match, search or fullmatch."""
    found: dict[tuple[str, str], list[re.Pattern]] = {}
    for module in pkgutil.walk_packages(tracker.__path__, "tracker."):
        if not PACKAGES.match(module.name):
            continue
        held_in = importlib.import_module(module.name)
        source = Path(held_in.__file__).read_text("utf-8")
        for name, value in vars(held_in).items():
            for pattern in held(value):
                used = set(re.findall(rf"\b{re.escape(name)}\.([a-z]+)\(", source))
                ways = {"search" if way in SEARCHES else way for way in used}
                for way in ways & {"match", "search", "fullmatch"} or {"fullmatch"}:
                    found.setdefault((f"{module.name}.{name}", way), []).append(pattern)
        for node in ast.walk(ast.parse(source)):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="re"), attr=used),
                    args=[ast.Constant(value=written), *_],
                ) if used != "compile":
                    way = "search" if used in SEARCHES else used
                    place = f"{module.name}:{node.lineno}"
                    found.setdefault((place, way), []).append(re.compile(written))
    return found


def letters(op: object, told: object) -> str:
    """What one character of a pattern may be; empty for what is none."""
    match op:
        case of.LITERAL:
            return chr(told)
        case of.ANY:
            return "a1 "
        case of.NOT_LITERAL:
            return "".join(one for one in ANY if ord(one) != told)[:6]
        case of.IN:
            some = "".join(
                OF_CATEGORY[more]
                if kind is of.CATEGORY
                else chr(more if kind is of.LITERAL else more[0])
                for kind, more in told
                if kind is not of.NEGATE
            )
            negated = told[0][0] is of.NEGATE
            return "".join(o for o in ANY if o not in some)[:6] if negated else some[:6]
    return ""


def inside(op: object, told: object) -> list:
    """The parts of a part."""
    if op in REPEATS:
        return [told[2]]
    if op is of.SUBPATTERN:
        return [told[3]]
    if op is of.ATOMIC_GROUP:
        return [told]
    if op is of.BRANCH:
        return told[1]
    return [told[1]] if op in {of.ASSERT, of.ASSERT_NOT} else []


def example(part: list, chance: random.Random) -> str:
    """A text that may match a part of a pattern."""
    text = ""
    for op, told in part:
        if may := letters(op, told):
            text += chance.choice(may)
        elif op in REPEATS:
            often = max(told[0], min(told[1], chance.choice((0, 1))))
            text += "".join(example(told[2], chance) for _ in range(often))
        elif op not in {of.ASSERT, of.ASSERT_NOT} and (parts := inside(op, told)):
            text += example(chance.choice(parts), chance)
    return text


def repeated(part: list, before: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """What comes before each part that may be repeated for long, and texts to repeat."""
    for place, (op, told) in enumerate(part):
        here = before + example(part[:place], chance)
        if op in REPEATS and told[1] > 30:
            alone = letters(*told[2][0]) if len(told[2]) == 1 else ""
            yield from ((here, one) for one in alone or [example(told[2], chance)] if one)
        for one in inside(op, told):
            yield from repeated(one, here, chance)


def attacks(pattern: re.Pattern) -> set[str]:
    """Long texts that are made to keep a pattern busy."""
    chance = random.Random(1)
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    parsed = list(parser.parse(pattern.pattern, flags))
    found = {pair for _ in range(2) for pair in repeated(parsed, "", chance)}
    units = {unit for before, one in found for unit in (one, before + one)}
    single = sorted({one for _, one in found})[:6]
    units |= {first + second for first in single for second in single}
    texts = {unit * (LONG // len(unit)) for unit in units}
    return texts | {before + one * (LONG // len(one)) + "\0" for before, one in found}


def too_slow(pattern: re.Pattern, way: str) -> str:
    """The beginning of a text that a pattern takes too long for; empty: none was found."""
    for text in attacks(pattern):
        given = text.encode() if isinstance(pattern.pattern, bytes) else text
        try:
            with at_most(MOST):
                getattr(pattern, way)(given)
        except Slow:
            return text[:60]
    return ""


@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        pytest.param(r"(?:\+|00)46[\s\-]*(?:\(0\)|0)?[\s\-]*[1-9]", "search", id="two in a row"),
        pytest.param(rb">([^<>]*[@\d][^<>]*)<", "search", id="one between two"),
        pytest.param(rb"([\w:]+)\s*=", "search", id="begun anew at each letter"),
        pytest.param(r"(?:a+)+b", "match", id="one in another"),
    ],
)
def test_the_attacks_find_those_that_were_slow(pattern, way):
    assert too_slow(re.compile(pattern), way)


def test_no_pattern_is_slower_than_its_text_is_long():
    every = patterns()
    assert len(every) > 100
    slow = {
        place: begins
        for (place, way), those in every.items()
        for begins in [next(filter(None, (too_slow(one, way) for one in those)), "")]
        if begins
    }
    assert slow == {}
