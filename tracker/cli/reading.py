"""`report` and `series`: what the store says, for an audience, of a version and a day."""

import argparse

from tracker.cli.terminal import actor, day, print_json
from tracker.errors import NotFound
from tracker.export.report_json import report_json, series_json
from tracker.export.series_csv import series_csv
from tracker.model.access import Audience, Reader
from tracker.model.report import Report
from tracker.service.access import ANYONE, reader_for
from tracker.service.programme import Site
from tracker.service.reports import build_report
from tracker.texts.catalogue import Texts


def report(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Print the phases and the goals, or the whole report as JSON."""
    read = _read(site, given)
    told = report_json(read, texts)
    if given.json:
        print_json(told)
        return 0
    print(f"{told['programme']} · {told['reference_date']} · {told['publication']}")
    for area in told["areas"]:
        phase = f"{texts('phase.word')} {area['phase']}" if area["phase"] else texts("phase.none")
        print(f"{area['name']}: {phase} ({area['since'] or '–'})")
    for goal in read.goals:
        print(f"{goal.goal.number} {texts.of(goal.goal.name)}")
        if goal.primary:
            one = series_json(goal.primary, texts)
            print(f"   {one['name']}: {one['verdict']['word']}. {one['verdict']['sentence']}")
    return 0


def series(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Print one indicator's values, of one area or of all."""
    read = _read(site, given)
    chosen = [
        s
        for s in read.every_series
        if s.indicator.id == given.indicator and given.area in (None, s.area.id)
    ]
    if not chosen:
        if indicator := read.definitions.indicators.get(given.indicator):
            areas = ", ".join(indicator.areas)
            raise NotFound("not_in_area", indicator=indicator.id, area=given.area, areas=areas)
        raise NotFound("unknown_series", indicator=given.indicator)
    if given.format == "json":
        print_json({"format": 1, "series": [series_json(s, texts) for s in chosen]})
    else:
        print(series_csv(chosen), end="")
    return 0


def _read(site: Site, given: argparse.Namespace) -> Report:
    audience = Audience(given.audience)
    mine = reader_for(actor())
    reader = ANYONE if audience is Audience.OPEN else Reader(audience, mine.organisations)
    per = day(given.per_den) if given.per_den else None
    made = build_report(site.store.at(given.as_of), reader, today=site.today, per=per)
    if made is None:
        raise NotFound("no_definitions")
    return made
