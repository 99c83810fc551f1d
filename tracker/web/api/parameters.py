"""What may be asked: query parameters and bodies, each a closed type."""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from tracker.errors import TrackerError
from tracker.model.access import Audience
from tracker.model.base import Record, Slug
from tracker.model.records import Provenance
from tracker.texts.catalogue import Language

_GIVEN = 60  # characters of what was given that an answer repeats
_MOST_ID = 100
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")

Given = TypeVar("Given", bound=BaseModel)


def _number(raw: object) -> object:
    """A data version in one spelling, so one address."""
    if not isinstance(raw, str) or not _NUMBER.fullmatch(raw):
        raise ValueError("not a number")
    return int(raw)


def _day(raw: object) -> object:
    if not isinstance(raw, str) or date.fromisoformat(raw).isoformat() != raw:
        raise ValueError("not a day")
    return date.fromisoformat(raw)


Version = Annotated[int, BeforeValidator(_number), Field(ge=1, le=999_999_999)]
Day = Annotated[date, BeforeValidator(_day)]
Id = Annotated[Slug, Field(max_length=_MOST_ID)]


class Kind(StrEnum):
    """What an answer is written as."""

    JSON = "json"
    CSV = "csv"


class Query(BaseModel):
    """What every operation takes. `lang`: of the words in the answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lang: Language = Language.SV


class VersionQuery(Query):
    """What is asked of one data version; without `as_of` the one in force.

    audience   for whom, no more than one may see oneself
    format     before what the Accept header says
    """

    as_of: Version | None = None
    audience: Audience | None = None
    format: Kind | None = None


class ReportQuery(VersionQuery):
    """`per`: the reference date."""

    per: Day | None = None


class SeriesQuery(ReportQuery):
    """All series, or those of an indicator, of an area, or of both."""

    indicator: Id | None = None
    area: Id | None = None


class Accept(Record):
    """What is said when a draft is accepted.

    based_on           the data version that the preview was of
    replace_fictional  the answer to whether invented values go, where the preview asks it
    complete           the file holds all that there is in its span: what it lacks is withdrawn
    answers            to the file's questions, by their keys
    recipe             the id of the saved recipe that reads the file
    """

    based_on: Annotated[int, Field(ge=1, le=999_999_999)]
    provenance: Provenance
    replace_fictional: bool | None = None
    complete: bool = False
    answers: dict[str, str] = Field(default_factory=dict)
    recipe: Annotated[str, Field(max_length=_MOST_ID)] | None = None


def read_query(kind: type[Given], items: Sequence[tuple[str, str]]) -> Given:
    """The parameters of an address. Raises TrackerError for one that is not known, or not so."""
    params = dict(items)
    for key in params:
        if key not in kind.model_fields:
            known = ", ".join(sorted(kind.model_fields))
            raise TrackerError("api_parameter_unknown", key=key[:_GIVEN], known=known)
    if len(params) < len(items):
        keys = [key for key, _ in items]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise TrackerError("api_parameter_repeated", key=twice)
    try:
        return kind.model_validate(params)
    except ValidationError as error:
        key = str(error.errors(include_url=False)[0]["loc"][0])
        raise TrackerError("api_parameter_bad", key=key, given=params[key][:_GIVEN]) from None


def read_body(kind: type[Given], body: bytes) -> Given:
    """A body of JSON. Raises TrackerError that names the first field that is not as it should."""
    try:
        return kind.model_validate_json(body, strict=True)
    except ValidationError as error:
        place = error.errors(include_url=False, include_input=False)[0]["loc"]
        field = ".".join(str(part) for part in place)[:_GIVEN]
        raise TrackerError("api_body_bad", field=field or "–") from None
