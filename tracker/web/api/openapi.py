"""The OpenAPI 3.1 document, made from the table of operations and the types it names."""

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from tracker.web.api.answers import CSV, JSON
from tracker.web.api.bodies import KEY_PATTERN, MOST_RAW_NAME, NAME_PATTERN
from tracker.web.api.objects import Problem
from tracker.web.api.operations import Operation
from tracker.web.api.parameters import Query
from tracker.web.api.problems import MEDIA

_REF = "#/components/schemas/{model}"
# Any operation may be refused for what was asked, by a token that does not hold, for too little
# right, for too many questions, and while the store cannot be read.
_ALL_REFUSE = (400, 401, 403, 429, 503)
_BINARY = "application/octet-stream"
_PATH = re.compile(r"{(\w+)}")
_BEARER = "token"


def document(operations: Iterable[Operation]) -> dict[str, Any]:
    """The document of some operations."""
    listed = tuple(operations)
    paths: dict[str, dict[str, Any]] = {}
    for one in listed:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Fasläget",
            "version": "1",
            "description": "Values, verdicts and phases, as the one who asks may see them.",
        },
        "paths": paths,
        "components": {
            "schemas": _schemas(listed),
            "securitySchemes": {_BEARER: {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(one: Operation) -> dict[str, Any]:
    by_token: list[dict[str, list[str]]] = [{_BEARER: []}]
    told: dict[str, Any] = {
        "operationId": one.name,
        "summary": one.summary,
        "security": by_token if one.by_token else [{}, *by_token],
        "parameters": [*_in_path(one.path), *_in_query(one.query), *_in_headers(one)],
        "responses": _responses(one),
    }
    if one.file:
        content: dict[str, Any] = {_BINARY: {"schema": {"type": "string", "format": "binary"}}}
        told["requestBody"] = {"required": True, "content": content}
    if one.body:
        told["requestBody"] = {"required": True, "content": {JSON: _schema_of(one.body)}}
    return told


def _responses(one: Operation) -> dict[str, Any]:
    given: dict[str, Any] = {"description": one.summary}
    if one.gives:
        given["content"] = {JSON: _schema_of(one.gives)}
    if one.csv:
        given["content"][CSV] = {"schema": {"type": "string"}}
    refused = {
        "description": "Refused: why, and what to do.",
        "content": {MEDIA: _schema_of(Problem)},
    }
    told = {str(one.status): given}
    if one.csv:
        told["304"] = {"description": "The same as is at hand (If-None-Match)."}
    for status in sorted({*_ALL_REFUSE, *one.refuses}):
        told[str(status)] = refused
    return told


def _in_path(path: str) -> Iterable[dict[str, Any]]:
    for name in _PATH.findall(path):
        schema = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _in_query(query: type[Query]) -> Iterable[dict[str, Any]]:
    whole = query.model_json_schema()
    for name, field in whole["properties"].items():
        choices = field.get("anyOf", [field])
        schema = next(choice for choice in choices if choice.get("type") != "null")
        if "$ref" in schema:
            schema = whole["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        kept = {key: value for key, value in schema.items() if key not in ("title", "description")}
        yield {"name": name, "in": "query", "required": False, "schema": kept}


def _in_headers(one: Operation) -> Iterable[dict[str, Any]]:
    if one.file:
        name = {
            "type": "string",
            "minLength": 1,
            "maxLength": MOST_RAW_NAME,
            "pattern": NAME_PATTERN,
        }
        yield {
            "name": "File-Name",
            "in": "header",
            "required": True,
            "description": "The file's name, percent-encoded UTF-8.",
            "schema": name,
        }
    if one.repeatable:
        yield {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "description": "The program's own key: the same request by it gets the same answer.",
            "schema": {"type": "string", "pattern": KEY_PATTERN},
        }


def _schemas(operations: Iterable[Operation]) -> dict[str, Any]:
    given: set[type[BaseModel]] = {Problem, *(one.gives for one in operations if one.gives)}
    taken: set[type[BaseModel]] = {one.body for one in operations if one.body}
    kinds = [(kind, "serialization") for kind in sorted(given, key=_name)]
    kinds += [(kind, "validation") for kind in sorted(taken, key=_name)]
    _, whole = models_json_schema(kinds, ref_template=_REF)  # type: ignore[arg-type]
    schemas: dict[str, Any] = whole["$defs"]
    return schemas


def _name(kind: type[BaseModel]) -> str:
    return kind.__name__


def _schema_of(kind: type[BaseModel]) -> dict[str, Any]:
    return {"schema": {"$ref": _REF.format(model=kind.__name__)}}
