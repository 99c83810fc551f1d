"""The API's routes: each request is checked by the table of operations, then answered by one."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from tracker.errors import NotFound, TrackerError
from tracker.service.access import Action, require
from tracker.service.programme import Site
from tracker.service.receiving import receiving
from tracker.texts.address import language_of
from tracker.texts.catalogue import texts_in
from tracker.web.api.answers import JSON
from tracker.web.api.asked import Asked
from tracker.web.api.asking import asker_of, count
from tracker.web.api.bodies import file_name_of, key_of, receive_file, receive_json
from tracker.web.api.openapi import document
from tracker.web.api.operations import OPERATIONS, ROOT, Operation
from tracker.web.api.parameters import read_body, read_query
from tracker.web.api.problems import problem
from tracker.web.site import Mode, current_site, mode

DOCUMENT = f"{ROOT}/openapi.json"


class _Door:
    """An ASGI app: what can be asked at one path, by method."""

    def __init__(self, operations: Mapping[str, Operation]) -> None:
        self._operations = operations

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse with what is wrong."""
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except TrackerError as error:
            response = problem(error, texts_in(language_of(dict(request.query_params))))
        except ClientDisconnect:
            return
        if request.method == "HEAD":
            response.body = b""
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        operation = self._operation(request)
        asked = await run_in_threadpool(_checked, request, operation)
        if operation.file:
            name = file_name_of(request)
            with receiving(asked.site) as path:
                received = await receive_file(request, path, name)
                asked = replace(asked, received=received, sha256=received.sha256)
                return await run_in_threadpool(operation.answer, asked)
        if operation.body:
            body = await receive_json(request)
            digest = hashlib.sha256(body).hexdigest()
            asked = replace(asked, body=read_body(operation.body, body), sha256=digest)
        return await run_in_threadpool(operation.answer, asked)

    def _operation(self, request: Request) -> Operation:
        """The operation of a method. Raises NotFound where nothing is; TrackerError."""
        here = {method: one for method, one in self._operations.items() if _is_here(one)}
        if not here:
            raise NotFound("api_no_such_path", document=DOCUMENT)
        method = "GET" if request.method == "HEAD" else request.method
        if method not in here:
            allowed = [*here, *(["HEAD"] if "GET" in here else [])]
            raise TrackerError("api_method", allowed=", ".join(sorted(allowed)))
        return here[method]


def _checked(request: Request, operation: Operation) -> Asked:
    """Who asks, whether she may, how often, and what. Nothing of the body is read before that."""
    site: Site = current_site()
    asker = asker_of(request, site)
    count(request, site, asker, file=operation.file)
    if operation.by_token:
        if asker.program is None:
            raise TrackerError("api_token_needed")
        require(asker.program, Action.UPLOAD)
    return Asked(
        site=site,
        asker=asker,
        query=read_query(operation.query, request.query_params.multi_items()),
        draft=request.path_params.get("draft", ""),
        key=key_of(request) if operation.repeatable else "",
        accept=request.headers.get("accept", ""),
        known=request.headers.get("if-none-match", ""),
    )


def _document(_asked: Asked) -> Response:
    """The OpenAPI document, of what there is in the mode that the process serves in."""
    told = json.dumps(document(operations_here()), ensure_ascii=False, indent=2)
    return Response(told, media_type=JSON, headers={"Cache-Control": "no-cache"})


def operations_here() -> tuple[Operation, ...]:
    """The operations that there are in the mode that the process serves in."""
    return tuple(filter(_is_here, OPERATIONS))


def _is_here(operation: Operation) -> bool:
    return not (operation.by_token and mode() is Mode.OPEN_READ)


def _doors() -> list[Route]:
    by_path: dict[str, dict[str, Operation]] = {}
    for one in OPERATIONS:
        by_path.setdefault(one.path, {})[one.method] = one
    return [Route(path, _Door(operations)) for path, operations in by_path.items()]


_OPENAPI = Operation("GET", DOCUMENT, "openapi", "This document.", _document, None)
ROUTES = [
    Route(DOCUMENT, _Door({"GET": _OPENAPI})),
    *_doors(),
    Route("/api/{rest:path}", _Door({})),
    Route("/api", _Door({})),
]
