"""Files to take along: a series, the whole report, the underlag, the actions, a decision's slice.

Each is made for who asks, counted, written down where people sign in, and kept nowhere.
"""

import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tracker.errors import NotFound, TrackerError
from tracker.export.chart_image import can_draw
from tracker.export.frozen import frozen_file
from tracker.export.law_file import law_file
from tracker.export.report_json import report_json
from tracker.export.series_csv import series_csv
from tracker.export.series_files import MEDIA, PICTURES, FileKind, SeriesFile, series_file
from tracker.model.report import Report
from tracker.service.action_shelf import shelf_of
from tracker.service.freezing_seen import slice_seen
from tracker.service.steering import to_csv
from tracker.texts.address import Page, View, decode, encode, language_of, publication_of
from tracker.texts.catalogue import texts_in
from tracker.texts.faults import error_wording
from tracker.web.reports import report_for
from tracker.web.site import (
    Mode,
    actor_of_request,
    current_site,
    exports_a_minute,
    exports_from_address,
    mode,
    reader_of,
)

_WHOLE = {FileKind.CSV, FileKind.JSON}


def series_href(view: View, indicator: str, area: str, kind: FileKind) -> str:
    """The address of a series' file, in the view's version, date and language."""
    return _address(f"{indicator}/{area}.{kind}", view)


def report_href(view: View, kind: FileKind) -> str:
    """The address of the whole report as a file."""
    return _address(f"laget.{kind}", view)


def law_href(view: View) -> str:
    """The address of the underlag of the view's area as a text file."""
    return _address("underlag.txt", view, area=view.area)


def actions_href(view: View) -> str:
    """The address of the view's version of the actions, as the file that can be brought back."""
    return _address("atgarder.csv", view)


def decision_href(view: View, decision: str) -> str:
    """The address of what was frozen for a decision, in the view's version and language."""
    return _address(f"beslut/{decision}.json", view)


def kinds_offered() -> tuple[FileKind, ...]:
    """What a series can be taken along as here."""
    return tuple(kind for kind in FileKind if kind not in PICTURES or can_draw())


def _address(path: str, view: View, *, area: str | None = None) -> str:
    bare = View(
        area=area,
        publication=view.publication,
        reference_date=view.reference_date,
        language=view.language,
        wide=view.wide,
    )
    query = "&".join(f"{key}={value}" for key, value in encode(bare).items())
    return f"/fil/{path}" + (f"?{query}" if query else "")


def _seen(request: Request) -> tuple[Report, View]:
    """The report and view that the address asks for. Raises NotFound."""
    site = current_site()
    params = dict(request.query_params)
    newest = site.store.current()
    snapshot = site.store.at(publication_of(params, newest))
    definitions = snapshot.definitions()
    if definitions is None:
        raise NotFound("no_definitions")
    view = decode(Page.DATA, params, definitions, newest).view
    report = report_for(site, reader_of(request), snapshot.number, view.reference_date)
    if report is None:
        raise NotFound("no_definitions")
    return report, view


def _series(request: Request) -> Response:
    try:
        report, view = _seen(request)
        kind = FileKind(request.path_params["kind"])
        series = report.series_of(request.path_params["indicator"], request.path_params["area"])
    except TrackerError as error:
        return _refused(request, error, 503)
    except (KeyError, ValueError):
        asked = request.path_params["indicator"]
        return _refused(request, NotFound("unknown_series", indicator=asked), 404)
    if kind in PICTURES and (not can_draw() or not series.shown):
        return _refused(request, NotFound("file_not_here"), 404)
    texts = texts_in(view.language)
    made = series_file(series, report, kind, texts, wide=view.wide)
    return _download(request, made, report.publication)


def _report(request: Request) -> Response:
    try:
        report, view = _seen(request)
    except TrackerError as error:
        return _refused(request, error, 503)
    kind = request.path_params["kind"]
    if kind not in _WHOLE:
        return _refused(request, NotFound("file_not_here"), 404)
    if kind == FileKind.JSON:
        told = report_json(report, texts_in(view.language))
        content = json.dumps(told, ensure_ascii=False, indent=2)
    else:
        content = "\ufeff" + series_csv(report.every_series)
    name = f"laget-v{report.publication}.{kind}"
    made = SeriesFile(name, MEDIA[FileKind(kind)], content.encode())
    return _download(request, made, report.publication)


def _law(request: Request) -> Response:
    """The underlag as text, as the page shows it."""
    try:
        report, view = _seen(request)
        entries = current_site().store.at(report.publication).entries(reader_of(request))
        asked = view.reference_date is not None
        made = law_file(report, entries, texts_in(view.language), view.area, asked=asked)
    except TrackerError as error:
        return _refused(request, error, 503)
    if made is None:
        return _refused(request, NotFound("file_not_here"), 404)
    return _download(request, made.file, report.publication)


def _actions(request: Request) -> Response:
    """The actions as a CSV that can be changed and brought back."""
    site, params = current_site(), dict(request.query_params)
    try:
        snapshot = site.store.at(publication_of(params, site.store.current()))
        shelf = shelf_of(snapshot, reader_of(request))
    except TrackerError as error:
        return _refused(request, error, 503)
    content = to_csv((*shelf.every, *shelf.withdrawn))
    name = f"atgarder-v{snapshot.number}.csv"
    return _download(request, SeriesFile(name, MEDIA[FileKind.CSV], content), snapshot.number)


def _frozen(request: Request) -> Response:
    """The slice that a decision rests on, as who asks may see it today."""
    site = current_site()
    asked = request.path_params["decision"]
    params = dict(request.query_params)
    try:
        reader = reader_of(request)
        snapshot = site.store.at(publication_of(params, site.store.current()))
        for decision in snapshot.decisions(reader):
            named = decision.frozen if decision.id == asked else None
            if named and (seen := slice_seen(site, named, reader)):
                return _download(request, frozen_file(decision, seen), snapshot.number)
    except TrackerError as error:
        return _refused(request, error, 503)
    return _refused(request, NotFound("unknown_frozen", decision=asked), 404)


def _download(request: Request, made: SeriesFile, publication: int) -> Response:
    """The file; what somebody who has signed in takes along is written down first."""
    try:
        if person := _signed_in(request):
            current_site().store.journal.append("export", person, made.name, publication)
    except TrackerError as error:
        return _refused(request, error, 503)
    return Response(
        made.content,
        media_type=made.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{made.name}"',
            "Cache-Control": "no-store",
        },
    )


def _signed_in(request: Request) -> str | None:
    """The id of the person who asks, where people sign in."""
    actor = actor_of_request(request) if mode() is Mode.LOGIN else None
    return actor.person if actor else None


def _counted(make: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Refuse who has asked for too many files this minute, before any work is done.

    Counted is a person, or an address where nobody has signed in; on one's own computer nobody.
    """

    def counted(request: Request) -> Response:
        try:
            person = _signed_in(request)
        except TrackerError as error:
            return _refused(request, error, 503)
        seconds = _seconds_to_wait(request, person)
        if not seconds:
            return make(request)
        refused = _refused(request, TrackerError("too_often", seconds=seconds), 429)
        refused.headers["Retry-After"] = str(seconds)
        return refused

    return counted


def _seconds_to_wait(request: Request, person: str | None) -> int:
    folder = current_site().folder
    if person:
        return exports_a_minute(folder).wait(person)
    if mode() is Mode.LOCAL:
        return 0
    return exports_from_address(folder).wait(request.client.host if request.client else "")


def _refused(request: Request, error: TrackerError, status: int) -> Response:
    wording = error_wording(error, texts_in(language_of(dict(request.query_params))))
    told = {"code": error.code, "cause": wording.cause, "remedy": wording.remedy}
    return JSONResponse(told, status_code=status)


ROUTES = [
    Route("/fil/laget.{kind}", _counted(_report)),
    Route("/fil/underlag.txt", _counted(_law)),
    Route("/fil/atgarder.csv", _counted(_actions)),
    Route("/fil/beslut/{decision}.json", _counted(_frozen)),
    Route("/fil/{indicator}/{area}.{kind}", _counted(_series)),
]
