"""`template`: the own form to hand to whoever delivers the values."""

import argparse

from tracker.errors import NotFound, TrackerError
from tracker.export.templates import template_xlsx
from tracker.ingest import own_form_template, template_csv
from tracker.model.periods import Period, parse_period
from tracker.service.programme import Site
from tracker.texts.catalogue import Texts


def template(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Write the form of some indicators to a file that does not exist."""
    definitions = site.store.at().definitions()
    if definitions is None:
        raise NotFound("no_definitions")
    asked = own_form_template(
        definitions,
        indicators=given.indicators,
        areas=given.area,
        first=_period(given.first).start if given.first else None,
        last=_period(given.last).end if given.last else None,
    )
    if given.format == "xlsx":
        made = template_xlsx(asked, definitions, texts)
    else:
        made = ("\ufeff" + template_csv(asked)).encode()
    if given.output.exists():
        raise TrackerError("output_exists", file=given.output)
    try:
        given.output.write_bytes(made)
    except OSError as error:
        detail = error.strerror or str(error)
        raise TrackerError("output_unwritable", file=given.output, detail=detail) from error
    print(texts("template.written", file=str(given.output), n=len(asked.rows)))
    return 0


def _period(text: str) -> Period:
    """A period as typed; a day is one too. Raises TrackerError."""
    try:
        return parse_period(text.upper())
    except ValueError as error:
        raise TrackerError("bad_period", given=text) from error
