"""What can be read: the report, series, definitions and data versions, as the pages show them."""

import json
from typing import Any

from starlette.responses import Response

from tracker.errors import NotAllowed, NotFound
from tracker.export.report_json import report_json, series_json
from tracker.export.series_csv import series_csv
from tracker.export.tables import definitions_csv, publications_csv
from tracker.model.access import Audience, Reader
from tracker.model.links import reader_as, reads_as
from tracker.model.report import Report
from tracker.service.definitions_seen import definitions_seen
from tracker.service.reports import build_report
from tracker.web.api.answers import data, kind_asked
from tracker.web.api.asked import Asked, as_json
from tracker.web.api.objects import DefinitionsAnswer, Version, VersionsAnswer
from tracker.web.api.parameters import Kind, ReportQuery, SeriesQuery, VersionQuery
from tracker.web.reports import report_for


def report(asked: Asked) -> Response:
    """The whole report; as CSV every value of it."""
    made, kind = _report(asked), kind_asked(asked)
    if kind is Kind.CSV:
        content = series_csv(made.every_series)
    else:
        content = _json(report_json(made, asked.texts))
    return data(asked, content, kind, "rapport", made.publication)


def series(asked: Asked) -> Response:
    """Series: all, or of an indicator or an area. Raises NotFound for one that is not."""
    query, made, kind = asked.given(SeriesQuery), _report(asked), kind_asked(asked)
    _known(query, made)
    chosen = [
        one
        for one in made.every_series
        if query.indicator in (None, one.indicator.id) and query.area in (None, one.area.id)
    ]
    if kind is Kind.CSV:
        content = series_csv(chosen)
    else:
        told = {
            "format": 1,
            "publication": made.publication,
            "audience": made.audience.value,
            "reference_date": made.reference_date.isoformat(),
            "series": [series_json(one, asked.texts) for one in chosen],
        }
        content = _json(told)
    return data(asked, content, kind, "serier", made.publication)


def definitions(asked: Asked) -> Response:
    """What is measured, where and against what, and the phases with their conditions."""
    reader, kind = _reader(asked), kind_asked(asked)
    snapshot = asked.site.store.at(asked.given(VersionQuery).as_of)
    seen = definitions_seen(asked.site, snapshot, reader)
    if seen is None:
        raise NotFound("no_definitions")
    if kind is Kind.CSV:
        content = definitions_csv(seen, asked.texts)
    else:
        told = DefinitionsAnswer(
            publication=snapshot.number,
            audience=reader.audience,
            fingerprint=snapshot.fingerprint(),
            definitions=seen,
        )
        content = as_json(told)
    return data(asked, content, kind, "definitioner", snapshot.number)


def publications(asked: Asked) -> Response:
    """Every data version up to one."""
    reader, kind = _reader(asked), kind_asked(asked)
    snapshot = asked.site.store.at(asked.given(VersionQuery).as_of)
    found = snapshot.publications()
    if kind is Kind.CSV:
        content = publications_csv(found)
    else:
        shown = reader.audience is not Audience.OPEN
        told = VersionsAnswer(
            publication=snapshot.number,
            audience=reader.audience,
            publications=[
                Version(
                    number=one.number,
                    made_at=one.made_at,
                    kind=one.kind,
                    based_on=one.based_on,
                    what=one.what if shown else None,
                    made_by=one.made_by if shown else None,
                )
                for one in found
            ],
        )
        content = as_json(told)
    return data(asked, content, kind, "dataversioner", snapshot.number)


def _report(asked: Asked) -> Report:
    """The report that is asked for. Raises NotFound, NotAllowed, StoreError."""
    query, reader, site = asked.given(ReportQuery), _reader(asked), asked.site
    if query.as_of is None and query.per is None:  # what the pages show, made once for all
        made = report_for(site, reader, site.store.current(), None)
    else:
        snapshot = site.store.at(query.as_of)
        made = build_report(snapshot, reader, today=site.today, per=query.per)
    if made is None:
        raise NotFound("no_definitions")
    return made


def _reader(asked: Asked) -> Reader:
    """For whom it is read. Raises NotAllowed for more than the asker may see."""
    own, wanted = asked.asker.reader, asked.given(VersionQuery).audience
    if wanted is None:
        return own
    reader = reader_as(own, wanted)
    if not reads_as(own, reader):
        raise NotAllowed("api_audience_beyond", audience=wanted.value)
    return reader


def _known(query: SeriesQuery, made: Report) -> None:
    known = made.definitions
    indicator = known.indicators.get(query.indicator) if query.indicator else None
    if query.indicator and indicator is None:
        raise NotFound("unknown_series", indicator=query.indicator)
    if query.area and query.area not in known.areas:
        raise NotFound("api_area_unknown", area=query.area, known=", ".join(known.areas))
    if indicator and query.area and query.area not in indicator.areas:
        raise NotFound(
            "not_in_area",
            indicator=indicator.id,
            area=query.area,
            areas=", ".join(indicator.areas),
        )


def _json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, allow_nan=False, indent=2)
