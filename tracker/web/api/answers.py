"""Answers that are files or objects: for whom they may be kept, and that they were taken along."""

import hashlib
import re

from starlette.responses import Response

from tracker.web.api.asked import Asked
from tracker.web.api.parameters import Kind, VersionQuery
from tracker.web.api.problems import PRIVATE

JSON, CSV = "application/json", "text/csv"
_ANY = re.compile(r"\s*(text/csv|application/json|text/\*|application/\*|\*/\*)\s*(;.*)?")


def kind_asked(asked: Asked) -> Kind:
    """JSON, unless `format` says CSV, or the Accept header names it and no JSON before it."""
    query = asked.given(VersionQuery)
    if query.format:
        return query.format
    for part in asked.accept.split(","):
        if found := _ANY.fullmatch(part):
            return Kind.CSV if found[1].startswith("text/") else Kind.JSON
    return Kind.JSON


def data(asked: Asked, content: str, kind: Kind, name: str, publication: int) -> Response:
    """What was read, once it is written down that a program took it along.

    name   of our own making, of letters and digits; `publication` is put to it

    Raises StoreUnwritable or StoreBusy when it cannot be written down.
    """
    file = f"{name}-v{publication}.{kind}"
    if program := asked.asker.program:
        asked.site.store.journal.append("export", program.person, f"api {file}", publication)
    body = (("\ufeff" + content) if kind is Kind.CSV else content).encode()
    headers = {"Vary": "Authorization, Accept", "Cross-Origin-Resource-Policy": "same-origin"}
    if kind is Kind.CSV:
        headers["Content-Disposition"] = f'attachment; filename="{file}"'
    if not asked.asker.public:
        headers["Cache-Control"] = PRIVATE
        return _answer(body, kind, headers)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers |= {"Cache-Control": "no-cache", "ETag": tag}
    if tag in re.findall(r'"[^"]*"', asked.known):
        return Response(status_code=304, headers=headers)
    return _answer(body, kind, headers)


def _answer(body: bytes, kind: Kind, headers: dict[str, str]) -> Response:
    media = f"{CSV}; charset=utf-8" if kind is Kind.CSV else JSON
    return Response(body, media_type=media, headers=headers)
