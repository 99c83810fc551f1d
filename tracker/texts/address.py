"""The URL codec: a view of the tracker as a short, versioned address of stable ids, and back.

    /malomraden?v=1&mal=trygghet_centrum&serie=m3_trygga_kvall&omrade=gottsunda_centrum

A parameter that stands at its default is left out. An address that names something unknown is
not silently mended: `decode` gives the nearest safe view and says what it could not follow.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode, urlsplit

from tracker.errors import BadAddress, Fault
from tracker.model.definitions import Definitions
from tracker.texts.catalogue import Language

VERSION = "1"


class Page(StrEnum):
    """The pages, by the path they stand at; Läget, the first, stands at the root."""

    STATUS = "laget"
    GOALS = "malomraden"
    PHASES = "faser"
    UPLOAD = "ladda-upp"
    DATA = "data"
    ACTIONS = "atgarder"
    PROMISES = "medborgarloften"
    WEEK = "veckolage"
    MEETING = "styrgruppsmote"
    LAW = "underlag"
    LINKS = "delningslankar"
    ABOUT = "om"


# Where a frozen link shows; no page of its own to link to, so no member of Page.
SHARED = "delad"
# Pages that show nothing of a report, or whose work is with what is in force.
_NOT_FROZEN = frozenset({Page.UPLOAD, Page.LINKS, Page.ABOUT})


@dataclass(frozen=True)
class View:
    """What a person looks at. None: the page's own choice, or what is in force now."""

    page: Page = Page.STATUS
    goal: str | None = None
    indicator: str | None = None
    area: str | None = None
    phase: int | None = None
    condition: str | None = None  # that the judgement form opens at
    wide: bool = False  # the chart also shows what lies before and after the effort
    control: bool = False  # a control chart stands beside each chart that has one
    publication: int | None = None
    reference_date: date | None = None
    language: Language = Language.SV
    shared: Page | None = None  # the page to freeze, on Delningslänkar


@dataclass(frozen=True)
class Decoded:
    """The nearest safe view, and what in the address could not be followed."""

    view: View
    faults: tuple[Fault, ...]


JUDGE_PLACE = "bedom"  # the anchor of the judgement form, on Faser
_GIVEN = 60  # characters of what was given that a fault repeats
_KEYS = frozenset(
    {
        "v",
        "mal",
        "serie",
        "omrade",
        "fas",
        "villkor",
        "brett",
        "styr",
        "data",
        "per",
        "lang",
        "vy",
    }
)
# What streamlit or a mail program adds, and what is no fault of the sender.
_IGNORED_PREFIXES = ("utm_", "embed", "fbclid", "gclid")


def encode(view: View) -> dict[str, str]:
    """The query parameters of a view; empty when everything stands at its default."""
    params = {
        "mal": view.goal,
        "serie": view.indicator,
        "omrade": view.area,
        "fas": str(view.phase) if view.phase else None,
        "villkor": view.condition,
        "brett": "1" if view.wide else None,
        "styr": "1" if view.control else None,
        "data": str(view.publication) if view.publication is not None else None,
        "per": view.reference_date.isoformat() if view.reference_date else None,
        "lang": view.language.value if view.language is not Language.SV else None,
        "vy": view.shared.value if view.shared else None,
    }
    given = {key: value for key, value in params.items() if value is not None}
    return {"v": VERSION, **given} if given else {}


def href(view: View, place: str = "") -> str:
    """The address below the host: path, query and, where given, the place on the page."""
    query = urlencode(encode(view))
    path = "" if view.page is Page.STATUS else view.page
    return f"/{path}" + (f"?{query}" if query else "") + (f"#{place}" if place else "")


def can_be_frozen(page: Page) -> bool:
    """Whether a page can be shown from a report that was frozen."""
    return page not in _NOT_FROZEN


def read_href(text: str) -> tuple[Page, dict[str, str]]:
    """The page and parameters of an address, with or without the host. Raises BadAddress."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        raise BadAddress("address_not_a_page", given=text[:_GIVEN]) from None
    name = parts.path.strip("/") or Page.STATUS.value
    if name not in set(Page):
        raise BadAddress("address_not_a_page", given=text[:_GIVEN])
    return Page(name), dict(parse_qsl(parts.query, keep_blank_values=True))


def series_place(indicator: str, area: str) -> str:
    """The anchor of a series' chart; the same on every page that draws it."""
    return f"{indicator}-{area}"


def decode(page: Page, params: Mapping[str, str], definitions: Definitions, newest: int) -> Decoded:
    """Read an address.

    definitions   what ids may name; those of the data version that the address asks for
    newest        the newest publication, which no address can go beyond
    """
    faults = [
        Fault("address_unknown_key", {"key": key, "given": params[key][:_GIVEN]})
        for key in sorted(set(params) - _KEYS)
        if not key.startswith(_IGNORED_PREFIXES)
    ]
    chosen: dict[str, object] = {}
    for key, (field, code, read) in _readers(definitions, newest).items():
        if key not in params:
            continue
        value = read(params[key])
        if value is None:
            faults.append(Fault(code, {"key": key, "given": params[key][:_GIVEN]}))
        elif field:
            chosen[field] = value
    return Decoded(replace(View(page=page), **chosen), tuple(faults))  # type: ignore[arg-type]


_Read = Callable[[str], object]


def _readers(definitions: Definitions, newest: int) -> dict[str, tuple[str, str, _Read]]:
    """Per parameter: the field of View that it fills, the fault, and how it is read."""
    goals = {goal.id for goal in definitions.programme.goals}
    conditions = {condition.id for condition in definitions.phase_model.conditions}
    return {
        "v": ("", "address_version", lambda text: text if text == VERSION else None),
        "mal": ("goal", "address_unknown_goal", _one_of(goals)),
        "serie": ("indicator", "address_unknown_indicator", _one_of(definitions.indicators)),
        "omrade": ("area", "address_unknown_area", _one_of(definitions.areas)),
        "fas": ("phase", "address_unknown_phase", {"1": 1, "2": 2, "3": 3}.get),
        "villkor": ("condition", "address_unknown_condition", _one_of(conditions)),
        "brett": ("wide", "address_bad_switch", {"1": True}.get),
        "styr": ("control", "address_bad_switch", {"1": True}.get),
        "data": (
            "publication",
            "address_unknown_publication",
            lambda text: publication_of({"data": text}, newest),
        ),
        "per": ("reference_date", "address_bad_date", _date),
        "lang": ("language", "address_unknown_language", {x.value: x for x in Language}.get),
        "vy": ("shared", "address_unknown_page", {x.value: x for x in Page}.get),
    }


def _one_of(known: Collection[str]) -> _Read:
    return lambda text: text if text in known else None


def _date(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None  # one spelling, so one address


def language_of(params: Mapping[str, str]) -> Language:
    """The language that an address asks for; Swedish when it asks for none we have."""
    asked = params.get("lang", Language.SV.value)
    return Language(asked) if asked in set(Language) else Language.SV


def publication_of(params: Mapping[str, str], newest: int) -> int | None:
    """The data version that an address asks for, when it exists."""
    number = _number(params.get("data", ""))
    return number if number is not None and 1 <= number <= newest else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None
